import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkExpression, evaluate } from '../evaluate.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { fromJson, toJsonText } from '../values.ts';

const NOW = Date.UTC(2024, 4, 6, 7, 8, 9, 123);
const VARIABLES = new Map(
  Object.entries({ n: 7, s: 'text', xs: [3, 1, 4, 2], b: true, ctx: { a: 1 }, name: 'Zoë' }).map(([name, value]) => [
    name,
    fromJson(value),
  ]),
);
const SCOPE: ExpressionScope = { lookup: (name) => VARIABLES.get(name), names: () => VARIABLES.keys(), now: NOW };
const feel = (text: string) => ({ language: 'feel' as const, text });

function answer(text: string): string[] {
  if (checkExpression(feel(text)) !== null) return ['refused'];
  const result = evaluate(feel(text), SCOPE);
  return result.ok ? [`= ${toJsonText(result.value)}`, ...result.warnings] : ['fails'];
}

/** Blocks of an expression and the lines of its answer. */
function blocks(text: string): string[][] {
  return text
    .split(/\n\n+/)
    .map((block) => block.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 1);
}

describe('FEEL answers as Camunda 8 does', () => {
  it.each(blocks(readFileSync(new URL('feel-cases.txt', import.meta.url), 'utf8')))('%s', (text, ...wanted) => {
    expect(answer(text).map((line) => line.trim())).toEqual(wanted.map((line) => line.trim()));
  });
});

describe('values on their way through FEEL', () => {
  const through = (text: string, json: string) =>
    evaluate(feel(text), { ...SCOPE, lookup: (name) => (name === 'x' ? { type: 'Json', text: json } : undefined) });

  it('keeps every digit of a whole number', () => {
    expect(through('x', '{"id":9007199254740993}')).toMatchObject({ value: { text: '{"id":9007199254740993}' } });
    expect(through('{copy: x.id}', '{"id":9007199254740993}')).toMatchObject({
      value: { text: '{"copy":9007199254740993}' },
    });
  });

  it('takes keys that mean something to JavaScript as keys', () => {
    expect(through('{a: x}', '{"__proto__":{"isAdmin":true},"constructor":1}')).toMatchObject({
      value: { text: '{"a":{"__proto__":{"isAdmin":true},"constructor":1}}' },
    });
    expect(through('x.isAdmin', '{"__proto__":{"isAdmin":true}}')).toMatchObject({ value: { type: 'Null' } });
    expect(through('x.constructor', '{}')).toMatchObject({ value: { type: 'Null' } });
    expect(answer('toString')).toEqual(['= null', "[NO_VARIABLE_FOUND] No variable found with name 'toString'"]);
  });

  it('names the expression and its warnings when an assert fails', () => {
    expect(evaluate(feel('assert(amount, amount != null)'), SCOPE)).toEqual({
      ok: false,
      message:
        "Assertion failure on evaluate the expression 'assert(amount, amount != null)': The condition is not fulfilled The evaluation reported the following warnings:\n" +
        "[NO_VARIABLE_FOUND] No variable found with name 'amount'\n[NO_VARIABLE_FOUND] No variable found with name 'amount'\n[ASSERT_FAILURE] The condition is not fulfilled",
    });
  });

  it('goes on after an assert that fails, and what cannot go on at all is told instead', () => {
    const message = (text: string): string => {
      const result = evaluate(feel(text), SCOPE);
      return result.ok ? 'ok' : result.message;
    };
    expect(message('{a: assert(1, false, "one"), b: assert(2, false, "two"), c: none}')).toBe(
      'Assertion failure on evaluate the expression \'{a: assert(1, false, "one"), b: assert(2, false, "two"), c: none}\': one The evaluation reported the following warnings:\n' +
        "[ASSERT_FAILURE] one\n[ASSERT_FAILURE] two\n[NO_VARIABLE_FOUND] No variable found with name 'none'",
    );
    expect(message('"a" + assert(1, false, "one")')).toContain("[INVALID_TYPE] Can't add 'null' to '\"a\"'");
    for (const text of ['[assert(1, false), stddev([1])]', '{b: {c: assert(1, false)}, a: stddev([1])}'])
      expect(message(text)).toMatch(/^failed to evaluate expression .* : /);
    expect(message('true or assert(1, false)')).toBe('ok');
  });

  it('makes numbers and identifiers anew each time', () => {
    const [first, second] = [answer('uuid()'), answer('uuid()')];
    expect(first[0]).toMatch(/^= "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
    expect(second).not.toEqual(first);
    expect(answer('random number() < 1')).toEqual(['= true']);
  });
});
