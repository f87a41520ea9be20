import type { Evaluation, ExpressionScope, FeelType } from '../expression-port.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { FeelFailure } from './budget.ts';
import type { FeelNode } from './feel-node.ts';
import { FeelSyntaxError } from './feel-tokens.ts';
import { FeelFunction, FeelRange, type FeelValue, toVariable } from './feel-value.ts';
import { FeelRun } from './interpret-feel.ts';
import { parseFeel } from './parse-feel.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration } from './temporal.ts';

/**
 * FEEL as Camunda 8 evaluates it: what does not fit together is null with a warning; only a failed `assert`, an
 * exceeded budget and a text that is no FEEL are failures.
 */
const compiled = new BoundedCache<string, FeelNode>();

export function compileFeel(text: string): FeelNode {
  return compiled.get(text, () => parseFeel(text));
}

export function evaluateFeel(text: string, scope: ExpressionScope): Evaluation {
  let node: FeelNode;
  try {
    node = compileFeel(text);
  } catch (error) {
    if (error instanceof FeelSyntaxError)
      return { ok: false, message: `failed to parse expression '${text}': ${error.message}` };
    throw error;
  }
  // A name alone hands the variable on as it is: no digit and no key is touched.
  const passed = node.kind === 'name' ? scope.lookup(node.name) : undefined;
  if (passed) return { ok: true, value: passed, warnings: [] };
  const run = new FeelRun(scope, text);
  const outcome = outcomeOf(text, run, () => {
    const result = run.value(node);
    return { result, value: toVariable(result instanceof FeelRange ? run.testedAlone(result) : result) };
  });
  if (!outcome.ok) return outcome;
  const { result, value } = outcome.value;
  const feelType = feelTypeOf(result);
  return { ok: true, value, ...(feelType && { feelType }), warnings: run.budget.warnings };
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** What an evaluation comes to, with the sentence of its failure. */
export function outcomeOf<T>(text: string, { budget }: FeelRun, evaluate: () => T): Outcome<T> {
  try {
    const value = evaluate();
    if (budget.failedAssert === null) return { ok: true, value };
    return {
      ok: false,
      message: `Assertion failure on evaluate the expression '${text}': ${budget.failedAssert}${warningText(budget.warnings)}`,
    };
  } catch (error) {
    // RangeError: a number out of range, or values nested deeper than the stack.
    if (error instanceof FeelFailure || error instanceof RangeError) {
      const why = /call stack/.test(error.message) ? 'values or calls are nested too deep' : error.message;
      return { ok: false, message: `failed to evaluate expression '${text}' : ${why}` };
    }
    throw error;
  }
}

function feelTypeOf(result: FeelValue): FeelType | undefined {
  if (result instanceof FeelDate) return 'DATE';
  if (result instanceof FeelDateTime) return 'DATE_TIME';
  if (result instanceof DaysDuration) return 'DURATION';
  if (result instanceof MonthsDuration) return 'PERIOD';
  return result instanceof FeelTime || result instanceof FeelFunction ? 'UNKNOWN' : undefined;
}

function warningText(warnings: readonly string[]): string {
  return ` The evaluation reported the following warnings:\n${warnings.join('\n')}`;
}
