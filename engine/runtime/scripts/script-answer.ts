import type { OutsideAnswer } from '../../core/outside-call.ts';
import type { TaskAttributes, VariableWrite } from '../../expressions/expression-port.ts';
import type { VariableValue } from '../../graph/variable-value.ts';

/** What all that a script itself throws is in Camunda 7. */
const SCRIPT_EXCEPTION = 'org.graalvm.polyglot.PolyglotException';

type Fields = Readonly<Record<string, unknown>>;

const TYPES = new Set(['Null', 'Boolean', 'String', 'Integer', 'Long', 'Double', 'Date', 'Json', 'Object']);

/** Reads what came out of a sandbox, piece by piece, since a script may have meddled with it. null: it is no answer. */
export function readScriptAnswer(text: string): OutsideAnswer | null {
  const answer = fieldsOf(parsed(text));
  if (answer === null) return null;
  const { kind, message } = answer;
  const writes = listOf(answer.writes, writeOf);
  const taskChanges = listOf(answer.taskChanges, taskChangeOf);
  if (writes === null || taskChanges === null) return null;
  if (kind === 'failed')
    return {
      kind,
      message: typeof message === 'string' ? message : 'The script failed',
      thrown: {
        javaClass: typeof answer.javaClass === 'string' ? answer.javaClass : SCRIPT_EXCEPTION,
        writes,
        taskChanges,
      },
    };
  if (kind === 'error')
    return typeof answer.code === 'string'
      ? { kind, code: answer.code, message: typeof message === 'string' ? message : null, writes, taskChanges }
      : null;
  const value = variableOf(answer.value);
  return kind === 'done' && value !== null ? { kind, value, writes, taskChanges } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

function listOf<Item>(value: unknown, read: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.flatMap((item) => read(item) ?? []);
  return items.length === value.length ? (items as Item[]) : null;
}

function variableOf(value: unknown): VariableValue | null {
  const { type, text, info } = fieldsOf(value) ?? {};
  if (typeof type !== 'string' || !TYPES.has(type) || (typeof text !== 'string' && text !== null)) return null;
  if (!isWellFormed(type, text)) return null;
  return type === 'Object' ? objectOf(text, fieldsOf(info)) : { type: type as VariableValue['type'], text };
}

/** Lists and maps of Java are kept as JSON, which is shown as what their format says. */
const FORMATS: readonly unknown[] = ['application/json', 'application/x-java-serialized-object'];

function objectOf(text: string | null, info: Fields | null): VariableValue | null {
  const { objectTypeName, serializationDataFormat } = info ?? {};
  return typeof objectTypeName === 'string' &&
    typeof serializationDataFormat === 'string' &&
    FORMATS.includes(serializationDataFormat)
    ? { type: 'Object', text, info: { objectTypeName, serializationDataFormat } }
    : null;
}

function isWellFormed(type: string, text: string | null): boolean {
  if (text === null) return type === 'Null';
  switch (type) {
    case 'Null':
      return false;
    case 'Integer':
    case 'Long':
      return /^-?\d{1,19}$/.test(text);
    case 'Double':
      return /^(?:NaN|-?Infinity|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(text);
    case 'Boolean':
      return text === 'true' || text === 'false';
    case 'Date':
      return !Number.isNaN(Date.parse(text));
    case 'Json':
    case 'Object':
      return parsed(text) !== null || text === 'null';
    default:
      return true;
  }
}

function writeOf(item: unknown): VariableWrite | null {
  const { name, value, local, ofTask } = fieldsOf(item) ?? {};
  if (typeof name !== 'string' || typeof local !== 'boolean') return null;
  const read = value === null ? null : variableOf(value);
  return value !== null && read === null ? null : { name, value: read, local, ofTask: ofTask === true };
}

const isText = (value: unknown): boolean => value === null || typeof value === 'string';
const isMoment = (value: unknown): boolean => value === null || Number.isSafeInteger(value);
const isPeople = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const ATTRIBUTES: Readonly<Record<keyof TaskAttributes, (value: unknown) => boolean>> = {
  name: isText,
  description: isText,
  assignee: isText,
  owner: isText,
  formKey: isText,
  priority: Number.isSafeInteger,
  dueAt: isMoment,
  followUpAt: isMoment,
  candidateUsers: isPeople,
  candidateGroups: isPeople,
};

function taskChangeOf(item: unknown): Partial<TaskAttributes> | null {
  const change = fieldsOf(item);
  if (change === null) return null;
  const isKnown = Object.entries(change).every(
    ([name, value]) => Object.hasOwn(ATTRIBUTES, name) && ATTRIBUTES[name as keyof TaskAttributes](value),
  );
  return isKnown ? change : null;
}
