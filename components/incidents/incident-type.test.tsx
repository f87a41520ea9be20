import { expect, test } from 'vitest';
import { INCIDENT_TYPES, incidentTypeWord } from './incident-type.tsx';

test('each type of incident has words of its own: chips and filters offer them side by side', () => {
  const words = INCIDENT_TYPES.map(incidentTypeWord);
  expect(new Set(words).size).toBe(words.length);
  for (const [n, word] of words.entries()) expect(word).not.toBe(INCIDENT_TYPES[n]);
});
