import type { Engine, Rejection } from '@/engine/index.ts';
import { readGraph } from '@/lib/engine.ts';

/**
 * Sentences of operations are made where only ids are at hand. `named` puts a mark into them, and `withNames` puts the
 * model's name in its place, once, on the one way that all operations take: no mark leaves it. Marks are characters for
 * private use, which no name, id or message of ours has.
 */
const [OPEN, BETWEEN, CLOSE] = ['\u{E000}', '\u{E001}', '\u{E002}'];
const MARK = new RegExp(`'?${OPEN}([^${BETWEEN}]*)${BETWEEN}([^${CLOSE}]*)${CLOSE}'?`, 'gu');
/** `Task#multiInstanceBody` means the body around the inner instances. */
const BODY = '#multiInstanceBody';

/**
 * An element, a flow or the process itself in a sentence. `definitionKey`: where its model is another than the one of the
 * target.
 */
export function named(id: string, definitionKey: string | null = null): string {
  return `${OPEN}${id}${BETWEEN}${definitionKey ?? ''}${CLOSE}`;
}

/** For what keeps ids: fields of an audit entry, say. */
export function withIds(text: string): string {
  return text.replace(MARK, (_, id: string) => id);
}

const ID_FIELDS = ['elementId', 'scopeId', 'ancestorId', 'flowId', 'targetId', 'elementIds'] as const;

/** What the engine says, with its elements marked: it names their ids beside the message. */
export function rejectionWords({ message, details }: Rejection): string {
  const ids = ID_FIELDS.flatMap((field) => {
    const value = details[field];
    return typeof value === 'string' && value !== '' ? value.split(', ') : [];
  });
  return [...new Set(ids)].reduce((text, id) => text.replace(standingAlone(id), () => named(id)), message);
}

/** The first that is no part of a longer word. */
function standingAlone(id: string): RegExp {
  const escaped = id.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_.:-])${escaped}(?![\\p{L}\\p{N}_-])`, 'u');
}

type Names = ReadonlyMap<string, string>;

/**
 * The same value with each mark replaced: by the name in quotes, with the id behind it where the model has that name
 * twice, or by the id of what has no name.
 */
export async function withNames<Value>(
  engine: Pick<Engine, 'definition'>,
  value: Value,
  definitionKey: string | null,
): Promise<Value> {
  const keys = new Set<string>();
  collect(value, (own) => {
    const key = own === '' ? definitionKey : own;
    if (key !== null) keys.add(key);
  });
  if (keys.size === 0 && !hasMark(value)) return value;
  const names = new Map<string, Names>();
  for (const key of keys) names.set(key, await namesOf(engine, key));
  return replaced(value, (id, own) => wordsOf(id, names.get(own === '' ? (definitionKey ?? '') : own))) as Value;
}

function wordsOf(id: string, names: Names | undefined): string {
  if (!id.endsWith(BODY)) return names?.get(id) ?? id;
  const inner = id.slice(0, -BODY.length);
  return `${names?.get(inner) ?? inner} as a whole`;
}

async function namesOf(engine: Pick<Engine, 'definition'>, key: string): Promise<Names> {
  const graph = await readGraph(engine, { key });
  const places = graph === null ? [] : [...graph.elements.values(), ...graph.flows.values()];
  const counts = new Map<string, number>();
  for (const { name = '' } of places) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([
    ...(graph === null || inOneLine(graph.name) === ''
      ? []
      : [[graph.processId, `“${inOneLine(graph.name)}”`] as const]),
    ...places.flatMap(({ id, name = '' }) => {
      const text = inOneLine(name);
      return text === '' ? [] : [[id, (counts.get(name) ?? 0) > 1 ? `“${text}” (${id})` : `“${text}”`] as const];
    }),
  ]);
}

function inOneLine(name = ''): string {
  return name.replaceAll(/\s+/g, ' ').trim();
}

function hasMark(value: unknown): boolean {
  let isThere = false;
  collect(value, () => {
    isThere = true;
  });
  return isThere;
}

function collect(value: unknown, found: (definitionKey: string) => void): void {
  if (typeof value === 'string') for (const [, , own = ''] of value.matchAll(MARK)) found(own);
  else if (isPlain(value)) for (const each of Object.values(value)) collect(each, found);
}

function replaced(value: unknown, wordsFor: (id: string, definitionKey: string) => string): unknown {
  if (typeof value === 'string') return value.replace(MARK, (_, id: string, own: string) => wordsFor(id, own));
  if (Array.isArray(value)) return value.map((each) => replaced(each, wordsFor));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, replaced(each, wordsFor)]));
}

/** Lists and records; dates and functions are left as they are. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
