import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';

const DEFAULT_HISTORY_DAYS = 180;

/** Days, as a number or an ISO 8601 period of days. Empty: for ever. */
export function timeToLiveDays(reader: ModelReader, at: XmlElement, given: string | undefined): number | undefined {
  const text = given ?? String(DEFAULT_HISTORY_DAYS);
  if (text === '') return undefined;
  const days = /^(?:P(\d+)D|(\d+))$/.exec(text);
  if (days) return Number(days[1] ?? days[2]);
  const sentence = `Cannot parse historyTimeToLive: ${/^(?:P-\d+D|-\d+)$/.test(text) ? 'negative value is not allowed' : `For input string: "${text}"`}`;
  reader.problem(at, `${sentence}: ${sentence}`);
  return undefined;
}
