import type { BuiltIn, NamedBuiltIn } from './built-in.ts';
import { contextFunctions } from './context-functions.ts';
import { listFunctions } from './list-functions.ts';
import { numberFunctions } from './number-functions.ts';
import { rangeFunctions } from './range-functions.ts';
import { temporalFunctions } from './temporal-functions.ts';
import { textFunctions } from './text-functions.ts';

/** The built-in functions of FEEL by name, each with the ways to call it. */
export const builtIns: ReadonlyMap<string, readonly BuiltIn[]> = byName([
  ...numberFunctions,
  ...textFunctions,
  ...listFunctions,
  ...contextFunctions,
  ...temporalFunctions,
  ...rangeFunctions,
]);

function byName(all: readonly NamedBuiltIn[]): Map<string, BuiltIn[]> {
  const names = new Map<string, BuiltIn[]>();
  for (const [name, builtIn] of all) names.set(name, [...(names.get(name) ?? []), builtIn]);
  return names;
}
