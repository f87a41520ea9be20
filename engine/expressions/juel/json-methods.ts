import { asLong } from './coercions.ts';
import { methodTable } from './java-overloads.ts';
import { jsonPathOf } from './json-path.ts';
import { isJsonObject, isSameJson, type Json, type JsonObject, parseJsonTree } from './json-tree.ts';
import {
  asText,
  classOf,
  integer,
  JavaFloat,
  JavaList,
  JavaMap,
  JsonNode,
  JsonPathQuery,
  JuelFailure,
  type JuelValue,
  SmallInteger,
  unreadableJson,
} from './juel-value.ts';
import { XmlAttribute, XmlNode } from '../xml/xml-element.ts';
import { notCast } from './juel-operators.ts';

/** Methods of Spin's JSON nodes. What changes a node changes the variable that it is a part of. */
const text = (value: JuelValue | undefined): string => asText(value ?? null);
const spin = (kind: string, code: string, sentence: string): JuelFailure =>
  new JuelFailure(`org.camunda.spin.json.Spin${kind}Exception: SPIN/JACKSON-JSON-010${code} ${sentence}`);

function typeName(json: Json): string {
  if (json === null) return 'NULL';
  if (Array.isArray(json)) return 'ARRAY';
  return isJsonObject(json) ? 'OBJECT' : typeof json === 'bigint' ? 'NUMBER' : (typeof json).toUpperCase();
}

export const wrongType = (expected: string, json: Json): JuelFailure =>
  spin('JsonDataFormat', '02', `Expected '${expected}', got '${typeName(json)}'`);
const notFound = (name: string): JuelFailure => spin('JsonProperty', '04', `Unable to find '${name}'`);
const noList = (json: Json): JuelFailure =>
  spin('Json', '10', `Unable to modify node of type '${typeName(json)}'. Node is not a list.`);

function present(value: JuelValue | undefined, name: string): JuelValue {
  if (value === null || value === undefined)
    throw new JuelFailure(`java.lang.IllegalArgumentException: UTILS-02001 Parameter '${name}' is null`);
  return value;
}

/** What Spin makes of a value: fractions and short numbers become floats, dates are refused. */
function nodeOf(value: JuelValue): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (value instanceof SmallInteger && value.type === 'Integer') return value.value;
  if (typeof value === 'number' || value instanceof SmallInteger || value instanceof JavaFloat)
    return Number(asText(new JavaFloat(Number(asText(value)))));
  if (value instanceof JsonNode) return value.json;
  if (value instanceof JavaList && !value.isArray) return value.items.map(nodeOf);
  if (value instanceof JavaMap) return new Map([...value.entries].map(([key, item]) => [key, nodeOf(item)]));
  throw spin(
    'JsonProperty',
    '05',
    `Unable to create node for object of type '${classOf(value).replace(/^.*[.$]/, '')}'`,
  );
}

function objectOf(json: Json): JsonObject {
  if (isJsonObject(json)) return json;
  const node = { ARRAY: 'Array', STRING: 'Text', BOOLEAN: 'Boolean', NULL: 'Null' }[typeName(json)];
  const number =
    typeof json === 'number' ? 'Double' : BigInt.asIntN(32, BigInt(json as bigint)) === json ? 'Int' : 'Long';
  const name = 'spinjar.com.fasterxml.jackson.databind.node.';
  throw new JuelFailure(
    `java.lang.ClassCastException: ${notCast(`${name}${node ?? number}Node`, `${name}ObjectNode`)}`,
  );
}

function listOf(json: Json): Json[] {
  if (!Array.isArray(json)) throw noList(json);
  return json;
}

const set = (self: JsonNode, [name, value]: readonly JuelValue[]): JsonNode => {
  objectOf(self.json).set(text(name), nodeOf(value ?? null));
  return self;
};

/** Numbers are found by their kind: whole ones of 32 bits are no Long. */
function isFindable(wanted: JuelValue | undefined): boolean {
  if (typeof wanted === 'bigint') return BigInt.asIntN(32, wanted) !== wanted;
  if (wanted instanceof SmallInteger) return wanted.type === 'Integer';
  return !(wanted instanceof JavaFloat);
}

function placesIn(json: Json): readonly Json[] {
  if (Array.isArray(json)) return json;
  throw spin('Json', '11', `Unable to get index from '${typeName(json)}'. Node is not a list.`);
}

/** The place of a value, from the front or from behind; none is a failure. */
function placeOf(self: JsonNode, wanted: JuelValue | undefined, isLast: boolean): number {
  const node = nodeOf(present(wanted, 'searchObject'));
  const list = placesIn(self.json);
  const find = (item: Json): boolean => isFindable(wanted) && isSameJson(item, node);
  const at = isLast ? list.findLastIndex(find) : list.findIndex(find);
  if (at >= 0) return at;
  throw notFound(node === null || typeof node === 'object' ? '' : scalarText(node));
}

const scalarText = (json: string | boolean | bigint | number): string =>
  typeof json === 'number' ? asText(json) : String(json);

function indexIn(list: readonly Json[], at: number): number {
  const index = at < 0 ? list.length + at : at;
  if (index < 0 || at > list.length)
    throw new JuelFailure(
      `java.lang.IndexOutOfBoundsException: SPIN/JACKSON-JSON-01012 Index is out of bound! Index: '${at}', Size: '${list.length}'`,
    );
  return index;
}

function insert(self: JsonNode, at: number, value: JuelValue | undefined): JsonNode {
  const node = nodeOf(present(value, 'property'));
  const list = listOf(self.json);
  list.splice(indexIn(list, at), 0, node);
  return self;
}

function remove(self: JsonNode, at: number): JsonNode {
  const list = listOf(self.json);
  list.splice(indexIn(list, at), 1);
  return self;
}

function withoutNames(self: JsonNode, names: readonly string[]): JsonNode {
  for (const name of names) {
    if (!isJsonObject(self.json) || !self.json.has(name)) throw notFound(name);
    self.json.delete(name);
  }
  return self;
}

function property(self: JsonNode, name: string): JsonNode {
  const value = isJsonObject(self.json) ? self.json.get(name) : undefined;
  if (value === undefined) throw notFound(name);
  return new JsonNode(value);
}

/** A number of JSON as Java's: Integer, Long or Double. */
function scalarOf(json: Json): JuelValue {
  if (typeof json === 'bigint') return BigInt.asIntN(32, json) === json ? integer(json) : json;
  return Array.isArray(json) || isJsonObject(json) ? null : json;
}

const isNumber = (json: Json): boolean => typeof json === 'bigint' || typeof json === 'number';

const VALUES = {
  'stringValue()': (json: Json): JuelValue => scalar(json, typeof json === 'string', 'String'),
  'boolValue()': (json: Json): JuelValue => scalar(json, typeof json === 'boolean', 'Boolean'),
  'numberValue()': (json: Json): JuelValue => scalar(json, isNumber(json), 'Number'),
};

function scalar(json: Json, isOfType: boolean, expected: string): JuelValue {
  if (!isOfType) throw wrongType(expected, json);
  return scalarOf(json);
}

export function elementsOf(json: Json): JavaList {
  if (!Array.isArray(json)) throw wrongType('SpinList', json);
  return new JavaList(
    json.map((item) => new JsonNode(item)),
    'org.camunda.spin.impl.SpinListImpl',
  );
}

function namesOf(json: Json): JavaList {
  if (json === null || typeof json !== 'object') throw wrongType('Array/Object', json);
  return new JavaList(isJsonObject(json) ? [...json.keys()] : []);
}

export const JSON_METHODS = methodTable<JsonNode>({
  'prop(String)': (self, [name]) => property(self, text(name)),
  'prop(String, String)': set,
  'prop(String, Number)': set,
  'prop(String, int)': set,
  'prop(String, long)': set,
  'prop(String, float)': set,
  'prop(String, boolean)': set,
  'prop(String, Boolean)': set,
  'prop(String, List)': set,
  'prop(String, Map)': set,
  'prop(String, SpinJsonNode)': set,
  'propList(String, List)': set,
  'hasProp(String)': (self, [name]) => isJsonObject(self.json) && self.json.has(text(name)),
  'fieldNames()': (self) => namesOf(self.json),
  'deleteProp(String)': (self, [name]) => withoutNames(self, [text(name)]),
  'deleteProp(List)': (self, [names]) =>
    withoutNames(self, present(names, 'names') instanceof JavaList ? (names as JavaList).items.map(asText) : []),
  'elements()': (self) => elementsOf(self.json),
  'indexOf(Object)': (self, [wanted]) => integer(placeOf(self, wanted, false)),
  'lastIndexOf(Object)': (self, [wanted]) => integer(placeOf(self, wanted, true)),
  'contains(Object)': (self, [wanted]) => {
    const node = nodeOf(present(wanted, 'searchObject'));
    return placesIn(self.json).some((item) => isFindable(wanted) && isSameJson(item, node));
  },
  'append(Object)': (self, [value]) => {
    present(value, 'property');
    const list = listOf(self.json);
    list.push(nodeOf(value ?? null));
    return self;
  },
  'insertAt(int, Object)': (self, [at, value]) => insert(self, Number(asLong(at ?? null)), value),
  'insertBefore(Object, Object)': (self, [wanted, value]) => insert(self, placeOf(self, wanted, false), value),
  'insertAfter(Object, Object)': (self, [wanted, value]) => insert(self, placeOf(self, wanted, false) + 1, value),
  'remove(Object)': (self, [wanted]) => remove(self, placeOf(self, wanted, false)),
  'removeLast(Object)': (self, [wanted]) => remove(self, placeOf(self, wanted, true)),
  'removeAt(int)': (self, [at]) => remove(self, Number(asLong(at ?? null))),
  'value()': ({ json }) => {
    if (json !== null && typeof json === 'object') throw wrongType('String/Number/Boolean/Null', json);
    return scalarOf(json);
  },
  'stringValue()': ({ json }) => VALUES['stringValue()'](json),
  'boolValue()': ({ json }) => VALUES['boolValue()'](json),
  'numberValue()': ({ json }) => VALUES['numberValue()'](json),
  'isString()': ({ json }) => typeof json === 'string',
  'isBoolean()': ({ json }) => typeof json === 'boolean',
  'isNumber()': ({ json }) => isNumber(json),
  'isNull()': ({ json }) => json === null,
  'isValue()': ({ json }) => json === null || typeof json !== 'object',
  'isObject()': ({ json }) => isJsonObject(json),
  'isArray()': ({ json }) => Array.isArray(json),
  'getDataFormatName()': () => 'application/json',
  'jsonPath(String)': (self, [path]) => new JsonPathQuery(self, jsonPathOf(text(path)).text),
});

const found = ({ node, path }: JsonPathQuery): Json => jsonPathOf(path).read(node.json);

export const JSON_PATH_METHODS = methodTable<JsonPathQuery>({
  'element()': (self) => new JsonNode(found(self)),
  'elementList()': (self) => elementsOf(found(self)),
  'stringValue()': (self) => VALUES['stringValue()'](found(self)),
  'boolValue()': (self) => VALUES['boolValue()'](found(self)),
  'numberValue()': (self) => VALUES['numberValue()'](found(self)),
});

/** Properties that are read without parentheses. */
export function jsonProperty({ json }: JsonNode, name: string): JuelValue | undefined {
  return name === 'object' ? isJsonObject(json) : name === 'dataFormatName' ? 'application/json' : undefined;
}

/** `JSON(text)`; a node stays what it is. */
export function readJson(value: JuelValue): JsonNode {
  if (value === null)
    throw new JuelFailure("java.lang.IllegalArgumentException: UTILS-02001 Parameter 'parameter' is null");
  if (value instanceof JsonNode) return value;
  if (value instanceof XmlNode || value instanceof XmlAttribute)
    throw new JuelFailure(
      `java.lang.ClassCastException: ${notCast(classOf(value), 'org.camunda.spin.json.SpinJsonNode')}`,
    );
  if (typeof value !== 'string') return new JsonNode(mappedOf(value));
  try {
    return new JsonNode(parseJsonTree(value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadableJson();
  }
}

/** What Jackson makes of a Java object: every number keeps its digits, a date is its milliseconds. */
function mappedOf(value: JuelValue): Json {
  if (value instanceof JavaList) return value.items.map(mappedOf);
  if (value instanceof JavaMap) return new Map([...value.entries].map(([key, item]) => [key, mappedOf(item)]));
  if (value instanceof SmallInteger) return value.value;
  if (value instanceof JavaFloat) return Number(asText(value));
  if (value === null || typeof value !== 'object') return value;
  return 'epochMs' in value ? BigInt(value.epochMs) : nodeOf(value);
}
