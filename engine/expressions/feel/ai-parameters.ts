import { compileFeel } from './evaluate-feel.ts';
import type { FeelNode } from './feel-node.ts';

/** What an expression asks a model of language for, as `fromAi(toolCall.place, "Where to", "string")` says it. */
export interface AiParameter {
  /** The last part of what is referred to; null: the first argument refers to nothing. */
  readonly name: string | null;
  readonly description: unknown;
  readonly type: unknown;
  readonly schema: unknown;
  readonly options: unknown;
}

const PARAMETERS = ['value', 'description', 'type', 'schema', 'options'] as const;

/** The calls of `fromAi` anywhere in an expression, in their order. */
export function aiParametersIn(expression: string): readonly AiParameter[] {
  return expression.includes('fromAi') ? [...callsIn(compileFeel(expression))].map(parameterOf) : [];
}

type Call = Extract<FeelNode, { kind: 'call' }>;

function* callsIn(part: unknown): Generator<Call> {
  if (Array.isArray(part)) {
    for (const item of part) yield* callsIn(item);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if (isCall(part)) yield part;
  for (const inner of Object.values(part)) yield* callsIn(inner);
}

const isCall = (part: object): part is Call =>
  'kind' in part && part.kind === 'call' && 'name' in part && part.name === 'fromAi';

function parameterOf({ args, names }: Call): AiParameter {
  const argument = (name: (typeof PARAMETERS)[number]): FeelNode | undefined =>
    args[names ? names.indexOf(name) : PARAMETERS.indexOf(name)];
  const constant = (name: (typeof PARAMETERS)[number]): unknown => constantOf(argument(name));
  return {
    name: referredTo(argument('value')),
    description: constant('description'),
    type: constant('type'),
    schema: constant('schema'),
    options: constant('options'),
  };
}

function referredTo(node: FeelNode | undefined): string | null {
  if (node?.kind === 'path') return node.key;
  return node?.kind === 'name' ? node.name : null;
}

/** What is written out; null for whatever would have to be computed. */
function constantOf(node: FeelNode | undefined): unknown {
  switch (node?.kind) {
    case 'text':
    case 'boolean':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'list':
      return node.items.map(constantOf);
    case 'context':
      return Object.fromEntries(node.entries.map(([name, value]) => [name, constantOf(value)]));
    default:
      return null;
  }
}
