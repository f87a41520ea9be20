import type { z } from 'zod';
import type { Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { Person } from '@/lib/auth/person.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { auditConditions, auditFilter, reachable } from './audit-filter.ts';
import { earlyConditions, earlyFilter } from './early-messages.ts';
import {
  incidentListConditions,
  incidentListFilter,
  incidentListShape,
  OPEN_INCIDENTS,
} from './incident-list-filter.ts';
import { instanceFilter } from './instance-filter.ts';
import { instanceBranches, instanceSearch, wholeSearch } from './instance-search.ts';
import { jobConditions, jobFilterSchema } from './job-filter.ts';
import type { Place } from './job-source.ts';
import { jobWindow } from './job-window.ts';
import { keysInPortions } from './key-portions.ts';
import { fieldProblems } from './query.ts';
import { and, bigints } from './sql.ts';
import { OPEN_TASKS, taskConditions, taskFilter, taskFilterShape } from './task-filter.ts';

type Selected = { readonly keys: readonly string[] } | { readonly problems: readonly string[] };

/** Rows that one statement looks at: nobody waits for them row by row. */
const ROWS_AT_ONCE = 50_000;

const sentencesOf = (error: z.ZodError): readonly string[] =>
  fieldProblems(error).map(({ path, message }) => `${path}: ${message}`);
const isVariable = (name: string): boolean => name.startsWith('var.');

/** A filter that is not known would choose more than was meant. */
function unknownFilters(
  filter: Readonly<Record<string, string>>,
  shape: object,
  isKnown: (name: string) => boolean = () => false,
): readonly string[] {
  return Object.keys(filter)
    .filter((name) => !Object.hasOwn(shape, name) && !isKnown(name))
    .map((name) => `${name}: There is no such filter.`);
}

/**
 * What operations choose with: the filters of the lists of instances, jobs, tasks, incidents, early messages and the
 * audit log, within the person's reach.
 */
export function instanceSelector({ database, engine, person }: { database: Database; engine: Engine; person: Person }) {
  return {
    async select(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected> {
      const access = authorize(person, 'instance.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = instanceFilter.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const search = wholeSearch(await instanceSearch({ database, engine, person, access }, parsed.data));
      const branches = instanceBranches(search, Prisma.sql`i.key`, [], Prisma.sql`order by i.key desc`, limit);
      const rows = await database.$queryRaw<{ key: string }[]>(
        Prisma.sql`select key::text as key from (${branches}) found order by key desc limit ${limit}::int`,
      );
      return { keys: rows.map(({ key }) => key) };
    },
    async selectMessages(
      filter: Readonly<Record<string, string>>,
      limit: number,
      among?: readonly string[],
    ): Promise<Selected> {
      const access = authorize(person, 'message.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = earlyFilter.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const rows = await database.$queryRaw<{ key: string }[]>(
        Prisma.sql`select m.key::text as key from early_message m
          where true ${and([...earlyConditions({ access }, parsed.data), ...(among === undefined ? [] : [Prisma.sql`m.key = any(${bigints(among)})`])])} order by m.key desc limit ${limit}::int`,
      );
      return { keys: rows.map(({ key }) => key) };
    },
    async selectJobs(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected> {
      const access = authorize(person, 'job.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = jobFilterSchema.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const conditions = await jobConditions({ database, access }, parsed.data);
      if (conditions === null) return { keys: [] };
      const keys: string[] = [];
      let at: Place | null = null;
      do {
        const found = await jobWindow(database, {
          filter: parsed.data,
          sort: '-created',
          conditions,
          after: at,
          limit: limit - keys.length,
          window: ROWS_AT_ONCE,
        });
        keys.push(...found.keys);
        at = found.next;
      } while (at !== null && keys.length < limit);
      return { keys };
    },
    async selectTasks(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected> {
      const access = authorize(person, 'task.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = taskFilter.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const unknown = unknownFilters(filter, taskFilterShape, isVariable);
      if (unknown.length > 0) return { problems: unknown };
      const conditions = await taskConditions({ database, access, person }, parsed.data);
      return keysInPortions(database, OPEN_TASKS, conditions, { limit, portion: ROWS_AT_ONCE });
    },
    async selectIncidents(filter: Readonly<Record<string, string>>, limit: number): Promise<Selected> {
      const access = authorize(person, 'incident.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = incidentListFilter.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const unknown = unknownFilters(filter, incidentListShape);
      if (unknown.length > 0) return { problems: unknown };
      const conditions = await incidentListConditions({ database, access }, parsed.data);
      return keysInPortions(database, OPEN_INCIDENTS, conditions, { limit, portion: ROWS_AT_ONCE });
    },
    async countAudit(
      filter: Readonly<Record<string, string>>,
      atMost: number,
    ): Promise<{ readonly count: number } | { readonly problems: readonly string[] }> {
      const access = authorize(person, 'audit.read');
      if (!access.isAllowed) return { problems: [access.message] };
      const parsed = auditFilter.safeParse(filter);
      if (!parsed.success) return { problems: sentencesOf(parsed.error) };
      const [row] = await database.$queryRaw<{ count: number }[]>(
        Prisma.sql`select count(*)::int as count
          from (select 1 from audit_entry a where true ${and(auditConditions({ access, person }, parsed.data))}
          order by a.n limit ${atMost}::int) found`,
      );
      return { count: row?.count ?? 0 };
    },
    async findAuditEntry(n: number) {
      const access = authorize(person, 'audit.read');
      if (!access.isAllowed) return null;
      const [row] = await database.$queryRaw<
        {
          instanceKey: string | null;
          definitionKey: string | null;
          processId: string;
          elementId: string | null;
          businessKey: string | null;
        }[]
      >(Prisma.sql`
        select a.instance_key::text as "instanceKey", a.definition_key::text as "definitionKey",
          coalesce(d.process_id, '') as "processId", a.element_id as "elementId", a.business_key as "businessKey"
        from audit_entry a left join definition d on d.key = a.definition_key
          where a.n = ${n}::bigint ${and(reachable({ access, person }))}`);
      return row ?? null;
    },
  };
}
