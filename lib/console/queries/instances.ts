import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { InstanceRow } from '../views/instance-view.ts';
import type { InstanceState, SearchedPage } from '../views/shared.ts';
import { type End, reachOf, type SearchOrder } from './bounded-search.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { instanceFilter } from './instance-filter.ts';
import { type InstanceSearch, instanceSearch } from './instance-search.ts';
import { after, both, limit } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { exists } from './search-term.ts';
import { DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull } from './sql.ts';
import { type VariableColumn, variableColumns, variablePaths } from './variable-columns.ts';

/** Elements named per row; a page has no room for more. */
const MAX_WAITING_AT = 5;
/** In a cursor: no index leads this search. */
const UNLED = 'unled';

export const INSTANCE_SORTS = ['-started', 'started', '-ended', 'ended'] as const;
export type InstanceSort = (typeof INSTANCE_SORTS)[number];
const parameters = both(
  instanceFilter,
  z.object({ sort: z.enum(INSTANCE_SORTS).default('-started'), variables: variablePaths, after, limit }),
);

export const instances = defineQuery('instances', {
  permission: 'instance.read',
  parameters,
  run: async (context, filter) => instancePage(context, await instanceSearch(context, filter), filter),
});

export interface InstancePageRequest {
  readonly sort: InstanceSort;
  readonly variables: readonly VariableColumn[];
  readonly after?: string;
  readonly limit: number /** Of a variable's value. */;
  readonly maxCharacters?: number;
}

/**
 * One page of what a search finds, with the chosen variables of all its rows in one more statement. Shorter than it
 * could be when the search did not come further in one go.
 */
export async function instancePage(
  context: QueryContext,
  search: InstanceSearch,
  { sort, variables, after, limit, maxCharacters }: InstancePageRequest,
): Promise<SearchedPage<InstanceRow>> {
  const order = ORDERS[sort];
  // The last value says how the search goes on.
  const written = readCursor(after, order.cursorLength + 1);
  const cursor = written === null ? null : written.slice(0, order.cursorLength);
  const reach = await reachOf(context, search, {
    inner: order.inner,
    outer: order.outer,
    byKey: order.byKey,
    further: cursor === null ? order.always : [...order.always, order.beyond(cursor)],
    afterKey: cursor === null || order.byKey === null ? null : digits(cursor[0]),
    isUnled: written?.at(-1) === UNLED,
  });
  const rows = await context.database.$queryRaw<Row[]>(
    pageSql(reach.branches(Prisma.sql`i.*`, order.inner, limit + 1), order.outer, limit + 1),
  );
  const shown = rows.slice(0, limit);
  const values = await variableColumns(
    context,
    shown.map(({ key }) => key),
    variables,
    maxCharacters,
  );
  const end = rows.length > limit ? null : await reach.end();
  const last = rows.length > limit ? shown.at(-1) : end;
  return {
    rows: shown.map((row) => ({ ...toView(row), variables: values.get(row.key) ?? {} })),
    next: last == null ? null : writeCursor([...order.cursorOf(last), reach.isUnled ? UNLED : '']),
    searchedTo: end === null ? null : instant(end.startedAt),
  };
}

interface Order extends Pick<SearchOrder, 'inner' | 'outer' | 'byKey'> {
  /** Sorting by the end leaves out what lives. */
  readonly always: readonly Prisma.Sql[];
  readonly cursorLength: number;
  beyond(cursor: readonly string[]): Prisma.Sql;
  cursorOf(row: Pick<End, 'key' | 'endedText'>): readonly string[];
}

const ENDED = Prisma.sql`i.ended_at is not null`;
/** Keys rise with time, so the order of starting is that of the keys, which every index ends with. */
const ORDERS: Readonly<Record<InstanceSort, Order>> = {
  '-started': {
    byKey: 'desc',
    always: [],
    inner: Prisma.sql`order by i.key desc`,
    outer: Prisma.sql`order by p.key desc`,
    cursorLength: 1,
    beyond: ([key]) => Prisma.sql`i.key < ${digits(key)}::bigint`,
    cursorOf: (row) => [row.key],
  },
  started: {
    byKey: 'asc',
    always: [],
    inner: Prisma.sql`order by i.key`,
    outer: Prisma.sql`order by p.key`,
    cursorLength: 1,
    beyond: ([key]) => Prisma.sql`i.key > ${digits(key)}::bigint`,
    cursorOf: (row) => [row.key],
  },
  '-ended': {
    byKey: null,
    always: [ENDED],
    inner: Prisma.sql`order by i.ended_at desc, i.key desc`,
    outer: Prisma.sql`order by p.ended_at desc, p.key desc`,
    cursorLength: 2,
    beyond: ([at, key]) =>
      Prisma.sql`i.ended_at <= ${moment(at)}::timestamptz
        and (i.ended_at, i.key) < (${moment(at)}::timestamptz, ${digits(key)}::bigint)`,
    cursorOf: (row) => [row.endedText ?? '', row.key],
  },
  ended: {
    byKey: null,
    always: [ENDED],
    inner: Prisma.sql`order by i.ended_at, i.key`,
    outer: Prisma.sql`order by p.ended_at, p.key`,
    cursorLength: 2,
    beyond: ([at, key]) =>
      Prisma.sql`i.ended_at >= ${moment(at)}::timestamptz
        and (i.ended_at, i.key) > (${moment(at)}::timestamptz, ${digits(key)}::bigint)`,
    cursorOf: (row) => [row.endedText ?? '', row.key],
  },
};

function digits(text: string | undefined): string {
  return text !== undefined && /^\d{1,18}$/.test(text) ? text : '0';
}

function moment(text: string | undefined): string {
  return text !== undefined &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(text) &&
    !Number.isNaN(Date.parse(text))
    ? text
    : '1970-01-01T00:00:00Z';
}

interface Row extends DefinitionColumns {
  key: string;
  state: InstanceState;
  businessKey: string | null;
  tenantId: string | null;
  waitingAt: string[];
  incidentCount: number;
  incidentMessage: string | null;
  incidentType: string | null;
  versionTag: string | null;
  isSuspended: boolean;
  changedAt: Date | null;
  parentInstanceKey: string | null;
  startedAt: Date;
  endedAt: Date | null;
  /** With all its digits, for the cursor. */
  endedText: string | null;
}

/** What is looked up per row is looked up for the rows of the page only. */
function pageSql(branches: Prisma.Sql, order: Prisma.Sql, limitRows: number): Prisma.Sql {
  return Prisma.sql`
    with page as materialized (select * from (${branches}) p ${order} limit ${limitRows}::int)
    select p.key::text as key, ${INSTANCE_STATE} as state, p.business_key as "businessKey", ${DEFINITION_COLUMNS},
      p.tenant_id as "tenantId",
      coalesce(w.elements, '{}') as "waitingAt", p.incident_count as "incidentCount", n.message as "incidentMessage",
        n.type as "incidentType",
      d.version_tag as "versionTag", p.is_suspended as "isSuspended", coalesce(p.ended_at, t.updated_at) as "changedAt",
        p.parent_instance_key::text as "parentInstanceKey", p.started_at as "startedAt", p.ended_at as "endedAt",
      to_char(p.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "endedText"
    from page p
    join definition d on d.key = p.definition_key
    left join process_tree t on t.key = p.tree_key
    left join lateral (
      select array_agg(element_id) as elements from (
        select e.element_id from element_instance e
        where e.instance_key = p.key and e.ended_at is null
          and e.kind not in ('subProcess', 'adHocSubProcess', 'multiInstanceBody', 'adHocInnerInstance')
        union
        -- It stands before the element until the job has run.
        select j.element_id from job j where j.instance_key = p.key and j.ended_at is null and j.kind = 'continuation'
          and j.element_instance_key is null
        limit ${MAX_WAITING_AT}::int) live
    ) w on p.ended_at is null
    left join lateral (
      select c.message, c.type from incident c where c.instance_key = p.key and c.resolved_at is null
        order by c.key desc limit 1
    ) n on p.incident_count > 0
    ${order}`;
}

/** The one state that an instance `p` shows, in order of precedence. */
export const INSTANCE_STATE = Prisma.sql`case
  when p.ended_at is not null then case when p.outcome = 'completed' then 'completed' else 'cancelled' end
  when p.incident_count > 0 then 'incident'
  when p.is_suspended then 'suspended'
  when ${exists(Prisma.sql`from job f where f.instance_key = p.key and f.ended_at is null
    and f.error_message is not null`)} then 'retrying'
  else 'active' end`;

function toView(row: Row): Omit<InstanceRow, 'variables'> {
  return {
    key: row.key,
    state: row.state,
    businessKey: row.businessKey,
    definition: definitionRef(row),
    tenantId: row.tenantId,
    waitingAt: row.waitingAt,
    incidentCount: row.incidentCount,
    incidentMessage: row.incidentMessage,
    incidentType: row.incidentType,
    versionTag: row.versionTag,
    isSuspended: row.isSuspended,
    changedAt: instantOrNull(row.changedAt),
    parentInstanceKey: row.parentInstanceKey,
    startedAt: instant(row.startedAt),
    endedAt: instantOrNull(row.endedAt),
  };
}
