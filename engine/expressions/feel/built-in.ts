import type { Budget } from './budget.ts';
import { type FeelValue, isList } from './feel-value.ts';

/** What a built-in may use of the evaluation around it. */
export interface Surroundings {
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly now: number;
  invoke(target: FeelValue, args: readonly FeelValue[]): FeelValue;
}

export interface BuiltIn {
  readonly parameters: readonly string[];
  /** The last parameter takes any number of arguments; by its name, a list of them. */
  readonly isOpen: boolean;
  /** undefined: the arguments are of the wrong kind. */
  readonly invoke: (args: readonly FeelValue[], around: Surroundings) => FeelValue | undefined;
}

export type NamedBuiltIn = readonly [name: string, builtIn: BuiltIn];

/**
 * `parameters` are separated by commas; several ways to call stand one after the other. A last one with `...` behind it
 * takes any number of arguments: none where it is the only one, else one or more.
 */
export function define(name: string, parameters: string, invoke: BuiltIn['invoke']): NamedBuiltIn {
  const isOpen = parameters.endsWith('...');
  const names = parameters.replace('...', '');
  return [name, { parameters: names === '' ? [] : names.split(','), isOpen, invoke }];
}

/** Whether it can be called with so many arguments without names. */
export const takes = ({ parameters, isOpen }: BuiltIn, count: number): boolean =>
  isOpen ? parameters.length === 1 || count >= parameters.length : parameters.length === count;

/** Arguments that were given by name; null: what an open parameter was given is no list. */
export function byName(
  { parameters, isOpen }: BuiltIn,
  names: readonly string[],
  args: readonly FeelValue[],
): readonly FeelValue[] | null {
  const ordered = parameters.map((name) => args[names.indexOf(name)] ?? null);
  if (!isOpen) return ordered;
  const last = ordered.at(-1) ?? null;
  if (!isList(last)) return null;
  return parameters.length === 1 && last.length === 0 ? [last] : [...ordered.slice(0, -1), ...last];
}
