import type { DecisionDefinition } from '../core/decision.ts';
import { scriptOfDecision } from '../core/moves/make-decision.ts';
import type { OutsideAnswer, ScriptCall } from '../core/outside-call.ts';
import type { DecisionOutcome } from '../decisions/decision-outcome.ts';
import { evaluateDecision } from '../decisions/evaluate-decision.ts';
import type { Variables } from '../graph/variable-value.ts';
import type { OutsideCalls } from './outside-calls.ts';

/** Scripts of one decision, each of which takes another round. */
const MAX_SCRIPTS = 200;

class ScriptNeeded extends Error {
  readonly call: ScriptCall;
  constructor(call: ScriptCall) {
    super('a script has to be run first');
    this.call = call;
  }
}

/**
 * A decision that no process asks for. It is made again with the answer of each script, which is legal because making
 * it is pure: the same scripts are asked for in the same order. Those beyond the limit fail.
 */
export async function decisionWithScripts(
  outside: Pick<OutsideCalls, 'make'>,
  { graph, decisionId }: DecisionDefinition,
  variables: Variables,
  now: number,
): Promise<DecisionOutcome> {
  const answers: OutsideAnswer[] = [];
  for (;;) {
    let asked = 0;
    try {
      return evaluateDecision(graph, decisionId, {
        lookup: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
        names: () => Object.keys(variables),
        now,
        script: (source, seen) => {
          const answer = answers[asked];
          asked += 1;
          if (answer === undefined && asked <= MAX_SCRIPTS) throw new ScriptNeeded(scriptOfDecision(source, seen));
          return answer?.kind === 'done' ? answer.value : null;
        },
      });
    } catch (error) {
      if (!(error instanceof ScriptNeeded)) throw error;
      answers.push(await outside.make(error.call));
    }
  }
}
