import { expect, test } from 'vitest';
import { formatJson, jsonProblem } from './json-text.ts';

test('formatting keeps digits, escapes, order and empty parts', () => {
  const text = '{"id":9007199254740993123,"a":[1.10,{"b":"x\\"{,}\\n"},[],{}],"z":null,"a ":-1E+3}';
  const formatted = formatJson(text);
  expect(formatted).toBe(
    '{\n  "id": 9007199254740993123,\n  "a": [\n    1.10,\n    {\n      "b": "x\\"{,}\\n"\n    },\n    [],\n    {}\n  ],\n  "z": null,\n  "a ": -1E+3\n}',
  );
  expect(formatJson(formatted)).toBe(formatted);
  expect(formatJson('"one"')).toBe('"one"');
});

test('a problem has its line and column', () => {
  expect(jsonProblem('{"a": 1}')).toBeNull();
  expect(jsonProblem('{\n  "a": x\n}')).toMatchObject({ line: 2, column: 8 });
  expect(jsonProblem('{"a": 1')).toMatchObject({ line: 1, column: 8, message: 'the text ends too early' });
  expect(jsonProblem('{"a": 1,}')).toMatchObject({ line: 1, column: 9 });
  expect(jsonProblem('[1 2]')).toMatchObject({ line: 1, column: 4 });
  expect(jsonProblem('{"a": 01}')).toMatchObject({ line: 1, column: 7 });
  expect(jsonProblem('')).toMatchObject({ line: 1, column: 1 });
});
