import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { TopicView } from '../views/worker-view.ts';
import { text } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, bigints, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, visible } from './sql.ts';
import {
  bounded,
  elementsOf,
  errorsOf,
  failedOf,
  fetchesOf,
  looksOf,
  NOTHING,
  oneTopic,
  topicRow,
  workerRows,
} from './worker-looks.ts';
import { pacesBy, paceView } from './worker-pace.ts';

const MAX_WORKERS = 200;
const MAX_ERRORS = 10;
const MAX_ELEMENTS = 20;
/** Topics that workers ask for, among which a mistyped one may have a like. */
const MAX_ASKED = 2_000;

/** One topic: what waits, who works on it and how fast, what fails, and where its work stands. */
export const topic = defineQuery('topic', {
  permission: 'job.read',
  parameters: z.object({ topic: text.min(1).max(500), range: z.enum(['1h', '24h']).default('1h') }),
  run: async (context, query): Promise<TopicView | null> => {
    const { database } = context;
    const conditions = and(visible(context, 'j.definition_key'));
    const [topics, now] = [oneTopic(query.topic), Date.now()];
    const [{ looks, holders }, [failure], fetches] = await Promise.all([
      looksOf(database, topics, conditions),
      failedOf(database, topics, conditions),
      fetchesOf(database, Prisma.sql`f.type = ${query.topic}`, MAX_WORKERS),
    ]);
    const [look] = looks;
    // To who may see some definitions only it is there as far as they have work of it.
    if (context.access.definitions !== null && look === undefined) return null;
    const pace = await paceView(database, Prisma.sql`p.type = ${query.topic} and p.worker = ''`, query.range, now);
    if (look === undefined && fetches.length === 0 && pace.total.done + pace.total.failed === 0) return null;
    const names = [...new Set([...fetches.map(({ worker }) => worker), ...holders.map(({ worker }) => worker)])].slice(
      0,
      MAX_WORKERS,
    );
    const [byTopic, byWorker, errors, found, asked] = await Promise.all([
      pacesBy(database, 'type', Prisma.sql`p.type = ${query.topic} and p.worker = ''`, now),
      pacesBy(database, 'worker', Prisma.sql`p.type = ${query.topic} and p.worker = any(${names}::text[])`, now),
      errorsOf(database, query.topic, conditions, MAX_ERRORS),
      elementsOf(database, query.topic, conditions, MAX_ELEMENTS),
      fetches.length > 0
        ? []
        : database.$queryRaw<{ type: string }[]>(
            Prisma.sql`select distinct f.type
              from (select type from worker_fetch order by asked_at desc limit ${MAX_ASKED}::int) f`,
          ),
    ]);
    const rows = await database.$queryRaw<DefinitionColumns[]>(
      Prisma.sql`select ${DEFINITION_COLUMNS} from definition d
        where d.key = any(${bigints(found.map(({ definitionKey }) => definitionKey))})`,
    );
    const definitions = new Map(rows.map((row) => [definitionRef(row).key, definitionRef(row)]));
    return {
      row: topicRow(
        look ?? { topic: query.topic, ...NOTHING },
        failure === undefined ? undefined : bounded(failure.failed),
        fetches,
        {
          askedFor: context.access.definitions === null ? asked.map(({ type }) => type) : [],
          pace: byTopic.get(query.topic),
          now,
        },
      ),
      pace,
      workers: workerRows(fetches, holders, byWorker, now),
      errors,
      elements: found.flatMap(({ definitionKey, elementId, open }) => {
        const definition = definitions.get(definitionKey);
        return definition === undefined ? [] : [{ definition, elementId, open }];
      }),
    };
  },
});
