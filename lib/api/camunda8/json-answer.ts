import type { FastifyReply } from 'fastify';
import { toJsonText, type Instant, type VariableValue } from '@/engine/index.ts';

/** The only tenant, as Camunda 8 names it. */
export const DEFAULT_TENANT = '<default>';
export const tenantName = (tenantId: string | null): string => tenantId ?? DEFAULT_TENANT;

/** A value that is already JSON, within an answer that is not. */
export class JsonText {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/** Variables as a JSON object; numbers are printed from their own digits. */
export function variablesJson(variables: Readonly<Record<string, VariableValue>>): JsonText {
  return new JsonText(
    `{${Object.entries(variables)
      .map(([name, value]) => `${JSON.stringify(name)}:${toJsonText(value)}`)
      .join(',')}}`,
  );
}

/** `undefined` members are left out, as JSON.stringify does. */
function toJson(value: unknown): string {
  if (value instanceof JsonText) return value.json;
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`)
    .join(',')}}`;
}

/** Bytes, not text: to a text Fastify would add `; charset=utf-8`, which strict clients do not expect. */
export function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply
    .code(200)
    .header('content-type', 'application/json')
    .send(Buffer.from(toJson(body)));
}

export const sendNothing = (reply: FastifyReply): FastifyReply => reply.code(204).send();

/** Moments are written in ISO 8601, UTC, with milliseconds. */
export const dateText = (instant: Instant): string => new Date(instant).toISOString();
export const optionalDateText = (instant: Instant | null): string | null =>
  instant === null ? null : dateText(instant);
