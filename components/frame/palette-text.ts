/** What is asked for by the first sign that is written; without one, anything. */
export type Asked =
  | { readonly kind: 'anything' | 'commands' | 'person' | 'element' | 'query'; readonly text: string }
  | { readonly kind: 'entry'; readonly n: string }
  /** Keys of instances; `left`: how many more there were than a list takes. */
  | { readonly kind: 'keys'; readonly keys: readonly string[]; readonly left: number };

/** As many as an address holds. */
const MAX_KEYS = 500;
const KEY = /^\d{16}$/;
const BETWEEN = /[\s,;]+/;
const SIGNS: Readonly<Record<string, 'commands' | 'person' | 'element' | 'query'>> = {
  '>': 'commands',
  '@': 'person',
  ':': 'element',
  '=': 'query',
};

export function askedFor(written: string): Asked {
  const text = written.trim();
  const kind = SIGNS[text.charAt(0)];
  if (kind !== undefined) return { kind, text: text.slice(1).trim() };
  if (/^#\d*$/.test(text)) return { kind: 'entry', n: text.slice(1) };
  const keys = keysIn(text);
  return keys.length > 1
    ? { kind: 'keys', keys: keys.slice(0, MAX_KEYS), left: Math.max(0, keys.length - MAX_KEYS) }
    : { kind: 'anything', text };
}

/** Of lines, a column or a list; none where something else is among them. */
export function keysIn(text: string): readonly string[] {
  const parts = text.split(BETWEEN).filter((part) => part !== '');
  return parts.every((part) => KEY.test(part)) ? [...new Set(parts)] : [];
}
