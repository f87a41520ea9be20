import { type DateValue, isDateValue } from '../values.ts';
import { doubleText, type Json, writeJsonTree } from './json-tree.ts';
import { xmlDocument } from '../xml/write-xml.ts';
import { XmlAttribute, XmlNode, XPathQuery } from '../xml/xml-element.ts';

/**
 * Values of JUEL with the types of Java, because results keep them: `bigint` is Long, `number` is Double, the other
 * numbers have classes of their own, Json is a node that only its methods open. Lists, maps and nodes can be changed.
 */
export class JuelFailure extends Error {
  /** The class of its exception; null: it breaks a limit of this engine. By default the message or JUEL itself says. */
  readonly javaClass: string | null | undefined;

  constructor(message: string, javaClass?: string | null) {
    super(message);
    this.javaClass = javaClass;
  }
}

/** What Spin says of a text that is no JSON. */
export const unreadableJson = (): JuelFailure =>
  new JuelFailure(
    'org.camunda.spin.json.SpinJsonDataFormatException: SPIN/JACKSON-JSON-01001 Unable to parse input into json node',
  );

export class SmallInteger {
  readonly type: 'Integer' | 'Short' | 'Byte';
  readonly value: bigint;
  constructor(type: 'Integer' | 'Short' | 'Byte', value: bigint) {
    this.type = type;
    this.value = value;
  }
}

export const integer = (value: number | bigint): SmallInteger =>
  new SmallInteger('Integer', BigInt.asIntN(32, BigInt(value)));

export class JavaFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = Math.fround(value);
  }
}

/** One sign of a text, which calculates as its number. */
export class Character {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A Json variable, or a part of one. */
export class JsonNode {
  readonly json: Json;
  constructor(json: Json) {
    this.json = json;
  }
}

/** `jsonPath(…)`: a question that is answered when its result is asked for. */
export class JsonPathQuery {
  readonly node: JsonNode;
  readonly path: string;
  constructor(node: JsonNode, path: string) {
    this.node = node;
    this.path = path;
  }
}

/** `dateTime()`: a point in time that can be moved. */
export class MovableDate {
  readonly epochMs: number;
  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
}

export type ListClass =
  | 'java.util.ArrayList'
  | 'org.camunda.spin.impl.SpinListImpl'
  | 'java.util.HashMap$KeySet'
  | 'java.util.HashMap$Values'
  | 'java.util.HashSet'
  | 'java.util.LinkedList'
  | 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultImpl'
  | '[Ljava.lang.String;'
  | '[B';

/** Lists, sets and arrays: what has items. */
export class JavaList {
  readonly className: ListClass;
  readonly items: JuelValue[];
  constructor(items: JuelValue[], className: ListClass = 'java.util.ArrayList') {
    this.items = items;
    this.className = className;
  }
  get isArray(): boolean {
    return this.className.startsWith('[');
  }
  /** Whether items have places: `list[0]`. */
  get isIndexed(): boolean {
    return this.isArray || INDEXED.has(this.className);
  }
}

const INDEXED: ReadonlySet<ListClass> = new Set<ListClass>([
  'java.util.ArrayList',
  'java.util.LinkedList',
  'org.camunda.spin.impl.SpinListImpl',
  'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultImpl',
]);

export type MapClass =
  | 'java.util.HashMap'
  | 'java.util.LinkedHashMap'
  | 'java.util.TreeMap'
  | 'org.camunda.bpm.dmn.engine.impl.DmnDecisionResultEntriesImpl'
  | 'org.camunda.bpm.engine.variable.impl.VariableMapImpl';

/** A map by texts. */
export class JavaMap {
  readonly className: MapClass;
  readonly entries: Map<string, JuelValue>;
  constructor(entries: Map<string, JuelValue>, className: MapClass = 'java.util.LinkedHashMap') {
    this.entries = entries;
    this.className = className;
  }
}

export type JuelValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | SmallInteger
  | JavaFloat
  | Character
  | DateValue
  | MovableDate
  | JsonNode
  | JsonPathQuery
  | XPathQuery
  | XmlNode
  | XmlAttribute
  | JavaList
  | JavaMap
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
const EXECUTION_CLASS = 'org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity';
export const EXECUTION = new HostObject(EXECUTION_CLASS);
/** `execution.processInstance`. */
export const PROCESS_INSTANCE = new HostObject(EXECUTION_CLASS);
export const TASK = new HostObject('org.camunda.bpm.engine.impl.persistence.entity.TaskEntity');
export const EXTERNAL_TASK = new HostObject('org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity');

/** The class's name in Java, for failures. */
export function classOf(value: JuelValue): string {
  if (value === null) return 'null';
  if (value instanceof HostObject || value instanceof JavaList || value instanceof JavaMap) return value.className;
  if (value instanceof SmallInteger) return `java.lang.${value.type}`;
  if (value instanceof JavaFloat) return 'java.lang.Float';
  if (value instanceof Character) return 'java.lang.Character';
  if (value instanceof JsonNode) return 'org.camunda.spin.impl.json.jackson.JacksonJsonNode';
  if (value instanceof JsonPathQuery) return 'org.camunda.spin.impl.json.jackson.query.JacksonJsonPathQuery';
  if (value instanceof XmlNode) return 'org.camunda.spin.impl.xml.dom.DomXmlElement';
  if (value instanceof XPathQuery) return 'org.camunda.spin.impl.xml.dom.query.DomXPathQuery';
  if (value instanceof XmlAttribute) return 'org.camunda.spin.impl.xml.dom.DomXmlAttribute';
  if (value instanceof MovableDate) return 'org.joda.time.DateTime';
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

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number): string => String(value).padStart(2, '0');

/** As Java writes a value into a text; null is empty there. */
export function asText(value: JuelValue): string {
  return value === null ? '' : javaText(value);
}

/** `String.valueOf`. */
export function javaText(value: JuelValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof SmallInteger) return String(value.value);
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof JavaFloat) return floatText(value.value);
  if (value instanceof Character) return value.text;
  if (value instanceof JsonNode) return writeJsonTree(value.json);
  if (value instanceof XmlNode) return xmlDocument(value);
  if (value instanceof XmlAttribute) return value.value;
  if (value instanceof MovableDate) return new Date(value.epochMs).toISOString();
  if (value instanceof JavaList) return value.isArray ? value.className : `[${value.items.map(javaText).join(', ')}]`;
  if (value instanceof JavaMap)
    return `{${[...value.entries].map(([key, item]) => `${key}=${javaText(item)}`).join(', ')}}`;
  if (isDateValue(value)) return dateText(value.epochMs);
  return value instanceof HostObject || value instanceof JsonPathQuery || value instanceof XPathQuery
    ? classOf(value)
    : String(value);
}

function dateText(epochMs: number): string {
  const date = new Date(epochMs);
  return `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${pad(date.getUTCDate())} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} UTC ${date.getUTCFullYear()}`;
}

const FLOAT_DIGITS = 9;

/** The fewest digits that lead back to the same number of 32 bits. */
function floatText(value: number): string {
  for (let digits = 1; digits <= FLOAT_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return doubleText(short);
  }
  return doubleText(value);
}
