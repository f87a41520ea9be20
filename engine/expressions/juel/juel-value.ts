import { DECISION_RESULT_CLASS } from '../decision-result.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import {
  type DateValue,
  dateValue,
  fromJson,
  isDateValue,
  isPlainObject,
  parseJson,
  stringifyJson,
  toJs,
} from '../values.ts';

/**
 * Values of JUEL with the types of Java, because results keep them: `bigint` is Long, `number` is Double, Integer and
 * Short have a class of their own, Json is a node that only its methods open, lists and maps are arrays and Maps.
 */
export class JuelFailure extends Error {}

export class SmallInteger {
  readonly type: 'Integer' | 'Short';
  readonly value: bigint;
  constructor(type: 'Integer' | 'Short', value: bigint) {
    this.type = type;
    this.value = value;
  }
}

export const integer = (value: number | bigint): SmallInteger => new SmallInteger('Integer', BigInt(value));

/** A Json variable, or a part of one. */
export class JsonNode {
  readonly json: unknown;
  constructor(json: unknown) {
    this.json = json;
  }
}

/** `dateTime()`: a point in time that can be moved. */
export class MovableDate {
  readonly epochMs: number;
  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
}

/** An element of XML; its content is texts and elements in turn. */
export class XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: (string | XmlNode)[] = [];
  constructor(name: string, attributes: ReadonlyMap<string, string>) {
    this.name = name;
    this.attributes = attributes;
  }
}

export class XmlAttribute {
  readonly name: string;
  readonly value: string;
  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }
}

export type JuelList = readonly JuelValue[];
export type JuelMap = ReadonlyMap<string, JuelValue>;
export type JuelValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | SmallInteger
  | DateValue
  | MovableDate
  | JsonNode
  | XmlNode
  | XmlAttribute
  | JuelList
  | JuelMap
  | HostObject;

/**
 * `execution`, `task` and what the host registered: no values, only something to ask. Their methods and properties are
 * closed lists.
 */
export class HostObject {
  readonly className: string;
  /** The name of a bean of the host. */
  readonly bean: string | null;
  constructor(className: string, bean: string | null = null) {
    this.className = className;
    this.bean = bean;
  }
}
export const EXECUTION = new HostObject('org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity');
export const TASK = new HostObject('org.camunda.bpm.engine.impl.persistence.entity.TaskEntity');

export const isJuelList = (value: JuelValue): value is JuelList => Array.isArray(value);
export const isJuelMap = (value: JuelValue): value is JuelMap => value instanceof Map;

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
      return new JsonNode(parseJson(text));
    default:
      return variable.info?.objectTypeName === DECISION_RESULT_CLASS ? typedEntries(text) : fromJava(toJs(variable));
  }
}

/** Results of a decision: a list of maps whose values have types of their own. */
function typedEntries(text: string): JuelList {
  const entries = JSON.parse(text) as readonly Readonly<Record<string, VariableValue>>[];
  return entries.map((entry) => new Map(Object.entries(entry).map(([name, value]) => [name, fromVariable(value)])));
}

/** JSON read as Java objects: lists, maps, Integer or Long. */
export function fromJava(json: unknown): JuelValue {
  if (json === null || json === undefined) return null;
  if (typeof json === 'number') return Number.isInteger(json) ? wholeNumber(BigInt(json)) : json;
  if (typeof json === 'bigint') return wholeNumber(json);
  if (typeof json === 'string' || typeof json === 'boolean') return json;
  if (isDateValue(json)) return json;
  if (Array.isArray(json)) return json.map(fromJava);
  return isPlainObject(json) ? new Map(Object.entries(json).map(([key, item]) => [key, fromJava(item)])) : null;
}

const wholeNumber = (value: bigint): JuelValue =>
  BigInt.asIntN(32, value) === value ? new SmallInteger('Integer', value) : value;

export function toVariable(value: JuelValue): VariableValue {
  if (value instanceof SmallInteger) return { type: value.type, text: String(value.value) };
  if (typeof value === 'bigint') return { type: 'Long', text: String(value) };
  if (typeof value === 'number') return { type: 'Double', text: String(value) };
  if (value instanceof MovableDate) return fromJson(dateValue(value.epochMs));
  if (value instanceof JsonNode) return { type: 'Json', text: stringifyJson(value.json) };
  if (value instanceof XmlNode) return { type: 'Xml', text: `<?xml version="1.0" encoding="UTF-8"?>${xmlText(value)}` };
  if (value instanceof HostObject) throw new JuelFailure(`A ${value.className} is no value of a variable`);
  return fromJson(toJson(value));
}

export function toJson(value: JuelValue): unknown {
  if (value instanceof SmallInteger) return value.value;
  if (value instanceof JsonNode) return value.json;
  if (value instanceof MovableDate) return dateValue(value.epochMs);
  if (value instanceof XmlNode) return xmlText(value);
  if (value instanceof XmlAttribute) return value.value;
  if (isJuelList(value)) return value.map(toJson);
  if (isJuelMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toJson(item)]));
  return value instanceof HostObject ? null : value;
}

/** The class's name in Java, for failures. */
export function classOf(value: JuelValue): string {
  if (value === null) return 'null';
  if (value instanceof HostObject) return value.className;
  if (value instanceof SmallInteger) return `java.lang.${value.type}`;
  if (value instanceof JsonNode) return 'org.camunda.spin.impl.json.jackson.JacksonJsonNode';
  if (value instanceof XmlNode) return 'org.camunda.spin.impl.xml.dom.DomXmlElement';
  if (value instanceof XmlAttribute) return 'org.camunda.spin.impl.xml.dom.DomXmlAttribute';
  if (value instanceof MovableDate) return 'org.joda.time.DateTime';
  if (isJuelList(value)) return 'java.util.ArrayList';
  if (isJuelMap(value)) return 'java.util.HashMap';
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'boolean':
      return 'java.lang.Boolean';
    case 'bigint':
      return 'java.lang.Long';
    case 'number':
      return 'java.lang.Double';
    default:
      return 'java.util.Date';
  }
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function xmlText(node: XmlNode): string {
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const inner = node.content.map((part) => (typeof part === 'string' ? escaped(part) : xmlText(part))).join('');
  return inner === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${inner}</${node.name}>`;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number): string => String(value).padStart(2, '0');

/** As Java writes a value into a text; null is empty there. */
export function asText(value: JuelValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return javaText(value);
}

function javaText(value: JuelValue): string {
  if (value instanceof SmallInteger) return String(value.value);
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof JsonNode) return stringifyJson(value.json);
  if (value instanceof XmlNode) return xmlText(value);
  if (value instanceof XmlAttribute) return value.value;
  if (value instanceof MovableDate) return new Date(value.epochMs).toISOString();
  if (isJuelList(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isJuelMap(value)) return `{${[...value].map(([key, item]) => `${key}=${javaText(item)}`).join(', ')}}`;
  if (isDateValue(value)) {
    const date = new Date(value.epochMs);
    return `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${pad(date.getUTCDate())} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} UTC ${date.getUTCFullYear()}`;
  }
  return value instanceof HostObject ? value.className : String(value);
}

const LEAST_PLAIN = 1e-3;
const MOST_PLAIN = 1e7;

/** `Double.toString`: always with a point, with an exponent from ten million on. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN))
    return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}
