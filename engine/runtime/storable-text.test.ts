import { expect, it } from 'vitest';
import type { VariableValue } from '../graph/variable-value.ts';
import { hasHalfPair, hasUnstorableText, unstorable, unstorableVariables } from './storable-text.ts';

const HALF = '\ud800';
const parsed = (json: string): [string, unknown] => [json, JSON.parse(json)];

it.each<[string, Readonly<Record<string, VariableValue>>]>([
  ['a name', { [`a${HALF}`]: { type: 'Null', text: null } }],
  ['a value', { a: { type: 'String', text: 'x\0' } }],
  ['what is said of a file', { a: { type: 'File', text: '', info: { filename: HALF } } }],
])('variables are refused before they change anything: %s', (_where, variables) => {
  expect(unstorableVariables(variables)).toMatchObject({ code: 'invalidArgument', details: { field: 'variables' } });
  expect(unstorable({ type: 'setVariables', scopeKey: '1', variables, removals: [], local: false })).toMatchObject({
    code: 'invalidArgument',
  });
});

it('a pair is a character like others', () => {
  expect(unstorableVariables({ 'a🚲': { type: 'File', text: '🚲', info: { filename: '🚲' } } })).toBeNull();
});

it('JSON is looked at in all its depths, names and values', () => {
  const deep = `${'['.repeat(50_000)}"\\ud800"${']'.repeat(50_000)}`;
  for (const json of ['"\\uDC00"', '{"a":[{"b\\udfff":1}]}', deep])
    expect([hasHalfPair(...parsed(json)), hasUnstorableText(...parsed(json))]).toEqual([true, true]);
  expect([hasHalfPair(...parsed('{"a":"\\u0000"}')), hasUnstorableText(...parsed('{"a":"\\u0000"}'))]).toEqual([
    false,
    true,
  ]);
  expect(hasUnstorableText(...parsed('{"a":"\\ud83d\\udeb2 \\\\ud800 \\\\u0000"}'))).toBe(false);
});
