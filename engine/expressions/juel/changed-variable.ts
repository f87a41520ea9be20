import type { VariableValue } from '../../graph/variable-value.ts';
import { isDateValue } from '../values.ts';
import { type Json, writeJsonTree } from './json-tree.ts';
import { classOf, JavaList, JavaMap, JuelFailure, type JuelValue, MovableDate } from './juel-value.ts';
import { fromVariable, toTree, toVariable } from './juel-variable.ts';

const JSON_FORMAT = 'application/json';

/** What a variable is after methods may have changed its list or map; null: they have not. It keeps its format. */
export function changedVariable(value: JuelValue, variable: VariableValue): VariableValue | null {
  if (variable.info?.serializationDataFormat !== JSON_FORMAT) {
    const after = toVariable(value);
    return after.text === toVariable(fromVariable(variable)).text ? null : after;
  }
  const text = writeJsonTree(jsonOf(value));
  if (text === writeJsonTree(jsonOf(fromVariable(variable)))) return null;
  return { type: 'Object', text, info: { objectTypeName: spinName(value), serializationDataFormat: JSON_FORMAT } };
}

/** A variable that is handed on with its format: lists and maps of Java are written anew. */
export function copiedVariable(variable: VariableValue): VariableValue {
  const { type, text, info } = variable;
  if (type !== 'Object' || text === null || info?.serializationDataFormat !== JSON_FORMAT) return variable;
  if (!REWRITTEN.test(info.objectTypeName ?? '')) return variable;
  const value = fromVariable(variable);
  // What the original could not name stays as it is.
  if (value instanceof JavaList && value.items[0] === null) return variable;
  return {
    type,
    text: writeJsonTree(jsonOf(value)),
    info: { objectTypeName: spinName(value), serializationDataFormat: JSON_FORMAT },
  };
}

/** Classes that are known here with their contents. */
const REWRITTEN = /^java\.util\.(?:ArrayList|LinkedList|HashSet|HashMap|LinkedHashMap|TreeMap)\b/;

/** As Spin writes JSON: dates are their milliseconds. */
function jsonOf(value: JuelValue): Json {
  if (isDateValue(value) || value instanceof MovableDate) return BigInt(value.epochMs);
  if (value instanceof JavaList) return value.items.map(jsonOf);
  if (value instanceof JavaMap) return new Map([...value.entries].map(([key, item]) => [key, jsonOf(item)]));
  return toTree(value);
}

/** As Spin names the class of what it has written: a list by its first item, sets and maps by nothing in them. */
function spinName(value: JuelValue): string {
  if (value === null)
    throw new JuelFailure('java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "object" is null');
  if (value instanceof JavaMap) return `${value.className}<java.lang.Object,java.lang.Object>`;
  if (!(value instanceof JavaList) || value.isArray) return classOf(value);
  const [first] = value.items;
  const item = first === undefined || !value.isIndexed ? 'java.lang.Object' : spinName(first);
  return `${value.className}<${item}>`;
}
