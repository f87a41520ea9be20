import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { INCIDENT_TYPES, IncidentAdvice, incidentTypeWord } from './incident-type.tsx';

test('each type of incident has words of its own: chips and filters offer them side by side', () => {
  const words = INCIDENT_TYPES.map(incidentTypeWord);
  expect(new Set(words).size).toBe(words.length);
  for (const [n, word] of words.entries()) expect(word).not.toBe(INCIDENT_TYPES[n]);
});

test('each type of the engine says what mends it; one that somebody reported is theirs to explain', () => {
  const advice = INCIDENT_TYPES.map((type) => renderToStaticMarkup(<IncidentAdvice type={type} />));
  expect(advice).not.toContain('');
  expect(new Set(advice).size).toBe(advice.length);
  expect(renderToStaticMarkup(<IncidentAdvice type="dataQuality" />)).toBe('');
});
