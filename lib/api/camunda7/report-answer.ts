import type { PeriodDurations } from '@/engine/index.ts';
import { attachment } from './attachment.ts';
import { type Call, RawAnswer } from './call.ts';
import { invalidRequest } from './rest-error.ts';

const UNITS: Readonly<Record<string, 'month' | 'quarter'>> = { month: 'month', quarter: 'quarter' };

/** Of a report over periods; capitals do not matter. */
export function periodUnitOf(call: Call, code: number | null): 'month' | 'quarter' {
  const text = call.query('periodUnit');
  if (text === undefined || text === '') throw invalidRequest('periodUnit is null', 400, code);
  const unit = UNITS[text.toLowerCase()];
  if (unit === undefined)
    throw invalidRequest(
      `Cannot set query parameter 'periodUnit' to value '${text}': Cannot convert value ${text} to java enum type org.camunda.bpm.engine.query.PeriodUnit`,
    );
  return unit;
}

export const shownDurations = (rows: readonly PeriodDurations[], unit: 'month' | 'quarter') =>
  rows.map(({ period, minimum, maximum, average }) => ({
    period,
    periodUnit: unit.toUpperCase(),
    minimum,
    maximum,
    average,
  }));

/** Whether the client would rather have a table than JSON. */
export const wantsCsv = (call: Call): boolean =>
  /\b(?:text|application)\/csv\b/.test(call.request.headers.accept ?? '');

export function csvAnswer(
  call: Call,
  filename: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): RawAnswer {
  const type = /application\/csv/.test(call.request.headers.accept ?? '') ? 'application/csv' : 'text/csv';
  return new RawAnswer(
    type,
    [header, ...rows].map((row) => row.map(String).join(',')).join('\n'),
    attachment(filename),
  );
}
