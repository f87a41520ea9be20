import { pathToFileURL } from 'node:url';
import type { Delegate, DelegateFunction, Delegates } from '@/engine/index.ts';

/**
 * What models call by name, from a module of the operator's: its export `delegates`, or its default export. Each is a
 * function or an object of functions; anything else is refused at once, not when a model calls it.
 */
export async function loadDelegates(file: string): Promise<Delegates> {
  // A path that is only known when the node starts; a bundler would look for it when it builds.
  const module: Readonly<Record<string, unknown>> = await import(
    /* webpackIgnore: true */ /* turbopackIgnore: true */ pathToFileURL(file).href
  );
  const exported = module.delegates ?? module.default;
  if (!isObject(exported)) throw new Error(`${file} exports no object 'delegates'.`);
  const wrong = Object.entries(exported).flatMap(([name, delegate]) => (isDelegate(delegate) ? [] : [name]));
  if (wrong.length > 0)
    throw new Error(`${file}: these delegates are neither functions nor objects of functions: ${wrong.join(', ')}.`);
  return exported as Delegates;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isFunction = (value: unknown): value is DelegateFunction => typeof value === 'function';
const isDelegate = (value: unknown): value is Delegate =>
  isFunction(value) || (isObject(value) && Object.values(value).every(isFunction));
