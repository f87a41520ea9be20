import {
  compileMappings,
  evaluateMappings,
  type CompiledMappings,
  type ContextUse,
  type FeelMapping,
} from '../../expressions/feel/evaluate-mappings.ts';
import type { Mapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { ScopeAtPlace } from './scope-at-place.ts';

/** Per element and kind, as long as its graph is known. */
const compiled = new WeakMap<readonly Mapping[], CompiledMappings>();

/**
 * Camunda 8 takes all mappings of a kind as one FEEL context: a target with dots is a context in it, each entry sees
 * those before it and beside it, and of a name and its parts the later one counts. Where a mapping fails, the whole is
 * quoted.
 */
export function evaluateAsContext(
  step: Step,
  mappings: readonly Mapping[],
  place: EvaluationPlace,
  use: ContextUse,
): Record<string, VariableValue> {
  const context = compiled.get(mappings) ?? compileMappings(contextOf(mappings), use);
  compiled.set(mappings, context);
  const outcome = evaluateMappings(context, new ScopeAtPlace(step, place));
  if (!outcome.ok) throw new StepFailure('IO_MAPPING_ERROR', outcome.message);
  return outcome.value;
}

type Context = Map<string, FeelMapping>;

function contextOf(mappings: readonly Mapping[]): Context {
  const root: Context = new Map();
  for (const { source, target } of mappings) {
    const path = target.split('.');
    const last = path.pop() ?? target;
    let context = root;
    for (const part of path) {
      const present = context.get(part);
      const next: Context = present instanceof Map ? present : new Map();
      context.set(part, next);
      context = next;
    }
    context.set(last, entryOf(source));
  }
  return root;
}

function entryOf(source: Mapping['source']): FeelMapping {
  if (source.language === 'feel') return { feel: source.text };
  if (source.language === 'literal') return { literal: source.text };
  throw new Error(`A ${source.language} is no mapping of Camunda 8`);
}
