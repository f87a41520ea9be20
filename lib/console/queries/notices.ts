import { z } from 'zod';
import type { Engine, NoticeEvent, NoticeFacts, NoticeKind } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { Person } from '@/lib/auth/person.ts';
import { Prisma } from '@/lib/db.ts';
import { readGraph } from '@/lib/engine.ts';
import { NOTICE_KINDS } from '../notice-kinds.ts';
import type { NoticeRow } from '../views/notice-view.ts';
import { readCursor, toPage } from './cursor.ts';
import { after, limit, listOf } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, instant } from './sql.ts';

/** A badge needs no more digits. */
const MAX_COUNT = 100;
/** As many as are said at once. */
const MAX_NEWEST = 3;

interface Row {
  key: string;
  kind: NoticeKind;
  event: NoticeEvent;
  targetKind: NoticeRow['target']['kind'];
  targetKey: string;
  facts: NoticeFacts;
  processId: string | null;
  at: Date;
  isRead: boolean;
}
const COLUMNS = Prisma.sql`o.key::text as key, o.kind, o.event, o.target_kind as "targetKind",
  o.target_key as "targetKey", o.facts, o.process_id as "processId",
  o.created_at as at, o.read_at is not null as "isRead"`;

/** A person's own and nobody else's; and of processes only those that the person may still see. */
export function ownNotices(person: Person): Prisma.Sql {
  const access = authorize(person, 'instance.read');
  const mine = Prisma.sql`o.username = ${person.username}`;
  if (!access.isAllowed) return Prisma.sql`${mine} and o.process_id is null`;
  return access.definitions === null
    ? mine
    : Prisma.sql`${mine} and (o.process_id is null or o.process_id = any(${[...access.definitions]}::text[]))`;
}

/** What the person was told, newest first. */
export const notices = defineQuery('notices', {
  permission: 'session',
  parameters: z.object({ kind: listOf(NOTICE_KINDS), unread: z.enum(['yes']).optional(), after, limit }),
  run: async ({ database, engine, person }, filter) => {
    const beyond = readCursor(filter.after, 1)?.[0];
    const rows = await database.$queryRaw<Row[]>(Prisma.sql`
      select ${COLUMNS} from notification o where ${ownNotices(person)} ${and([
        ...(filter.kind === undefined ? [] : [Prisma.sql`o.kind = any(${[...filter.kind]}::text[])`]),
        ...(filter.unread === undefined ? [] : [Prisma.sql`o.read_at is null`]),
        ...(beyond !== undefined && /^\d{1,18}$/.test(beyond) ? [Prisma.sql`o.key < ${beyond}::bigint`] : []),
      ])} order by o.key desc limit ${filter.limit + 1}::int`);
    const names = await elementNames(engine, rows);
    return toPage(
      rows,
      filter.limit,
      (row) => toView(row, names),
      (row) => [row.key],
    );
  },
});

export const noticeState = defineQuery('notice-state', {
  permission: 'session',
  parameters: z.object({}),
  run: async ({ database, engine, person }) => {
    const [unread, muted] = await Promise.all([
      database.$queryRaw<(Row & { count: number })[]>(Prisma.sql`
        with unread as (select o.* from notification o where ${ownNotices(person)} and o.read_at is null
          order by o.key desc limit ${MAX_COUNT}::int)
        select ${COLUMNS}, (select count(*)::int from unread) as count from unread o order by o.key desc
          limit ${MAX_NEWEST}::int`),
      database.$queryRaw<{ kind: NoticeKind }[]>(
        Prisma.sql`select kind from notification_mute where username = ${person.username} order by kind`,
      ),
    ]);
    const names = await elementNames(engine, unread);
    return {
      unread: unread[0]?.count ?? 0,
      newest: unread.map((row) => toView(row, names)),
      muted: muted.map(({ kind }) => kind),
    };
  },
});

type Names = ReadonlyMap<string, string>;
const placeOf = ({ processId, facts }: Row): string => `${processId ?? ''} ${facts.elementId ?? ''}`;

/** As the newest version of the process calls them; what it has no name for is called by its id. */
async function elementNames(engine: Engine, rows: readonly Row[]): Promise<Names> {
  const names = new Map<string, string>();
  for (const processId of new Set(rows.flatMap((row) => row.processId ?? []))) {
    const graph = await readGraph(engine, { processId });
    for (const row of rows) {
      const name = row.processId === processId ? graph?.elements.get(row.facts.elementId ?? '')?.name : undefined;
      if (name !== undefined && name.trim() !== '') names.set(placeOf(row), name);
    }
  }
  return names;
}

function toView(row: Row, names: Names): NoticeRow {
  const { targetKind, targetKey, at, key, kind, event, facts, isRead } = row;
  return {
    key,
    kind,
    event,
    target: { kind: targetKind, key: targetKey },
    facts,
    elementName: names.get(placeOf(row)) ?? facts.elementId ?? null,
    at: instant(at),
    isRead,
  };
}
