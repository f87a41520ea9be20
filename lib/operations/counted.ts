import { grouped } from './grouped.ts';

/** `1 element`, `2 elements`; with the verb that follows, in both its forms: `1 element takes`, `2 elements take`. */
export function counted(count: number, one: string, verb?: readonly [one: string, other: string]): string {
  const [singular, plural] = verb ?? ['', ''];
  return `${grouped(count)} ${one}${count === 1 ? '' : 's'} ${count === 1 ? singular : plural}`.trimEnd();
}
