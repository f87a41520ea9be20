import { t } from '@/components/messages/messages.ts';

/** Types that can be written by hand. */
export const VARIABLE_TYPES: readonly string[] = ['String', 'Integer', 'Long', 'Double', 'Boolean', 'Json', 'Date', 'Null'];
const MAX_INTEGER = 2_147_483_647;

/** Why a text is no value of its type; null: it is. The server checks again. */
export function valueProblem(type: string, text: string): string | null {
  switch (type) {
    case 'Integer': return /^-?\d+$/.test(text.trim()) && Math.abs(Number(text)) <= MAX_INTEGER ? null : t('value.integer');
    case 'Long': case 'Short': return /^-?\d+$/.test(text.trim()) ? null : t('value.whole');
    case 'Double': return text.trim() !== '' && Number.isFinite(Number(text)) ? null : t('value.number');
    case 'Boolean': return text === 'true' || text === 'false' ? null : t('value.boolean');
    case 'Date': return Number.isNaN(Date.parse(text)) ? t('value.date') : null;
    case 'Json': return jsonProblem(text);
    default: return null;
  }
}
function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return t('value.json', { message: error instanceof Error ? error.message : '' });
  }
}
