import type { VariableValue } from '../../graph/variable-value.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { Budget, MAX_FEEL_STEPS } from './budget.ts';
import { compileFeel, outcomeOf, type Outcome } from './evaluate-feel.ts';
import type { FeelNode } from './feel-node.ts';
import { FeelFunction, isContext, toVariable } from './feel-value.ts';
import { FeelRun } from './interpret-feel.ts';

/** A FEEL text, a fixed text, or a context within the context. */
export type FeelMapping = { readonly feel: string } | { readonly literal: string } | FeelMappings;
export type FeelMappings = ReadonlyMap<string, FeelMapping>;

/**
 * What becomes of an object that is there already: hidden by a new one (inputs), or the new one's parts go into it
 * (outputs).
 */
export type ContextUse = 'fresh' | 'merged';

/** Mappings of a kind, read once. */
export interface CompiledMappings {
  readonly entries: readonly (readonly [name: string, node: FeelNode])[];
  readonly text: string;
}

/** Throws FeelSyntaxError of a text that is no FEEL, which a deployment refuses. */
export function compileMappings(mappings: FeelMappings, use: ContextUse): CompiledMappings {
  return { entries: entriesOf(mappings, use, []), text: textOf(mappings, use, []) };
}

/**
 * One context as Camunda 8 evaluates it: each entry sees those before it as FEEL has them, dates as dates. What FEEL
 * alone has is kept as a text, and functions are not kept. A variable that stands alone is handed on untouched.
 */
export function evaluateMappings(
  { entries, text }: CompiledMappings,
  scope: ExpressionScope,
): Outcome<Record<string, VariableValue>> {
  const run = new FeelRun(scope, text, new Budget(MAX_FEEL_STEPS * Math.max(1, entries.length)));
  return outcomeOf(text, run, () => {
    const context = run.value({ kind: 'context', entries });
    const values: Record<string, VariableValue> = {};
    if (!isContext(context)) return values;
    const passed = passedOn(entries, scope);
    for (const [name, value] of context)
      if (!(value instanceof FeelFunction)) values[name] = passed.get(name) ?? toVariable(value);
    return values;
  });
}

/** Entries that are the name of a variable and no more, or of such an entry before. */
function passedOn(entries: CompiledMappings['entries'], scope: ExpressionScope): Map<string, VariableValue> {
  const seen = new Set<string>();
  const passed = new Map<string, VariableValue>();
  for (const [name, node] of entries) {
    const variable =
      node.kind === 'name' ? (seen.has(node.name) ? passed.get(node.name) : scope.lookup(node.name)) : undefined;
    if (variable) passed.set(name, variable);
    seen.add(name);
  }
  return passed;
}

const isContextOf = (mapping: FeelMapping): mapping is FeelMappings => mapping instanceof Map;

function entriesOf(mappings: FeelMappings, use: ContextUse, path: readonly string[]): CompiledMappings['entries'] {
  return [...mappings].map(([name, mapping]) => [name, nodeOf(mapping, use, [...path, name])] as const);
}

function nodeOf(mapping: FeelMapping, use: ContextUse, path: readonly string[]): FeelNode {
  if (!isContextOf(mapping))
    return 'literal' in mapping ? { kind: 'text', value: mapping.literal } : compileFeel(mapping.feel);
  const made: FeelNode = { kind: 'context', entries: entriesOf(mapping, use, path) };
  if (use === 'fresh') return made;
  const before = path
    .slice(1)
    .reduce<FeelNode>((target, key) => ({ kind: 'path', target, key }), { kind: 'name', name: path[0] ?? '' });
  return {
    kind: 'if',
    test: { kind: 'binary', operator: '!=', left: before, right: { kind: 'null' } },
    yes: { kind: 'call', name: 'context merge', args: [before, made], names: null },
    no: made,
  };
}

/**
 * As Camunda 8 writes it: `{a:x,box:{b:y}}`, and with what is there `box:if (box != null) then context merge(box,{b:y})
 * else {b:y}`.
 */
function textOf(mappings: FeelMappings, use: ContextUse, path: readonly string[]): string {
  const entries = [...mappings].map(([name, mapping]) => {
    if (isContextOf(mapping)) return `${name}:${contextText(mapping, use, [...path, name])}`;
    return `${name}:${'literal' in mapping ? `"${mapping.literal}"` : mapping.feel}`;
  });
  return `{${entries.join(',')}}`;
}

function contextText(mappings: FeelMappings, use: ContextUse, path: readonly string[]): string {
  const text = textOf(mappings, use, path);
  const before = path.join('.');
  return use === 'fresh' ? text : `if (${before} != null) then context merge(${before},${text}) else ${text}`;
}
