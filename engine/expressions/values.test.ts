import { describe, expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';
import { fromJson, fromJsonText, parseJson, stringifyJson, toJs, toJsonText } from './values.ts';

describe('values between variables, JavaScript and JSON', () => {
  it.each([
    ['1', 'Integer', '1'],
    ['2147483648', 'Long', '2147483648'],
    ['-2147483648', 'Integer', '-2147483648'],
    ['9007199254740993', 'Long', '9007199254740993'],
    ['1.5', 'Double', '1.5'],
    ['"x"', 'String', 'x'],
    ['true', 'Boolean', 'true'],
    ['null', 'Null', null],
    ['[1, 2]', 'Json', '[1, 2]'],
  ])('reads %s', (text, type, value) => {
    expect(fromJsonText(text)).toEqual({ type, text: value });
  });

  it('keeps every digit of whole numbers, wherever they stand', () => {
    const text =
      '{"id":12345678901234567890,"list":[9007199254740993],"text":"9007199254740993 \\"1234567890123456789\\""}';
    expect(stringifyJson(parseJson(text))).toBe(text);
    expect(toJsonText({ type: 'Json', text })).toBe(text);
    expect(toJs({ type: 'Long', text: '9007199254740993' })).toBe(9007199254740993n);
  });

  it('writes dates as text and numbers that JSON has not as null', () => {
    expect(toJsonText({ type: 'Date', text: '2024-01-01T00:00:00.000Z' })).toBe('"2024-01-01T00:00:00.000Z"');
    expect(toJsonText({ type: 'Double', text: 'NaN' })).toBe('null');
  });

  it('has no special keys', () => {
    const value = parseJson('{"__proto__":{"a":1}}');
    expect(stringifyJson(value)).toBe('{"__proto__":{"a":1}}');
    expect(fromJson(value)).toEqual({ type: 'Json', text: '{"__proto__":{"a":1}}' });
  });
});

describe('the cache of compiled expressions', () => {
  it('keeps no more than its limit and lets the least recently used go', () => {
    const cache = new BoundedCache<string, string>(2);
    for (const key of ['a', 'b', 'a', 'c']) cache.get(key, () => `${key}1`);
    expect(cache.size).toBe(2);
    expect(cache.get('a', () => 'a2')).toBe('a1');
    expect(cache.get('b', () => 'b2')).toBe('b2');
  });
});
