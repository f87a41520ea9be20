import { describe, expect, test } from 'vitest';
import { Fields } from './fields.ts';
import { parseJson, UnstorableTextError, writeJson } from './json-text.ts';
import { readComparedValues, readTypedValue, readVariables, writeTypedValue } from './typed-values.ts';

const read = (dto: unknown) => readTypedValue(new Fields(dto));
const roundTrip = (json: string) => writeJson(writeTypedValue(readTypedValue(new Fields(parseJson(json))), false));

describe('typed values', () => {
  test.each([
    [{ value: 'x' }, { type: 'String', text: 'x' }],
    [{ value: 7 }, { type: 'Integer', text: '7' }],
    [{ value: 3_000_000_000 }, { type: 'Long', text: '3000000000' }],
    [{ value: 1.5 }, { type: 'Double', text: '1.5' }],
    [{ value: false }, { type: 'Boolean', text: 'false' }],
    [{ value: null }, { type: 'Null', text: null }],
    [
      { value: '5', type: 'integer' },
      { type: 'Integer', text: '5' },
    ],
    [
      { value: '2031-02-03T04:05:06.007+0200', type: 'Date' },
      { type: 'Date', text: '2031-02-03T02:05:06.007Z' },
    ],
    [
      { value: null, type: 'String' },
      { type: 'String', text: null },
    ],
  ])('%j is read', (dto, value) => expect(read(dto)).toEqual(value));

  test.each([
    [{ value: 'x', type: 'Integer' }, "Cannot convert value 'x' of type 'Integer' to java type java.lang.Integer"],
    [{ value: 40_000, type: 'Short' }, "Cannot convert value '40000' of type 'Short' to java type java.lang.Short"],
    [
      { value: '2031-02-03', type: 'Date' },
      "Cannot convert value '2031-02-03' of type 'Date' to java type java.util.Date",
    ],
    [{ value: 1, type: 'Colour' }, "Unsupported value type 'Colour'"],
  ])('%j is refused', (dto, message) => expect(() => read(dto)).toThrow(message));

  test('every digit of a Long survives the way in and out', () => {
    expect(roundTrip('{"value":9223372036854775807,"type":"Long"}')).toBe(
      '{"type":"Long","value":9223372036854775807,"valueInfo":{}}',
    );
    expect(roundTrip('{"value":-9007199254740993}')).toBe('{"type":"Long","value":-9007199254740993,"valueInfo":{}}');
    expect(roundTrip('{"value":"9223372036854775807"}')).toBe(
      '{"type":"String","value":"9223372036854775807","valueInfo":{}}',
    );
  });

  test('a file is read with its name, and its content is not shown', () => {
    const file = read({
      value: 'aGVsbG8=',
      type: 'File',
      valueInfo: { filename: 'a.txt', mimeType: 'text/plain', mimetype: 'ignored' },
    });
    expect(file).toEqual({ type: 'File', text: 'aGVsbG8=', info: { filename: 'a.txt', mimeType: 'text/plain' } });
    expect(writeTypedValue(file, true)).toEqual({
      type: 'File',
      value: null,
      valueInfo: { filename: 'a.txt', mimeType: 'text/plain' },
    });
  });

  test('a file without content is none', () => {
    expect(() => read({ value: null, type: 'File', valueInfo: { filename: 'a.txt' } })).toThrow(
      'Provided value is not of File, InputStream or byte[] type.',
    );
  });

  test('an object shows its content only when that is wanted', () => {
    const object = read({
      value: '{"x":1}',
      type: 'Object',
      valueInfo: { objectTypeName: 'java.util.Map', serializationDataFormat: 'application/json' },
    });
    expect(writeTypedValue(object, true).value).toEqual({ x: 1 });
    expect(writeTypedValue(object, false).value).toBe('{"x":1}');
  });

  test('an object that is to be kept says its format, and what is in it is of a class', () => {
    const kept =
      (valueInfo: unknown, value: unknown = '[1]') =>
      () =>
        readVariables(new Fields({ variables: { v: { value, type: 'Object', valueInfo } } }), 'variables');
    const unknown = "Cannot find serializer for value 'ObjectValue [value=null, isDeserialized=false, ";
    expect(kept(undefined)).toThrow(
      `${unknown}serializationDataFormat=null, objectTypeName=null, serializedValue=3 chars, isTransient=false]'.`,
    );
    expect(kept({ objectTypeName: 'java.util.ArrayList', transient: true }, null)).toThrow(
      `${unknown}serializationDataFormat=null, objectTypeName=java.util.ArrayList, serializedValue=null, isTransient=true]'.`,
    );
    expect(kept({ serializationDataFormat: 'application/json' })).toThrow(
      "Cannot write serialized value for variable 'v': no 'objectTypeName' provided for non-null value.",
    );
    expect(kept({ serializationDataFormat: 'application/json' }, null)()).toEqual({
      v: { type: 'Object', text: null, info: { serializationDataFormat: 'application/json' } },
    });
    expect(
      writeTypedValue({ type: 'Object', text: null, info: { serializationDataFormat: 'x' } }, true).valueInfo,
    ).toEqual({ serializationDataFormat: 'x' });
  });

  test('an object is compared with nothing', () => {
    const keys = new Fields({ keys: { v: { value: '[1]', type: 'Object' } } });
    expect(() => readComparedValues(keys, 'keys')).toThrow('Object is not deserialized.');
  });

  test('transient variables are told apart', () => {
    const fields = new Fields({
      variables: { kept: { value: 1 }, passing: { value: 2, valueInfo: { transient: true } } },
    });
    expect(readVariables(fields, 'variables')).toEqual({
      kept: { type: 'Integer', text: '1' },
      passing: { type: 'Integer', text: '2', isTransient: true },
    });
  });

  test('a name like __proto__ is a name', () => {
    const fields = new Fields(parseJson('{"variables":{"__proto__":{"value":1}}}'));
    expect(Object.entries(readVariables(fields, 'variables'))).toEqual([['__proto__', { type: 'Integer', text: '1' }]]);
  });
});

describe('JSON texts', () => {
  test('NUL characters are refused, a written backslash before u0000 is not one', () => {
    expect(() => parseJson('{"a":"x\\u0000"}')).toThrow(UnstorableTextError);
    expect(parseJson('{"a":"x\\\\u0000"}')).toEqual({ a: 'x\\u0000' });
  });

  test('halves of surrogate pairs are refused in names and values, pairs are not', () => {
    for (const half of ['{"a":["\\ud800"]}', '{"a\\uDFFF":1}', '{"a":"\\udc00\\ud800","n":1234567890123456789}'])
      expect(() => parseJson(half)).toThrow(UnstorableTextError);
    expect(parseJson('{"a":"\\ud83d\\udeb2 \\\\ud800"}')).toEqual({ a: '🚲 \\ud800' });
  });

  test('many digits behind a point are a fraction, whole numbers keep every digit', () => {
    for (const digits of [
      '0.20460561406798661',
      '-12.20460561406798661',
      '1.2046056140679866e-17',
      '20460561406798661e3',
    ])
      expect(parseJson(`{"a":${digits}}`)).toEqual({ a: Number(digits) });
    expect(writeJson(parseJson('[-20460561406798661,0.5]'))).toBe('[-20460561406798661,0.5]');
  });

  test('a value that is written as a fraction is a Double, whatever stands behind the point', () => {
    for (const written of ['1.0', '-3.00', '1E3', '1e0'])
      expect(readTypedValue(new Fields(parseJson(`{"value":${written}}`)))).toEqual({
        type: 'Double',
        text: String(Number(written)),
      });
    expect(() => readTypedValue(new Fields(parseJson('{"value": 1.0, "type": "Integer"}')))).toThrow("'1.0'");
    expect(parseJson('{"priority":1.0,"text":"\\"value\\":1.0"}')).toEqual({ priority: 1, text: '"value":1.0' });
    expect(roundTrip('{"value":{"value":1.0}}')).toContain('1.0');
  });

  test('digits within texts stay texts', () =>
    expect(parseJson('{"a":"12345678901234567890","b":"\\"12345678901234567890"}')).toEqual({
      a: '12345678901234567890',
      b: '"12345678901234567890',
    }));
});
