import { BoundedCache } from '../bounded-cache.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { Budget, FeelFailure } from './budget.ts';
import { compileFeel } from './evaluate-feel.ts';
import type { FeelNode } from './feel-node.ts';
import { FeelSyntaxError } from './feel-tokens.ts';
import type { FeelValue } from './feel-value.ts';
import { FeelRun } from './interpret-feel.ts';
import type { Frame } from './feel-frame.ts';
import { parseUnaryTests } from './parse-feel.ts';

/** Why an expression of a session has no value, as a sentence; the session is over. */
export class FeelSessionFailure extends Error {}

/** Names and their values, which hide the variables. */
export type FeelNames = ReadonlyMap<string, FeelValue>;

const MAX_CELLS = 20_000;
const cells = new BoundedCache<string, { readonly tests: readonly FeelNode[] | null }>(MAX_CELLS);

export function compileUnaryTests(text: string): readonly FeelNode[] | null {
  return cells.get(text, () => ({ tests: parseUnaryTests(text) })).tests;
}

/** Many expressions, as those of a decision table, that share one budget and hand values on as FEEL has them. */
export class FeelSession {
  private readonly scope: ExpressionScope;
  private readonly budget: Budget;

  /** `maxMs`: of the processor. */
  constructor(scope: ExpressionScope, maxSteps: number, maxMs: number) {
    this.scope = scope;
    this.budget = new Budget(maxSteps, maxMs);
  }

  /** Work that is no expression of FEEL counts too. */
  spend(steps: number): void {
    this.guard('', () => {
      this.budget.spend(steps);
      this.budget.look();
    });
  }

  value(text: string, names: FeelNames): FeelValue {
    return this.guard(text, () => new FeelRun(this.scope, text, this.budget).value(compileFeel(text), frameOf(names)));
  }

  /** The value passes the unary tests; they may speak of it as `?` and by the names that are given for it. */
  passes(text: string, input: FeelValue, inputNames: readonly string[], names: FeelNames): boolean {
    return this.guard(text, () => {
      const tests = compileUnaryTests(text);
      if (tests === null) return true;
      const own = new Map<string, FeelValue>([['?', input], ...inputNames.map((name) => [name, input] as const)]);
      return new FeelRun(this.scope, text, this.budget).unaryTests(input, tests, { names: own, outer: frameOf(names) });
    });
  }

  private guard<T>(text: string, evaluate: () => T): T {
    try {
      const value = evaluate();
      if (this.budget.failedAssert !== null)
        throw new FeelSessionFailure(
          `Assertion failure on evaluate the expression '${text}': ${this.budget.failedAssert}`,
        );
      return value;
    } catch (error) {
      if (error instanceof FeelSyntaxError)
        throw new FeelSessionFailure(`failed to parse expression '${text}': ${error.message}`);
      if (error instanceof FeelFailure)
        throw new FeelSessionFailure(`failed to evaluate expression '${text}' : ${error.message}`);
      if (error instanceof RangeError)
        throw new FeelSessionFailure(
          `failed to evaluate expression '${text}' : ${/call stack/.test(error.message) ? 'values or calls are nested too deep' : error.message}`,
        );
      throw error;
    }
  }
}

function frameOf(names: FeelNames): Frame | null {
  return names.size === 0 ? null : { names, outer: null };
}
