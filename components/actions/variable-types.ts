import { t } from '@/components/messages/messages.ts';
import type { ValueFacts } from '@/lib/console/contract.ts';
import { jsonProblem } from './json-text.ts';

/** Types that can be written by hand. */
export const VARIABLE_TYPES: readonly string[] = [
  'String',
  'Integer',
  'Long',
  'Double',
  'Boolean',
  'Json',
  'Date',
  'Null',
];
/** With those that need a form of their own. */
export const EDITABLE_TYPES: readonly string[] = [
  'String',
  'Integer',
  'Long',
  'Short',
  'Double',
  'Boolean',
  'Date',
  'Json',
  'Xml',
  'Object',
  'Bytes',
  'File',
  'Null',
];
export const BINARY_TYPES: readonly string[] = ['Bytes', 'File'];
/** As the server has it. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  Short: [-32_768n, 32_767n],
  Integer: [-2_147_483_648n, 2_147_483_647n],
  Long: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

/** Why a text is no value of its type; null: it is. The server checks again. */
export function valueProblem(type: string, text: string, info: ValueFacts = {}): string | null {
  const range = RANGES[type];
  if (range !== undefined) return wholeProblem(type, text.trim(), range);
  switch (type) {
    case 'Double':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? null : t('value.number');
    case 'Boolean':
      return text === 'true' || text === 'false' ? null : t('value.boolean');
    case 'Date':
      return Number.isNaN(Date.parse(text)) ? t('value.date') : null;
    case 'Json':
      return jsonProblemText(text);
    case 'Xml':
      return isWellFormed(text) ? null : t('value.xml');
    case 'Object':
      return (info.objectTypeName ?? '') === '' || (info.serializationDataFormat ?? '') === ''
        ? t('value.object')
        : info.serializationDataFormat === 'application/json'
          ? jsonProblemText(text)
          : null;
    case 'File':
      return (info.filename ?? '') === '' ? t('value.file') : null;
    default:
      return null;
  }
}

/** Digits are compared as digits: a number beyond 2^53 is one like any other. */
function wholeProblem(type: string, text: string, [lowest, highest]: readonly [bigint, bigint]): string | null {
  const general = t(type === 'Integer' ? 'value.integer' : 'value.whole');
  if (!/^-?\d{1,20}$/.test(text)) return general;
  const number = BigInt(text);
  return number < lowest || number > highest
    ? t('value.range', { lowest: String(lowest), highest: String(highest) })
    : null;
}

function jsonProblemText(text: string): string | null {
  const problem = jsonProblem(text);
  return problem === null
    ? null
    : t('value.jsonAt', { line: problem.line, column: problem.column, message: problem.message });
}

function isWellFormed(text: string): boolean {
  return new DOMParser().parseFromString(text, 'application/xml').getElementsByTagName('parsererror').length === 0;
}
