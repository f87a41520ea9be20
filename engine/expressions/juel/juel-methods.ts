import { isDateValue } from '../values.ts';
import { asLong } from './coercions.ts';
import { ARRAY_METHODS, COLLECTION_METHODS, LIST_METHODS, MAP_METHODS } from './collection-methods.ts';
import { DATE_METHODS, dateProperty, MOVABLE_METHODS, movableProperty } from './date-methods.ts';
import { DECISION_ENTRY_METHODS, DECISION_METHODS } from './decision-methods.ts';
import { callMethod, type MethodTable, methodTable } from './java-overloads.ts';
import { JSON_METHODS, JSON_PATH_METHODS, jsonProperty } from './json-methods.ts';
import { sameObject } from './juel-operators.ts';
import {
  Character,
  classOf,
  type HostObject,
  integer,
  JavaFloat,
  JavaList,
  JavaMap,
  JsonNode,
  JsonPathQuery,
  JuelFailure,
  type JuelValue,
  javaText,
  MovableDate,
  SmallInteger,
} from './juel-value.ts';
import { XmlAttribute, XmlNode, XPathQuery } from '../xml/xml-element.ts';
import { hashOf } from './juel-variable.ts';
import { BOOLEAN_METHODS, CHARACTER_METHODS, numberMethods } from './number-methods.ts';
import { TEXT_METHODS } from './text-methods.ts';
import { XML_ATTRIBUTE_METHODS, XML_METHODS } from './xml-methods.ts';
import { XPATH_METHODS } from './xpath-methods.ts';

type PlainValue = Exclude<JuelValue, null | HostObject>;

/** Calls a method of a value: a closed list by class, nothing is reflected. Throws MethodFailure where none fits. */
export function callPlain(target: PlainValue, name: string, args: readonly JuelValue[]): JuelValue {
  if (typeof target === 'string') return call(TEXT_METHODS, target, name, args);
  if (typeof target === 'boolean') return call(BOOLEAN_METHODS, target, name, args);
  if (
    typeof target === 'number' ||
    typeof target === 'bigint' ||
    target instanceof SmallInteger ||
    target instanceof JavaFloat
  )
    return call(numberMethods(target), target, name, args);
  if (target instanceof Character) return call(CHARACTER_METHODS, target, name, args);
  if (target instanceof JsonNode) return call(JSON_METHODS, target, name, args);
  if (target instanceof JsonPathQuery) return call(JSON_PATH_METHODS, target, name, args);
  if (target instanceof XmlNode) return call(XML_METHODS, target, name, args);
  if (target instanceof XmlAttribute) return call(XML_ATTRIBUTE_METHODS, target, name, args);
  if (target instanceof XPathQuery) return call(XPATH_METHODS, target, name, args);
  if (target instanceof JavaList) return call(listMethods(target), target, name, args);
  if (target instanceof JavaMap) return call(mapMethods(target), target, name, args);
  return target instanceof MovableDate
    ? call(MOVABLE_METHODS, target, name, args)
    : call(DATE_METHODS, target, name, args);
}

/** What every object has. */
const OBJECT_METHODS = methodTable<PlainValue>({
  'equals(Object)': (self, [other]) => sameObject(self, other ?? null),
  'toString()': (self) => javaText(self),
  'hashCode()': (self) => integer(hashCode(self)),
});

function call<Target extends PlainValue>(
  table: MethodTable<Target>,
  target: Target,
  name: string,
  args: readonly JuelValue[],
): JuelValue {
  const called = { className: classOf(target), name, args };
  return OBJECT_METHODS.has(name) && !(args.length > 0 && table.has(name))
    ? callMethod(OBJECT_METHODS, target, called)
    : callMethod(table, target, called);
}

const listMethods = (list: JavaList): MethodTable<JavaList> => {
  if (list.isArray) return ARRAY_METHODS;
  if (!list.isIndexed) return COLLECTION_METHODS;
  return list.className === 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultImpl' ? DECISION_LIST : LIST_METHODS;
};
const DECISION_LIST: MethodTable<JavaList> = new Map([...LIST_METHODS, ...DECISION_METHODS]);
const DECISION_MAP: MethodTable<JavaMap> = new Map([...MAP_METHODS, ...DECISION_ENTRY_METHODS]);
const mapMethods = (map: JavaMap): MethodTable<JavaMap> =>
  map.className === 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultEntriesImpl' ? DECISION_MAP : MAP_METHODS;

const folded = (long: bigint): number => Number(BigInt.asIntN(32, long ^ (BigInt.asUintN(64, long) >> 32n)));

function doubleBits(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigInt64(0);
}

/** `hashCode` of what is compared by value; of anything else it is a number that means nothing. */
function hashCode(value: JuelValue): number {
  if (value === null) return 0;
  if (typeof value === 'string') return hashOf(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'number') return folded(doubleBits(value));
  if (typeof value === 'bigint') return folded(value);
  if (value instanceof SmallInteger) return Number(value.value);
  if (value instanceof Character) return value.text.charCodeAt(0);
  if (isDateValue(value)) return folded(BigInt(value.epochMs));
  if (value instanceof JavaMap)
    return [...value.entries].reduce((sum, [key, item]) => (sum + (hashOf(key) ^ hashCode(item))) | 0, 0);
  if (value instanceof JavaList && value.isIndexed && !value.isArray)
    return value.items.reduce<number>((hash, item) => (Math.imul(31, hash) + hashCode(item)) | 0, 1);
  if (value instanceof JavaList && /Set$/.test(value.className))
    return value.items.reduce<number>((sum, item) => (sum + hashCode(item)) | 0, 0);
  return hashOf(javaText(value));
}

/** A property that is read without parentheses; undefined: there is no such one. */
export function plainProperty(target: PlainValue, name: string): JuelValue | undefined {
  if (target instanceof MovableDate) return movableProperty(target.epochMs, name);
  if (isDateValue(target)) return dateProperty(target.epochMs, name);
  if (target instanceof JsonNode) return jsonProperty(target, name);
  if (target instanceof XmlNode || target instanceof XmlAttribute)
    return name === 'dataFormatName' ? 'application/xml' : undefined;
  if (typeof target === 'string') return textProperty(target, name);
  if (typeof target === 'number' || target instanceof JavaFloat) return doubleProperty(target, name);
  return target instanceof JavaList && name === 'empty' ? target.items.length === 0 : undefined;
}

const textProperty = (text: string, name: string): JuelValue | undefined =>
  name === 'empty' ? text === '' : name === 'blank' ? text.trim() === '' : undefined;

function doubleProperty(target: number | JavaFloat, name: string): JuelValue | undefined {
  const value = target instanceof JavaFloat ? target.value : target;
  if (name === 'naN') return Number.isNaN(value);
  return name === 'infinite' ? Math.abs(value) === Number.POSITIVE_INFINITY : undefined;
}

/** What stands at a place of a list or an array; beyond it there is null. */
export function itemAt(list: JavaList, key: JuelValue): JuelValue {
  return list.items[typeof key === 'boolean' && list.isArray ? Number(key) : placeOf(key)] ?? null;
}

function placeOf(key: JuelValue): number {
  if (key instanceof Character) return key.text.charCodeAt(0);
  if (typeof key === 'number' || key instanceof JavaFloat || key instanceof SmallInteger || typeof key === 'bigint')
    return Number(BigInt.asIntN(32, asLong(key)));
  if (typeof key !== 'string') throw new JuelFailure('null');
  if (!/^[+-]?\d+$/.test(key) || Math.abs(Number(key)) > 2 ** 31) throw new JuelFailure(`For input string: "${key}"`);
  return Number(key);
}
