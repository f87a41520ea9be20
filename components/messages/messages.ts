import { en } from './en.ts';

export type MessageKey = keyof typeof en;

/** A text of the screens; `{name}` in it is filled in. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return en[key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
/** `one` for exactly one, else `other`; `{count}` is filled in. */
export function tCount(one: MessageKey, other: MessageKey, count: number, written?: string): string {
  return t(count === 1 ? one : other, { count: written ?? count });
}
