import type { VariableValue } from '../../graph/variable-value.ts';
import { DECISION_RESULT_CLASS } from '../decision-result.ts';
import { dateValue, fromJson, isDateValue, toJs } from '../values.ts';
import { base64Of, bytesOf } from './base64.ts';
import { type JavaClassLetter, JavaContents, mayBeDate, writtenContents } from '../java-contents.ts';
import {
  type Json,
  type JsonObject,
  isJsonObject,
  parseJsonTree,
  usualContents,
  usualNumber,
  writeJsonTree,
} from './json-tree.ts';
import {
  asText,
  Character,
  classOf,
  integer,
  JavaFloat,
  JavaList,
  JavaMap,
  JsonNode,
  JuelFailure,
  type JuelValue,
  MovableDate,
  SmallInteger,
  unreadableJson,
} from './juel-value.ts';
import { XmlNode } from '../xml/xml-element.ts';
import { readXml } from './xml-node.ts';

/** Variables as values of JUEL, and results as values of variables. */
export function fromVariable(variable: VariableValue): JuelValue {
  const { type, text } = variable;
  if (text === null) return null;
  switch (type) {
    case 'Integer':
    case 'Short':
      return /^-?\d+$/.test(text) ? new SmallInteger(type, BigInt(text)) : null;
    case 'Long':
      return /^-?\d+$/.test(text) ? BigInt(text) : null;
    case 'Double':
      return Number(text);
    case 'Boolean':
      return text === 'true';
    case 'Date':
      return dateValue(Date.parse(text));
    case 'Json':
      return jsonNode(text);
    case 'Xml':
      return readXml(text);
    case 'Bytes':
      return new JavaList(
        bytesOf(text).map((byte) => new SmallInteger('Byte', BigInt.asIntN(8, BigInt(byte)))),
        '[B',
      );
    case 'Object':
      return fromObject(variable, text);
    default:
      return text;
  }
}

function jsonNode(text: string): JsonNode {
  try {
    return new JsonNode(parseJsonTree(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadableJson();
    throw error;
  }
}

function fromObject(variable: VariableValue, text: string): JuelValue {
  const [name = ''] = variable.info?.objectTypeName?.split('<') ?? [];
  if (name === DECISION_RESULT_CLASS) return typedEntries(text);
  // What is no JSON, as objects that clients serialised in Java, stays a text.
  if (typeof toJs(variable) === 'string' && !text.startsWith('"')) return text;
  return boxedOf(
    name,
    fromTree(parseJsonTree(text), new JavaContents(variable.info?.contents), /\bHashMap\b/.test(name)),
  );
}

/** Objects of Java that are one value. */
function boxedOf(className: string, value: JuelValue): JuelValue {
  switch (className) {
    case 'java.lang.Float':
      return value === null ? null : new JavaFloat(Number(asText(value)));
    case 'java.lang.Byte':
      return value instanceof SmallInteger ? new SmallInteger('Byte', value.value) : value;
    case 'java.lang.Character':
      return typeof value === 'string' ? new Character(value) : value;
    case 'java.util.HashSet':
    case 'java.util.LinkedList':
      return value instanceof JavaList ? new JavaList(value.items, className) : value;
    case 'java.util.TreeMap':
      return value instanceof JavaMap ? new JavaMap(sortedByKey(value.entries), className) : value;
    default:
      return value;
  }
}

/** As a TreeMap has them. */
export function sortedByKey<Value>(entries: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...entries].sort(([one], [other]) => (one < other ? -1 : one === other ? 0 : 1)));
}

/** Results of a decision: a list of maps whose values have types of their own. */
function typedEntries(text: string): JavaList {
  const entries = JSON.parse(text) as readonly Readonly<Record<string, VariableValue>>[];
  return new JavaList(
    entries.map(
      (entry) =>
        new JavaMap(
          new Map(Object.entries(entry).map(([name, value]) => [name, fromVariable(value)])),
          'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultEntriesImpl',
        ),
    ),
    'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultImpl',
  );
}

/** JSON read as Java objects: lists, maps, Integer or Long. `isHashed`: in the order of a HashMap. */
function fromTree(json: Json, contents: JavaContents, isHashed = false): JuelValue {
  if (typeof json === 'bigint') return contents.next(usualNumber(json)) === 'I' ? integer(json) : json;
  if (typeof json === 'string' && mayBeDate(json) && contents.next('S') === 'D') return dateValue(Date.parse(json));
  if (Array.isArray(json)) return new JavaList(json.map((item) => fromTree(item, contents)));
  if (!isJsonObject(json)) return json;
  const isHashMap = contents.next('T') === 'H' || isHashed;
  const entries = [...json].map(([key, item]): [string, JuelValue] => [key, fromTree(item, contents)]);
  return isHashMap ? new JavaMap(new Map(inHashOrder(entries)), 'java.util.HashMap') : new JavaMap(new Map(entries));
}

const LEAST_BUCKETS = 16;

/** `String.hashCode`. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

/** A HashMap goes through its buckets, of which it has more than four for three entries. */
export function inHashOrder<Value>(entries: readonly (readonly [string, Value])[]): (readonly [string, Value])[] {
  let buckets = LEAST_BUCKETS;
  while (buckets * 0.75 < entries.length) buckets *= 2;
  const bucketOf = (key: string): number => (hashOf(key) ^ (hashOf(key) >>> 16)) & (buckets - 1);
  return [...entries].sort(([left], [right]) => bucketOf(left) - bucketOf(right));
}

/** What JSON a value is in lists and maps. */
export function toTree(value: JuelValue): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (value instanceof SmallInteger) return value.value;
  if (value instanceof JavaFloat) return value.value;
  if (value instanceof JsonNode) return value.json;
  if (value instanceof JavaList) return value.items.map(toTree);
  if (value instanceof JavaMap)
    return new Map([...value.entries].map(([key, item]) => [key, toTree(item)])) satisfies JsonObject;
  if (isDateValue(value) || value instanceof MovableDate) return new Date(value.epochMs).toISOString();
  return asText(value);
}

export const JAVA_FORMAT = 'application/x-java-serialized-object';

/** Java's own objects are kept as JSON under the name of their class. */
function javaObject(objectTypeName: string, value: JuelValue): VariableValue {
  const json = toTree(value);
  const contents = writtenContents(lettersOf(value), usualContents(json));
  return {
    type: 'Object',
    text: writeJsonTree(json),
    info: { objectTypeName, serializationDataFormat: JAVA_FORMAT, ...(contents !== undefined && { contents }) },
  };
}

function lettersOf(value: JuelValue): readonly JavaClassLetter[] {
  if (typeof value === 'bigint') return ['L'];
  if (isDateValue(value)) return ['D'];
  if (typeof value === 'string' || value instanceof MovableDate) return mayBeDate(asText(value)) ? ['S'] : [];
  if (value instanceof SmallInteger) return ['I'];
  if (value instanceof JsonNode) return usualContents(value.json);
  if (value instanceof JavaList) return value.items.flatMap(lettersOf);
  if (!(value instanceof JavaMap)) return [];
  return [value.className === 'java.util.HashMap' ? 'H' : 'T', ...[...value.entries.values()].flatMap(lettersOf)];
}

export function toVariable(value: JuelValue): VariableValue {
  if (value instanceof SmallInteger && value.type !== 'Byte') return { type: value.type, text: String(value.value) };
  if (typeof value === 'bigint') return { type: 'Long', text: String(value) };
  if (typeof value === 'number') return { type: 'Double', text: String(value) };
  if (value instanceof JsonNode) return { type: 'Json', text: writeJsonTree(value.json) };
  if (value instanceof XmlNode) return { type: 'Xml', text: asText(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || isDateValue(value))
    return fromJson(value);
  if (value instanceof JavaList && value.className === '[B')
    return { type: 'Bytes', text: base64Of(value.items.map((item) => Number(asText(item)) & 0xff)) };
  if (isSerializable(value)) return javaObject(classOf(value), value);
  throw new JuelFailure(
    `Cannot find serializer for value 'ObjectValue [value=${asText(value)}, isDeserialized=true]'.`,
  );
}

function isSerializable(value: JuelValue): boolean {
  return (
    value instanceof SmallInteger ||
    value instanceof JavaFloat ||
    value instanceof Character ||
    value instanceof MovableDate ||
    value instanceof JavaMap ||
    value instanceof JavaList
  );
}
