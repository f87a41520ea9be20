import type { OperationName, OperationParameters, RestCall, VariableInput } from './contract.ts';
import type { Chosen } from './operation.ts';

/** What the calls depend on beside the parameters. */
export interface RequestFacts {
  readonly dialect: 'camunda7' | 'camunda8' | null;
  readonly jobKey: string | null;
  /** Work of a worker has other addresses in Camunda 7 than what the engine runs. */
  readonly isWork: boolean;
  /** Of the target, where it is of one. */
  readonly definitionKey: string | null;
  /** Of a modification of Camunda 8: what it takes away, by key. */
  readonly active: readonly { readonly key: string; readonly elementId: string; readonly isBody: boolean }[];
  /** Of a batch. */
  readonly chosen: Chosen;
  /** Of a batch that gives attempts: to what. `hasOthers`: something has no job. */
  readonly work: {
    readonly jobIds: readonly string[];
    readonly externalTaskIds: readonly string[];
    readonly hasOthers: boolean;
  };
}
/** null: there is no endpoint that does it. undefined: there are, and it is not told here how. */
export type Calls = readonly RestCall[] | null | undefined;
export type CallsOf = {
  readonly [N in OperationName]?: (parameters: OperationParameters<N>, facts: RequestFacts) => Calls;
};

const isSeven = ({ dialect }: RequestFacts): boolean => dialect === 'camunda7';
/** Of one notation alone; in the other there is none. */
export const seven = (facts: RequestFacts, ...calls: readonly RestCall[]): Calls => (isSeven(facts) ? calls : null);
export const either = (facts: RequestFacts, camunda7: Calls, camunda8: Calls): Calls =>
  facts.dialect === null ? undefined : isSeven(facts) ? camunda7 : camunda8;
export const call = (method: RestCall['method'], path: string, body?: unknown): RestCall => ({
  method,
  path,
  ...(body !== undefined && { body }),
});

const NUMBERS: ReadonlySet<string> = new Set(['Integer', 'Short', 'Double']);
/** As `/engine-rest` takes a value; undefined: it goes up as a file, or its digits do not fit into a number of JSON. */
export function typedValue({
  type,
  text,
}: Pick<VariableInput, 'type' | 'text'>): { readonly value: unknown; readonly type: string } | undefined {
  if (text === null) return { value: null, type };
  if (NUMBERS.has(type)) return { value: Number(text), type };
  if (type === 'Long') return Number.isSafeInteger(Number(text)) ? { value: Number(text), type } : undefined;
  if (type === 'Boolean') return { value: text === 'true', type };
  return type === 'String' || type === 'Json' || type === 'Xml' ? { value: text, type } : undefined;
}
export function typedValues(variables: readonly VariableInput[] = []): Readonly<Record<string, unknown>> | undefined {
  const values = variables.map((variable) => [variable.name, typedValue(variable)] as const);
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}

/** As `/v2` takes a value. */
function jsonValue({ type, text }: Pick<VariableInput, 'type' | 'text'>): unknown {
  if (text === null) return null;
  if (type === 'String') return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
export function jsonValues(variables: readonly VariableInput[] = []): Readonly<Record<string, unknown>> | undefined {
  const values = variables.map((variable) => [variable.name, jsonValue(variable)] as const);
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}
