import { z } from 'zod';
import { actionLabel } from '@/lib/auth/policy.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import { compareEvents } from '../event-order.ts';
import type { InstanceEvent, InstanceEventKind } from '../views/event-view.ts';
import type { Page } from '../views/shared.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type AfterRecord, FACT_SOURCES, type FactSource } from './fact-sources.ts';
import type { QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

interface Row {
  readonly source: string;
  readonly record: string;
  readonly n: string;
  readonly place: number;
  readonly kind: InstanceEventKind;
  readonly at: Date | null;
  readonly key: string | null;
  readonly elementId: string | null;
  readonly text: string | null;
}

/**
 * `kinds`: which are told; `isDrawn`: elements that stand in the model alone; `maxCharacters`: of a failure's message;
 * `after`: the cursor of the page before.
 */
export interface FactsAsked {
  readonly kinds: ReadonlySet<InstanceEventKind>;
  readonly isDrawn: boolean;
  readonly maxCharacters: number;
  readonly after: string | undefined;
}

/** Of each source where it goes on: `key.n`, or nothing when all of it was told. */
const PLACE = /^(\d{1,18}\.\d{1,10})?$/;
/** The cursor of a page of facts. */
export const afterFacts = z
  .string()
  .max(2_000)
  .optional()
  .refine(
    (text) => text === undefined || readCursor(text, FACT_SOURCES.length)?.every((place) => PLACE.test(place)) === true,
    'This is not where a page of this list ended.',
  );

/**
 * What was kept of an instance, a page at a time: of each kind of rows the next ones, the newest first, with all that
 * each tells. Rows keep when they began and ended, and all that one command does shares one moment: so it is read from
 * the rows themselves, and nothing is written for it. A page is in the order of time; a later page may tell of moments
 * in between, since what began long ago may have ended just now. Null: there is no such instance, or it is out of reach.
 */
export async function instanceFacts(
  context: QueryContext,
  instanceKey: string,
  { kinds, isDrawn, maxCharacters, after }: FactsAsked,
): Promise<Page<InstanceEvent> | null> {
  const sources = sourcesAfter(context, kinds, after);
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with own as (select p.key, p.started_at, p.ended_at, p.end_reason, p.start_element_id from instance p
      where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))})
    select source, record::text as record, n::text as n, place, kind, at, key::text as key, element_id as "elementId",
      left(text, ${maxCharacters}::int) as text
    from (${Prisma.join(
      [
        ...(after === undefined ? [LIFE] : []),
        ...sources.map(({ source, place }) => factsOf(source, instanceKey, place, isDrawn)),
      ],
      ' union all ',
    )}) facts(source, record, n, place, kind, at, key, element_id, text) where exists (select 1 from own)`);
  if (rows.length === 0 && after === undefined) return null;
  return {
    rows: rows.flatMap((row) => (kinds.has(row.kind) ? eventOf(row) : [])).sort(compareEvents),
    next: nextPlaces(rows),
  };
}

/** The instance itself, which the first page tells of. */
const LIFE = Prisma.sql`select 'life', own.key, 0, 1::bigint, f.kind, f.at, own.key, f.element_id, f.text from own,
  lateral (values ('started', own.started_at, own.start_element_id, null),
    ('ended', own.ended_at, null, own.end_reason)) f(kind, at, element_id, text)`;

interface AskedSource {
  readonly source: FactSource;
  readonly place: AfterRecord | null;
}

function sourcesAfter(
  context: QueryContext,
  kinds: ReadonlySet<InstanceEventKind>,
  after: string | undefined,
): readonly AskedSource[] {
  const reading = authorize(context.person, 'audit.read');
  const seesOperations = reading.isAllowed && !reading.isOwnOnly;
  const places = readCursor(after, FACT_SOURCES.length);
  return FACT_SOURCES.flatMap((source, index): readonly AskedSource[] => {
    if (!source.kinds.some((kind) => kinds.has(kind))) return [];
    if (source.id === 'operations' && !seesOperations) return [];
    if (places === null) return [{ source, place: null }];
    const [key, n] = (places[index] ?? '').split('.');
    return key === undefined || n === undefined ? [] : [{ source, place: { key, n } }];
  });
}

function factsOf(source: FactSource, instanceKey: string, place: AfterRecord | null, isDrawn: boolean): Prisma.Sql {
  return Prisma.sql`select ${source.id}::text, r.record, r.n, r.place, f.kind, f.at, r.key, f.element_id, f.text from (
      select s.*, dense_rank() over (order by s.record desc, s.n desc) as place
      from (${source.records(instanceKey, place, isDrawn)}) s
    ) r cross join lateral (values ${source.facts}) f(kind, at, element_id, text)`;
}

function eventOf({ kind, at, key, elementId, text }: Row): readonly InstanceEvent[] {
  if (at === null || key === null) return [];
  return [{ kind, at: instant(at), key, elementId, text: kind === 'operation' ? operationInWords(text ?? '') : text }];
}

function operationInWords(text: string): string {
  const [operation = '', ...by] = text.split(' ');
  return `${actionLabel(operation)} · ${by.join(' ')}`;
}

/** A source whose page was full may have more. */
function nextPlaces(rows: readonly Row[]): string | null {
  const ends = new Map<string, string>();
  for (const { source, record, n, place } of rows) {
    if (Number(place) === FACT_SOURCES.find(({ id }) => id === source)?.atOnce) ends.set(source, `${record}.${n}`);
  }
  return ends.size === 0 ? null : writeCursor(FACT_SOURCES.map(({ id }) => ends.get(id) ?? ''));
}
