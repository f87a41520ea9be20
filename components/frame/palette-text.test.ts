import { expect, test } from 'vitest';
import { askedFor, keysIn } from './palette-text.ts';

const key = (n: number): string => String(2_251_799_813_685_000 + n);

test('the first sign says what is asked for', () => {
  expect([
    askedFor('> dark'),
    askedFor('@tom'),
    askedFor(': charge'),
    askedFor('=state = incident'),
    askedFor('#17'),
    askedFor('#'),
    askedFor(' ORDER-7 '),
  ]).toEqual([
    { kind: 'commands', text: 'dark' },
    { kind: 'person', text: 'tom' },
    { kind: 'element', text: 'charge' },
    { kind: 'query', text: 'state = incident' },
    { kind: 'entry', n: '17' },
    { kind: 'entry', n: '' },
    { kind: 'anything', text: 'ORDER-7' },
  ]);
  expect(askedFor('#17b')).toEqual({ kind: 'anything', text: '#17b' });
});

test('several keys are a list, whatever stands between them, each once and as many as an address holds', () => {
  expect(askedFor(`${key(1)}\n${key(2)}, ${key(1)};${key(3)}`)).toEqual({
    kind: 'keys',
    keys: [key(1), key(2), key(3)],
    left: 0,
  });
  expect(askedFor(key(1))).toEqual({ kind: 'anything', text: key(1) });
  expect(keysIn(`${key(1)} ORDER-7`)).toEqual([]);
  expect(askedFor(Array.from({ length: 600 }, (_, n) => key(n)).join('\t'))).toMatchObject({ kind: 'keys', left: 100 });
});
