import { isPlainObject, parseJson, stringifyJson } from '../values.ts';
import { asLong } from './juel-operators.ts';
import { asText, fromJava, integer, JsonNode, JuelFailure, type JuelValue, toJson } from './juel-value.ts';

/** Methods of Spin's JSON nodes. undefined: there is no such method. */
export function jsonMethod(
  { json }: JsonNode,
  call: string,
  [first = null, second = null]: readonly JuelValue[],
): JuelValue | undefined {
  switch (call) {
    case 'prop/1':
      return new JsonNode(propertyOf(json, asText(first)));
    case 'prop/2':
      return new JsonNode({ ...objectOf(json), [asText(first)]: toJson(second) });
    case 'hasProp/1':
      return Object.hasOwn(objectOf(json), asText(first));
    case 'fieldNames/0':
      return Object.keys(objectOf(json));
    case 'deleteProp/1':
      return new JsonNode(Object.fromEntries(Object.entries(objectOf(json)).filter(([key]) => key !== asText(first))));
    case 'elements/0':
      return listOf(json).map((item) => new JsonNode(item));
    case 'indexOf/1':
      return integer(listOf(json).findIndex((item) => stringifyJson(item) === stringifyJson(toJson(first))));
    case 'contains/1':
      return listOf(json).some((item) => stringifyJson(item) === stringifyJson(toJson(first)));
    case 'append/1':
      return new JsonNode([...listOf(json), toJson(first)]);
    case 'value/0':
      if (json !== null && typeof json === 'object') throw wrongType('String/Number/Boolean/Null', json);
      return fromJava(json);
    case 'stringValue/0':
      return scalar(json, 'string', 'String');
    case 'boolValue/0':
      return scalar(json, 'boolean', 'Boolean');
    case 'numberValue/0':
      return typeof json === 'bigint' ? json : scalar(json, 'number', 'Number');
    case 'isString/0':
      return typeof json === 'string';
    case 'isBoolean/0':
      return typeof json === 'boolean';
    case 'isNumber/0':
      return typeof json === 'number' || typeof json === 'bigint';
    case 'isNull/0':
      return json === null;
    case 'isValue/0':
      return json === null || typeof json !== 'object';
    case 'isObject/0':
      return isPlainObject(json);
    case 'isArray/0':
      return Array.isArray(json);
    case 'jsonPath/1':
      return new JsonNode(atPath(json, asText(first)));
    // A node that a path led to answers for itself.
    case 'element/0':
      return new JsonNode(json);
    case 'elementList/0':
      return listOf(json).map((item) => new JsonNode(item));
    case 'elementAt/1':
    case 'get/1':
      return Array.isArray(json) ? new JsonNode(json[Number(asLong(first))] ?? null) : undefined;
    default:
      return undefined;
  }
}

/** `JSON(text)`; a node stays what it is. */
export function readJson(value: JuelValue): JsonNode {
  if (value instanceof JsonNode) return value;
  try {
    return new JsonNode(parseJson(asText(value)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new JuelFailure(
      'org.camunda.spin.json.SpinJsonDataFormatException: SPIN/JACKSON-JSON-01001 Unable to parse input into json node',
    );
  }
}

function typeName(json: unknown): string {
  if (json === null) return 'NULL';
  return Array.isArray(json)
    ? 'ARRAY'
    : isPlainObject(json)
      ? 'OBJECT'
      : typeof json === 'bigint'
        ? 'NUMBER'
        : (typeof json).toUpperCase();
}

function wrongType(expected: string, json: unknown): JuelFailure {
  return new JuelFailure(
    `org.camunda.spin.json.SpinJsonDataFormatException: SPIN/JACKSON-JSON-01002 Expected '${expected}', got '${typeName(json)}'`,
  );
}

function scalar(json: unknown, type: 'string' | 'boolean' | 'number', expected: string): JuelValue {
  if (typeof json !== type) throw wrongType(expected, json);
  return fromJava(json);
}

function objectOf(json: unknown): Record<string, unknown> {
  return isPlainObject(json) ? json : {};
}

function listOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw wrongType('ARRAY', json);
  return json;
}

function propertyOf(json: unknown, name: string): unknown {
  const object = objectOf(json);
  if (!Object.hasOwn(object, name))
    throw new JuelFailure(
      `org.camunda.spin.json.SpinJsonPropertyException: SPIN/JACKSON-JSON-01004 Unable to find '${name}'`,
    );
  return object[name];
}

const STEP = /\.([\w$-]+)|\[(\d+)\]|\['([^']+)'\]/y;

/** Paths of names and places: `$.order.lines[0]['unit price']`. Filters and wildcards are not supported. */
function atPath(json: unknown, path: string): unknown {
  if (!path.startsWith('$'))
    throw new JuelFailure(
      `org.camunda.spin.json.SpinJsonPathException: SPIN/JACKSON-JSON-01005 Unable to compile json path expression '${path}'`,
    );
  let at = json;
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const position = STEP.lastIndex;
    const match = STEP.exec(path);
    if (!match)
      throw new JuelFailure(
        `org.camunda.spin.json.SpinJsonPathException: SPIN/JACKSON-JSON-01005 Unable to compile json path expression '${path}' at ${position}`,
      );
    const [, name, index, quoted] = match;
    const key = name ?? quoted;
    if (key === undefined ? !Array.isArray(at) || Number(index) >= at.length : !Object.hasOwn(objectOf(at), key)) {
      throw new JuelFailure(
        `org.camunda.spin.json.SpinJsonPathException: SPIN/JACKSON-JSON-01013 Unable to evaluate JsonPath expression on element '${path}'`,
      );
    }
    at = key === undefined ? (Array.isArray(at) ? at[Number(index)] : null) : objectOf(at)[key];
  }
  return at;
}
