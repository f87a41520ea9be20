import type { Budget } from './budget.ts';
import type { FeelValue } from './feel-value.ts';

/** What a built-in may use of the evaluation around it. */
export interface Surroundings {
  readonly budget: Budget;
  /** Milliseconds since 1970. */
  readonly now: number;
  invoke(target: FeelValue, args: readonly FeelValue[]): FeelValue;
}

export interface BuiltIn {
  readonly parameters: readonly string[];
  /** Takes any number of arguments. */
  readonly isVariadic: boolean;
  /** undefined: the arguments are of the wrong kind. */
  readonly invoke: (args: readonly FeelValue[], around: Surroundings) => FeelValue | undefined;
}

export type NamedBuiltIn = readonly [name: string, builtIn: BuiltIn];

/** `parameters` are separated by commas; several ways to call stand one after the other. `...` takes any number. */
export function define(name: string, parameters: string, invoke: BuiltIn['invoke']): NamedBuiltIn {
  const isVariadic = parameters === '...';
  return [name, { parameters: isVariadic || parameters === '' ? [] : parameters.split(','), isVariadic, invoke }];
}
