import type { ValueInfo, ValueType, VariableValue } from '@/engine/index.ts';
import { dateText } from './dates.ts';
import { checkName, Fields } from './fields.ts';
import { inJavaHashOrder } from './java-hash-order.ts';
import { javaSerialized } from './java-serialization.ts';
import { javaTimeContent } from './java-time.ts';
import { isWholeNumber, longDigits, longNumber, writeJson } from './json-text.ts';
import { invalidRequest, restException, RestError } from './rest-error.ts';
import { writtenText } from './written-text.ts';

/** `VariableValueDto`. */
export interface TypedValue {
  readonly type: string;
  readonly value: unknown;
  readonly valueInfo: Readonly<Record<string, unknown>>;
}
export type Variables = Readonly<Record<string, VariableValue>>;

const TYPES: ReadonlySet<string> = new Set<ValueType>([
  'String',
  'Integer',
  'Long',
  'Short',
  'Double',
  'Boolean',
  'Null',
  'Date',
  'Json',
  'Xml',
  'Object',
  'Bytes',
  'File',
]);
const JAVA_TYPES: Readonly<Record<string, string>> = {
  String: 'java.lang.String',
  Integer: 'java.lang.Integer',
  Long: 'java.lang.Long',
  Short: 'java.lang.Short',
  Double: 'java.lang.Double',
  Boolean: 'java.lang.Boolean',
  Date: 'java.util.Date',
  Json: 'java.lang.String',
  Xml: 'java.lang.String',
  Object: 'java.lang.String',
  Bytes: '[B',
  File: '[B',
};

/**
 * A map of `VariableValueDto`s. Transient ones live only within the request and are not kept, though they have to be
 * such that they could.
 */
export function readVariables(fields: Fields, name: string): Variables {
  const object = fields.object(name);
  if (object === null) return {};
  const variables: [string, VariableValue][] = [];
  for (const [variable, dto] of object.entries()) {
    checkName(variable);
    const typed = new Fields(dto);
    variables.push([variable, readPassingValue(typed, variable)]);
  }
  return Object.fromEntries(inJavaHashOrder(variables));
}

/** It is gone as soon as it has been seen. */
export const isTransient = (dto: Fields): boolean => dto.object('valueInfo')?.flag('transient') ?? false;

/** One `VariableValueDto`, be it transient or to be kept. */
export function readPassingValue(dto: Fields, name: string): VariableValue {
  const value = readStoredValue(dto, name);
  return isTransient(dto) ? { ...value, isTransient: true } : value;
}

/** One `VariableValueDto` that is to be kept: an object says its format, and what is in it is of a class. */
function readStoredValue(dto: Fields, name: string): VariableValue {
  const value = readTypedValue(dto);
  if (value.type !== 'Object') return value;
  if (value.info?.serializationDataFormat === undefined)
    throw notStorable(
      `Cannot find serializer for value 'ObjectValue [value=null, isDeserialized=false, serializationDataFormat=null, objectTypeName=${value.info?.objectTypeName ?? null}, serializedValue=${value.text === null ? null : `${value.text.length} chars`}, isTransient=${isTransient(dto)}]'.`,
    );
  const { objectTypeName, serializationDataFormat } = value.info;
  if (objectTypeName === undefined && value.text !== null && serializationDataFormat !== JAVA_FORMAT)
    throw notStorable(
      `Cannot write serialized value for variable '${name}': no 'objectTypeName' provided for non-null value.`,
    );
  return value;
}

/** Refused by the engine, whatever it is of. */
const JAVA_FORMAT = 'application/x-java-serialized-object';
const NOT_STORABLE = 'ProcessEngineException';
const notStorable = (sentence: string): RestError => new RestError(500, NOT_STORABLE, sentence);
export const isNotStorable = (error: unknown): error is RestError =>
  error instanceof RestError && error.type === NOT_STORABLE;

/** Values that variables are compared with. */
export function readComparedValues(fields: Fields, name: string): Variables {
  const values = (fields.object(name)?.entries() ?? []).map(([variable, dto]) => {
    checkName(variable);
    const value = readTypedValue(new Fields(dto));
    if (value.type === 'Object' && value.text !== null)
      throw new RestError(500, 'IllegalStateException', 'Object is not deserialized.');
    return [variable, value] as const;
  });
  return Object.fromEntries(values);
}

/** One `VariableValueDto`; without a type, JSON's own type decides. */
export function readTypedValue(dto: Fields): VariableValue {
  const given = dto.text('type');
  const value = dto.value('value');
  if (given === null) return untypedValue(value);
  const type = given.charAt(0).toUpperCase() + given.slice(1);
  if (type === 'Number') throw restException(500, 'Cannot serialize value of abstract type number');
  if (!isValueType(type)) throw restException(400, `Unsupported value type '${given}'`, null);
  const info = readInfo(dto, type);
  if (type === 'File' && typeof value !== 'string' && typeof value !== 'number')
    throw new RestError(500, 'IllegalArgumentException', 'Provided value is not of File, InputStream or byte[] type.');
  if (type === 'Null' && value !== null)
    throw invalidRequest(
      `Cannot convert value '${longDigits(value) ?? String(value)}' of type 'Null' to java type javax.lang.model.type.NullType`,
    );
  if (value === null) return info === undefined ? { type, text: null } : { type, text: null, info };
  if (KEPT_AS_TEXT.has(type) && (typeof value !== 'string' || longDigits(value) !== null))
    throw invalidRequest(`Must provide 'null' or String value for value of SerializableValue type '${given}'.`);
  const text = writtenText(type, value);
  if (text === undefined)
    throw invalidRequest(
      `Cannot convert value '${longDigits(value) ?? String(value)}' of type '${type}' to java type ${JAVA_TYPES[type] ?? 'java.lang.Object'}`,
    );
  return info === undefined ? { type, text } : { type, text, info };
}

/** Values that come as texts in a format of their own. */
const KEPT_AS_TEXT: ReadonlySet<ValueType> = new Set<ValueType>(['Json', 'Xml', 'Object']);

const isValueType = (type: string): type is ValueType => TYPES.has(type);

/** A number whose digits were kept. */
export const markedNumber = (digits: string): VariableValue =>
  isWholeNumber(digits) ? { type: 'Long', text: digits } : { type: 'Double', text: String(Number(digits)) };

/** A bare JSON value, by its JSON type. */
export function untypedValue(value: unknown): VariableValue {
  const digits = longDigits(value);
  if (digits !== null) return markedNumber(digits);
  switch (typeof value) {
    case 'string':
      return { type: 'String', text: value };
    case 'boolean':
      return { type: 'Boolean', text: String(value) };
    case 'number':
      if (!Number.isInteger(value)) return { type: 'Double', text: String(value) };
      return {
        type: Math.abs(value) <= 2_147_483_647 ? 'Integer' : Number.isSafeInteger(value) ? 'Long' : 'Double',
        text: String(value),
      };
    default:
      return value === null
        ? { type: 'Null', text: null }
        : {
            type: 'Object',
            text: writeJson(value),
            info: {
              objectTypeName: Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap',
              serializationDataFormat: 'application/json',
            },
          };
  }
}

function readInfo(dto: Fields, type: ValueType): ValueInfo | undefined {
  const info = dto.object('valueInfo');
  if (type === 'File') {
    if (info === null) throw new RestError(500, 'IllegalArgumentException', 'Cannot create file without valueInfo.');
    const filename = info?.text('filename') ?? null;
    if (filename === null)
      throw invalidRequest('Cannot create file without filename! Please set a name into ValueInfo with key filename');
    const mimeType = info?.text('mimeType') ?? null;
    const encoding = info?.text('encoding') ?? null;
    return { filename, ...(mimeType === null ? {} : { mimeType }), ...(encoding === null ? {} : { encoding }) };
  }
  if (type !== 'Object') return undefined;
  const objectTypeName = info?.text('objectTypeName') ?? null;
  const serializationDataFormat = info?.text('serializationDataFormat') ?? null;
  return {
    ...(objectTypeName === null ? {} : { objectTypeName }),
    ...(serializationDataFormat === null ? {} : { serializationDataFormat }),
  };
}

/** `deserialize` shows an Object's content instead of its text; a File's content is never shown. */
export function writeTypedValue(value: VariableValue, deserialize: boolean): TypedValue {
  const info = infoOf(value);
  return {
    type: value.type,
    value: plainValue(value, deserialize),
    valueInfo: value.isTransient ? { ...info, transient: true } : info,
  };
}

/** In lists, the content of Bytes is left out as that of files is. */
export function writeListedValue(value: VariableValue, deserialize: boolean): TypedValue {
  const typed = writeTypedValue(value, deserialize);
  return value.type === 'Bytes' ? { ...typed, value: null } : typed;
}

function infoOf({ type, text, info }: VariableValue): Readonly<Record<string, unknown>> {
  if (type === 'Object')
    return {
      ...((text !== null || info?.objectTypeName !== undefined) && {
        objectTypeName: info?.objectTypeName ?? 'java.lang.Object',
      }),
      serializationDataFormat: info?.serializationDataFormat ?? 'application/json',
    };
  return type === 'File' && info !== undefined ? { ...info } : {};
}

function plainValue({ type, text, info }: VariableValue, deserialize: boolean): unknown {
  if (text === null || type === 'File' || type === 'Null') return null;
  switch (type) {
    case 'Short':
    case 'Integer':
    case 'Long':
      return longNumber(text);
    case 'Double':
      // JSON has no such numbers; clients get them as texts.
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'Boolean':
      return text === 'true';
    case 'Date':
      return dateText(Date.parse(text));
    case 'Object':
      return deserialize ? objectContent(text, info) : serializedText(text, info);
    default:
      return text;
  }
}

/** Objects that mappings and decisions make are Java's by name and kept as JSON. */
const isKeptAsJson = (text: string, format: string): boolean =>
  format === JAVA_FORMAT && /^(?:[[{"]|-?\d[\d.eE+-]*$)/.test(text);

function objectContent(text: string, info: ValueInfo | undefined): unknown {
  const format = info?.serializationDataFormat ?? 'application/json';
  if (format !== 'application/json' && !isKeptAsJson(text, format)) return text;
  const content = contentOf(text);
  const time = typeof content === 'string' ? javaTimeContent(info?.objectTypeName ?? '', content) : undefined;
  return time ?? content;
}

/** Java's lists and maps in their own format; of a class that cannot be written, the JSON that is kept. */
function serializedText(text: string, info: ValueInfo | undefined): string {
  const isJava = isKeptAsJson(text, info?.serializationDataFormat ?? 'application/json');
  return (isJava ? javaSerialized(info?.objectTypeName ?? '', text, info?.contents) : null) ?? text;
}

/** What a client wrote as JSON need not be JSON; then its text is all there is to show. */
function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function writeVariables(variables: Variables, deserialize: boolean): Readonly<Record<string, TypedValue>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, writeTypedValue(value, deserialize)]),
  );
}

/** Runs a reader of variables and says before its complaint what was to be done with them. */
export function explaining<T>(prefix: string, read: () => T, prefixOfKeeping = prefix): T {
  try {
    return explainingInput(prefix, read);
  } catch (error) {
    if (isNotStorable(error)) throw restException(500, `${prefixOfKeeping}: ${error.message}`);
    throw error;
  }
}

/** Likewise where only what cannot be read is said so, not what cannot be kept. */
export function explainingInput<T>(prefix: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RestError && error.status === 400 && error.message !== '')
      throw invalidRequest(`${prefix}: ${error.message}`);
    if (error instanceof RestError && error.type === 'RestException' && error.status === 500)
      throw restException(500, `${prefix}: ${error.message}`);
    throw error;
  }
}
