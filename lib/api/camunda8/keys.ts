import type { FastifyRequest } from 'fastify';
import type { Key } from '@/engine/index.ts';
import { unreadable } from './problem.ts';

const DIGITS = /^\d{1,19}$/;
const LARGEST_KEY = 2n ** 63n - 1n;

/** A key is a 64-bit number, written in digits. */
export const isKey = (text: string): boolean => DIGITS.test(text) && BigInt(text) <= LARGEST_KEY;

/** The key in the path. */
export function pathKey(request: FastifyRequest, name: string): Key {
  const text = pathText(request, name);
  const key = text.trim();
  if (!isKey(key)) throw unreadable(`Failed to convert '${name}' with value: '${text}'`);
  return key;
}

export function pathText(request: FastifyRequest, name: string): string {
  const parameters: unknown = request.params;
  const value: unknown =
    typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, name) : undefined;
  return typeof value === 'string' ? value : '';
}
