import { expect, test } from 'vitest';
import { hasNumberBeyond64Bits, itemTexts, memberTexts, withFiniteNumbers } from './member-texts.ts';

test('members come as they are written, numbers with every digit', () => {
  expect([...memberTexts(' { "big" : 9007199254740993 , "exact":0.10000000000000000001,"e":1e400 } ')]).toEqual([
    ['big', '9007199254740993'],
    ['exact', '0.10000000000000000001'],
    ['e', '1e400'],
  ]);
});

test('braces, commas and quotes within texts and values are part of them', () => {
  expect([...memberTexts('{"a":"},{\\"","b":{"c":[1,{"d":"]"}]},"\\u0065":[ ],"f":null}')]).toEqual([
    ['a', '"},{\\""'],
    ['b', '{"c":[1,{"d":"]"}]}'],
    ['e', '[ ]'],
    ['f', 'null'],
  ]);
});

test('of equal names the last counts, and an empty object has no members', () => {
  expect([...memberTexts('{"a":1,"a":2}')]).toEqual([['a', '2']]);
  expect(memberTexts('{ }').size).toBe(0);
});

test('a name like a property of every object is a name', () => {
  expect([...memberTexts('{"__proto__":1,"constructor":2}')]).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});

test.each([
  ['18446744073709551615', false],
  ['18446744073709551616', true],
  ['-9223372036854775808', false],
  ['[1,{"a":-9223372036854775809}]', true],
  ['1844674407370955161600000e2', false],
  ['18446744073709551616.5', false],
  ['{"18446744073709551616":"\\"18446744073709551616"}', false],
])('%s has a whole number beyond 64 bits: %s', (text, isBeyond) => {
  expect(hasNumberBeyond64Bits(text)).toBe(isBeyond);
});

test('items of a list come as they are written', () => {
  expect(itemTexts(' [ {"a":[1,{"b":"]"}]} , 9007199254740993 ,"x" ] ')).toEqual([
    '{"a":[1,{"b":"]"}]}',
    '9007199254740993',
    '"x"',
  ]);
  expect(itemTexts('[ ]')).toEqual([]);
});

test('what no number holds is a text', () => {
  expect(withFiniteNumbers('{"a":1e400,"b":[-1e400,1e308],"1e400":"1e400"}')).toBe(
    '{"a":"Infinity","b":["-Infinity",1e308],"1e400":"1e400"}',
  );
});
