import { t } from '@/components/messages/messages.ts';
import type { VariableInput } from '@/lib/console/contract.ts';
import type { FormFieldView } from '@/lib/console/views/form-view.ts';

/** Patterns of Java that a date picker can stand for. */
const PLAIN = /^(?:dd|MM|yyyy)([^a-zA-Z]+)(?:dd|MM|yyyy)\1(?:dd|MM|yyyy)$/;
export const isPlainPattern = (pattern: string): boolean =>
  PLAIN.test(pattern) && ['dd', 'MM', 'yyyy'].every((part) => pattern.includes(part));

/** `24/12/2026` by `dd/MM/yyyy` as `2026-12-24`; empty for what is none. */
export function toIsoDate(text: string, pattern: string): string {
  const order: readonly string[] = pattern.match(/dd|MM|yyyy/g) ?? [];
  const digits: readonly string[] = text.match(/\d+/g) ?? [];
  const part = (name: string): string | undefined => digits[order.indexOf(name)];
  const [year, month, day] = [part('yyyy'), part('MM'), part('dd')];
  return year?.length === 4 && month !== undefined && day !== undefined && digits.length === order.length
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : '';
}

export function textOfDate(iso: string, pattern: string): string {
  const [year, month, day] = iso.split('-');
  return year === undefined || month === undefined || day === undefined
    ? ''
    : pattern.replace('yyyy', year).replace('MM', month).replace('dd', day);
}

/** Why a field cannot be handed in as it is; null: it can. The engine checks again. */
export function fieldProblem(
  { type, isRequired, min, max, minLength, maxLength }: FormFieldView,
  text: string,
): string | null {
  if (text === '') return isRequired ? t('form.required') : null;
  if (type === 'long') {
    if (!/^-?\d+$/.test(text.trim())) return t('value.whole');
    if (min !== null && Number(text) < min) return t('form.min', { min: String(min) });
    if (max !== null && Number(text) >= max) return t('form.max', { max: String(max) });
  }
  if (minLength !== null && text.length < minLength) return t('form.minLength', { count: String(minLength) });
  if (maxLength !== null && text.length > maxLength) return t('form.maxLength', { count: String(maxLength) });
  return null;
}

export const hasProblems = (fields: readonly FormFieldView[], texts: Readonly<Record<string, string>>): boolean =>
  fields.some((field) => !field.isReadOnly && fieldProblem(field, texts[field.id] ?? field.text ?? '') !== null);

const TYPES = { string: 'String', enum: 'String', date: 'String', long: 'Long', boolean: 'Boolean' } as const;

/** What is handed in: fields that are left empty are left out, so that their defaults stand. */
export function filledFields(
  fields: readonly FormFieldView[],
  texts: Readonly<Record<string, string>>,
): readonly VariableInput[] {
  return fields.flatMap((field) => {
    // A box that nobody touched says no.
    const text = texts[field.id] ?? field.text ?? (field.type === 'boolean' && !field.isRequired ? 'false' : '');
    return field.isReadOnly || field.isBusinessKey || text === ''
      ? []
      : [{ name: field.id, type: TYPES[field.type], text: field.type === 'long' ? text.trim() : text }];
  });
}
