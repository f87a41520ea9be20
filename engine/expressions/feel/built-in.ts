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
  /** Takes so many arguments or more; null: as many as it has parameters. */
  readonly atLeast: number | null;
  /** undefined: the arguments are of the wrong kind. */
  readonly invoke: (args: readonly FeelValue[], around: Surroundings) => FeelValue | undefined;
}

export type NamedBuiltIn = readonly [name: string, builtIn: BuiltIn];

/**
 * `parameters` are separated by commas; several ways to call stand one after the other. `...` takes any number, `2...`
 * two or more.
 */
export function define(name: string, parameters: string, invoke: BuiltIn['invoke']): NamedBuiltIn {
  const variadic = /^(\d*)\.\.\.$/.exec(parameters);
  const atLeast = variadic ? Number(variadic[1]) : null;
  return [name, { parameters: variadic || parameters === '' ? [] : parameters.split(','), atLeast, invoke }];
}

/** Whether it can be called with so many arguments without names. */
export const takes = ({ parameters, atLeast }: BuiltIn, count: number): boolean =>
  atLeast === null ? parameters.length === count : count >= atLeast;
