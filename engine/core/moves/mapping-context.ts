import { fromJson, isPlainObject, toJs } from '../../expressions/values.ts';
import type { Mapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { evaluateAt, type EvaluationPlace } from './evaluate-at.ts';
import { variableSeen } from './execution-facts.ts';

/**
 * Camunda 8 takes all mappings of a kind as one FEEL context: a target with dots is a context in it, each entry sees
 * those before it and beside it, and of a name and its parts the later one counts. Where a mapping fails, the whole is
 * quoted.
 */
type Node = Mapping['source'] | Context;
type Context = Map<string, Node>;

/**
 * What becomes of an object that is there already: hidden by a new one (inputs), or the new one's parts go into it
 * (outputs).
 */
export type ContextUse = 'fresh' | 'merged';

export function evaluateAsContext(
  step: Step,
  mappings: readonly Mapping[],
  place: EvaluationPlace,
  use: ContextUse,
): Record<string, VariableValue> {
  const root = contextOf(mappings);
  try {
    return entriesOf(step, root, place, use, []);
  } catch (failure) {
    if (!(failure instanceof FailedEntry)) throw failure;
    throw new StepFailure(
      'IO_MAPPING_ERROR',
      failure.message.replace(`'${failure.text}'`, () => `'${textOf(root, use, [])}'`),
    );
  }
}

/** A failure of one entry, with its text, which the failure quotes. */
class FailedEntry extends StepFailure {
  readonly text: string;
  constructor(failure: StepFailure, text: string) {
    super(failure.incidentType, failure.message);
    this.text = text;
  }
}

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
    context.set(last, source);
  }
  return root;
}

function entriesOf(
  step: Step,
  context: Context,
  place: EvaluationPlace,
  use: ContextUse,
  path: readonly string[],
): Record<string, VariableValue> {
  const entries: Record<string, VariableValue> = {};
  for (const [name, node] of context) {
    const inside = { ...place, overlay: { ...place.overlay, ...entries } };
    entries[name] =
      node instanceof Map ? contextValue(step, node, inside, use, [...path, name]) : entryValue(step, node, inside);
  }
  return entries;
}

function entryValue(step: Step, source: Mapping['source'], place: EvaluationPlace): VariableValue {
  if (source.language === 'list' || source.language === 'map')
    throw new Error(`A ${source.language} is no mapping of Camunda 8`);
  try {
    return evaluateAt(step, source, place, 'IO_MAPPING_ERROR').value;
  } catch (failure) {
    if (!(failure instanceof StepFailure) || source.language !== 'feel') throw failure;
    throw new FailedEntry(failure, source.text);
  }
}

/** A text, number or list that is there is no context to be merged: the result is null. */
function contextValue(
  step: Step,
  context: Context,
  place: EvaluationPlace,
  use: ContextUse,
  path: readonly string[],
): VariableValue {
  const before = use === 'merged' ? present(step, place, path) : null;
  const parts = Object.fromEntries(
    Object.entries(entriesOf(step, context, place, use, path)).map(([name, value]) => [name, toJs(value)]),
  );
  if (before === null) return fromJson(parts);
  return fromJson(isPlainObject(before) ? { ...before, ...parts } : null);
}

function present(step: Step, place: EvaluationPlace, [name = '', ...path]: readonly string[]): unknown {
  const variable = variableSeen(step, place, name);
  return path.reduce(
    (value: unknown, part) => (isPlainObject(value) ? (value[part] ?? null) : null),
    variable ? toJs(variable) : null,
  );
}

/**
 * As Camunda 8 writes it: `{a:x,box:{b:y}}`, and with what is there `box:if (box != null) then context merge(box,{b:y})
 * else {b:y}`.
 */
function textOf(context: Context, use: ContextUse, path: readonly string[]): string {
  return `{${[...context].map(([name, node]) => `${name}:${node instanceof Map ? contextText(node, use, [...path, name]) : sourceText(node)}`).join(',')}}`;
}

function contextText(context: Context, use: ContextUse, path: readonly string[]): string {
  const text = textOf(context, use, path);
  const before = path.join('.');
  return use === 'fresh' ? text : `if (${before} != null) then context merge(${before},${text}) else ${text}`;
}

function sourceText(source: Mapping['source']): string {
  if (!('text' in source)) return 'null';
  return source.language === 'literal' ? `"${source.text}"` : source.text;
}
