import { expect, test } from 'vitest';
import { aiParametersIn } from './ai-parameters.ts';

test('a call is found wherever it stands, with what is written out in it', () => {
  expect(
    aiParametersIn(
      '{ to: fromAi(toolCall.place, "Where to", "string", {enum: ["Rome"]}, {required: false}), n: 1 + fromAi(value: count, type: "number") }',
    ),
  ).toEqual([
    {
      name: 'place',
      description: 'Where to',
      type: 'string',
      schema: { enum: ['Rome'] },
      options: { required: false },
    },
    { name: 'count', description: null, type: 'number', schema: null, options: null },
  ]);
});

test('what refers to nothing has no name; what would have to be computed is left out', () => {
  expect(aiParametersIn('fromAi("x", "a" + "b")')).toEqual([
    { name: null, description: null, type: null, schema: null, options: null },
  ]);
  expect(aiParametersIn('"fromAi(a)"')).toEqual([]);
});
