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
  [
    'a hash map of a result with several outputs',
    'java.util.HashMap',
    '{"name":"x","age":7,"zip":2.0}',
    'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAADdAADemlwc3IAEGphdmEubGFuZy5Eb3VibGWAs8JKKWv7BAIAAUQABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwQAAAAAAAAAB0AARuYW1ldAABeHQAA2FnZXNyABFqYXZhLmxhbmcuSW50ZWdlchLioKT3gYc4AgABSQAFdmFsdWV4cQB+AAQAAAAHeA==',
  ],
  [
    'Doubles without a fraction',
    'java.util.ArrayList',
    '[2.0,2.5]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAACdwQAAAACc3IAEGphdmEubGFuZy5Eb3VibGWAs8JKKWv7BAIAAUQABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwQAAAAAAAAABzcQB+AAJABAAAAAAAAHg=',
  ],
  [
    'the list of no results',
    'java.util.Collections$EmptyList',
    '[]',
    'rO0ABXNyAB9qYXZhLnV0aWwuQ29sbGVjdGlvbnMkRW1wdHlMaXN0ergXtDynnt4CAAB4cA==',
  ],
  [
    'a hash map that has grown',
    'java.util.HashMap',
    '{"n0":0,"n1":1,"n2":2,"n3":3,"n4":4,"n5":5,"n6":6,"n7":7,"n8":8,"n9":9,"n10":10,"n11":11,"n12":12}',
    'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAABh3CAAAACAAAAANdAACbjBzcgARamF2YS5sYW5nLkludGVnZXIS4qCk94GHOAIAAUkABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwAAAAAHQAAm4xc3EAfgADAAAAAXQAAm4yc3EAfgADAAAAAnQAAm4zc3EAfgADAAAAA3QAAm40c3EAfgADAAAABHQAAm41c3EAfgADAAAABXQAAm42c3EAfgADAAAABnQAAm43c3EAfgADAAAAB3QAAm44c3EAfgADAAAACHQAAm45c3EAfgADAAAACXQAA24xMHNxAH4AAwAAAAp0AANuMTJzcQB+AAMAAAAMdAADbjExc3EAfgADAAAAC3g=',
  ],
];

/** The same of what decisions made, with the classes of what is in it. */
const DECIDED: readonly (readonly [string, string, string, string, string])[] = [
  [
    'hash maps in a list, with Integers and Longs',
    'java.util.ArrayList',
    '[{"a":1,"b":2,"c":3,"zip":"x"},{"a":4,"b":5,"c":2.5,"zip":"y"}]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAACdwQAAAACc3IAEWphdmEudXRpbC5IYXNoTWFwBQfawcMWYNEDAAJGAApsb2FkRmFjdG9ySQAJdGhyZXNob2xkeHA/QAAAAAAADHcIAAAAEAAAAAR0AAN6aXB0AAF4dAABYXNyABFqYXZhLmxhbmcuSW50ZWdlchLioKT3gYc4AgABSQAFdmFsdWV4cgAQamF2YS5sYW5nLk51bWJlcoaslR0LlOCLAgAAeHAAAAABdAABYnNyAA5qYXZhLmxhbmcuTG9uZzuL5JDMjyPfAgABSgAFdmFsdWV4cQB+AAgAAAAAAAAAAnQAAWNzcQB+AAsAAAAAAAAAA3hzcQB+AAI/QAAAAAAADHcIAAAAEAAAAARxAH4ABHQAAXlxAH4ABnNxAH4ABwAAAARxAH4ACnNxAH4ACwAAAAAAAAAFcQB+AA1zcgAQamF2YS5sYW5nLkRvdWJsZYCzwkopa/sEAgABRAAFdmFsdWV4cQB+AAhABAAAAAAAAHh4',
    'HIL2HIL',
  ],
  [
    'Longs in a list',
    'java.util.ArrayList',
    '[2,2,10000000000]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAADdwQAAAADc3IADmphdmEubGFuZy5Mb25nO4vkkMyPI98CAAFKAAV2YWx1ZXhyABBqYXZhLmxhbmcuTnVtYmVyhqyVHQuU4IsCAAB4cAAAAAAAAAACcQB+AARzcQB+AAIAAAACVAvkAHg=',
    'L3',
  ],
  [
    'a date, and a text that looks like one',
    'java.util.ArrayList',
    '["2030-05-01T10:00:00.000Z",12345678901,"2030-05-01T10:00:00.000Z"]',
    'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAADdwQAAAADc3IADmphdmEudXRpbC5EYXRlaGqBAUtZdBkDAAB4cHcIAAABu0bmJQB4c3IADmphdmEubGFuZy5Mb25nO4vkkMyPI98CAAFKAAV2YWx1ZXhyABBqYXZhLmxhbmcuTnVtYmVyhqyVHQuU4IsCAAB4cAAAAALf3Bw1dAAYMjAzMC0wNS0wMVQxMDowMDowMC4wMDBaeA==',
    'DLS',
  ],
  [
    'a hash map with Longs',
    'java.util.HashMap',
    '{"a":1,"b":2,"c":3,"zip":"x"}',
    'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAAEdAADemlwdAABeHQAAWFzcgARamF2YS5sYW5nLkludGVnZXIS4qCk94GHOAIAAUkABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwAAAAAXQAAWJzcgAOamF2YS5sYW5nLkxvbmc7i+SQzI8j3wIAAUoABXZhbHVleHEAfgAGAAAAAAAAAAJ0AAFjc3EAfgAJAAAAAAAAAAN4',
    'HIL2',
  ],
];

describe('Java objects as their serialized form', () => {
  test.each(CASES)('%s', (_name, objectTypeName, json, base64) => {
    expect(javaSerialized(objectTypeName, json)).toBe(base64);
  });

  test.each(DECIDED)('%s', (_name, objectTypeName, json, base64, contents) => {
    expect(javaSerialized(objectTypeName, json, contents)).toBe(base64);
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
    expect(javaSerialized('java.util.HashMap', '[]')).toBeNull();
  });
});
