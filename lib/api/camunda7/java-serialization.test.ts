import { describe, expect, test } from 'vitest';
import { javaSerialized } from './java-serialization.ts';

/** What Camunda 7.24 answers for the same parameters with `deserializeValues=false`. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  [
    'an empty list',
    'java.util.ArrayList',
    '[]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAAAdwQAAAAAeA==',
  ],
  [
    'an empty map',
    'java.util.TreeMap',
    '{}',
    'rO0ABXNyABFqYXZhLnV0aWwuVHJlZU1hcAzB9j4tJWrmAwABTAAKY29tcGFyYXRvcnQAFkxqYXZhL3V0aWwvQ29tcGFyYXRvcjt4cHB3BAAAAAB4',
  ],
  [
    'every kind of item, and the same ones again',
    'java.util.ArrayList',
    '["one",7,7,2.5,true,false,null,"one",["in"],1]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAAKdwQAAAAKdAADb25lc3IAEWphdmEubGFuZy5JbnRlZ2VyEuKgpPeBhzgCAAFJAAV2YWx1ZXhyABBqYXZhLmxhbmcuTnVtYmVyhqyVHQuU4IsCAAB4cAAAAAdxAH4ABXNyABBqYXZhLmxhbmcuRG91YmxlgLPCSilr+wQCAAFEAAV2YWx1ZXhxAH4ABEAEAAAAAAAAc3IAEWphdmEubGFuZy5Cb29sZWFuzSBygNWc+u4CAAFaAAV2YWx1ZXhwAXNxAH4ACABwcQB+AAJzcQB+AAAAAAABdwQAAAABdAACaW54c3EAfgADAAAAAXg=',
  ],
  [
    'maps within maps',
    'java.util.TreeMap',
    '{"a":{"x":"y"},"b":"two"}',
    'rO0ABXNyABFqYXZhLnV0aWwuVHJlZU1hcAzB9j4tJWrmAwABTAAKY29tcGFyYXRvcnQAFkxqYXZhL3V0aWwvQ29tcGFyYXRvcjt4cHB3BAAAAAJ0AAFhc3EAfgAAcHcEAAAAAXQAAXh0AAF5eHQAAWJ0AAN0d294',
  ],
  [
    'texts beyond ASCII',
    'java.util.ArrayList',
    '["é\u{10000}","é\u{10000}",7,7]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAAEdwQAAAAEdAAIw6ntoIDtsIBxAH4AAnNyABFqYXZhLmxhbmcuSW50ZWdlchLioKT3gYc4AgABSQAFdmFsdWV4cgAQamF2YS5sYW5nLk51bWJlcoaslR0LlOCLAgAAeHAAAAAHcQB+AAV4',
  ],
  [
    'a Long',
    'java.util.ArrayList',
    '[9007199254740993]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAABdwQAAAABc3IADmphdmEubGFuZy5Mb25nO4vkkMyPI98CAAFKAAV2YWx1ZXhyABBqYXZhLmxhbmcuTnVtYmVyhqyVHQuU4IsCAAB4cAAgAAAAAAABeA==',
  ],
];

describe('Java objects as their serialized form', () => {
  test.each(CASES)('%s', (_name, objectTypeName, json, base64) => {
    expect(javaSerialized(objectTypeName, json)).toBe(base64);
  });

  test('a text of more than 65,535 bytes has a longer length', () => {
    const written = Buffer.from(
      javaSerialized('java.util.ArrayList', JSON.stringify(['x'.repeat(70_000)])) ?? '',
      'base64',
    );
    expect(written.toString('hex')).toContain(`7c${(70_000).toString(16).padStart(16, '0')}7878`);
  });

  test('classes that are not known, and JSON of another kind than the class, are not written', () => {
    expect(javaSerialized('org.example.Order', '{}')).toBeNull();
    expect(javaSerialized('java.util.ArrayList', '{}')).toBeNull();
  });
});
