import { z } from 'zod';
import { FREE_WITHOUT_RETRIES } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { definitionKeys } from './definition-keys.ts';
import { key, list, listOf, optionalText, timeRange } from './parameters.ts';
import type { QueryContext } from './query.ts';
import { bigints, containing, visible, within } from './sql.ts';

const JOB_STATES = [
  'waiting',
  'leased',
  'retrying',
  'incident',
  'suspended',
  'overdue',
  'completed',
  'cancelled',
] as const;
type State = (typeof JOB_STATES)[number];
const ENDED: readonly State[] = ['completed', 'cancelled'];
/** `open`: all that have not ended. */
const OPEN: readonly State[] = JOB_STATES.filter((state) => !ENDED.includes(state));
const MAX_NUMBER = 9_007_199_254_740_991;

/** `3`, `1..5`, `..0`: whole numbers with either side left out. */
export const numberRange = z
  .string()
  .max(50)
  .optional()
  .transform((value, context) => {
    if (value === undefined || value.trim() === '') return undefined;
    const [from = '', to = ''] = value.includes('..')
      ? value.split('..', 2).map((side) => side.trim())
      : [value.trim(), value.trim()];
    const isWhole = (side: string) => side === '' || (/^-?\d+$/.test(side) && Math.abs(Number(side)) <= MAX_NUMBER);
    if (isWhole(from) && isWhole(to)) return { from: from === '' ? null : from, to: to === '' ? null : to };
    context.addIssue({
      code: 'custom',
      message: 'A number is written as 3, a range as 1..5, as ..0 or as 10.. with its end left open.',
    });
    return undefined;
  });

export const jobFilterShape = {
  instance: key.optional(),
  key: list,
  kind: listOf(['worker', 'continuation', 'timer', 'signal', 'start']),
  state: listOf([...JOB_STATES, 'open']),
  definition: list,
  element: list,
  topic: list,
  worker: list,
  retries: numberRange,
  priority: numberRange,
  due: timeRange,
  locked: timeRange,
  created: timeRange,
  message: optionalText,
  tenant: list,
};
export const jobFilterSchema = z.object(jobFilterShape);
export type JobFilterValues = z.output<typeof jobFilterSchema>;

/** undefined: whatever their state. */
export function statesOf(filter: JobFilterValues): readonly State[] | undefined {
  return filter.state === undefined
    ? undefined
    : [...new Set(filter.state.flatMap((state) => (state === 'open' ? OPEN : [state])))];
}
export const hasEnded = (state: State): boolean => ENDED.includes(state);
export const isOneOf = (states: readonly State[] | undefined, allowed: readonly State[]): boolean =>
  states?.every((state) => allowed.includes(state)) === true;

/** Due for so long that somebody should have taken it. */
export const IS_LATE = Prisma.sql`j.due_at < now() - interval '30 seconds'`;

/** Not of a job that was made without any: workers may take that. */
const HAS_NO_ATTEMPTS = Prisma.sql`j.retries = 0 and j.due_at is distinct from ${new Date(FREE_WITHOUT_RETRIES)}`;

/** In order of precedence. A timer that is due is late only when nobody took it. */
export const STATE_SQL = Prisma.sql`case
  when j.ended_at is not null then case when j.outcome = 'canceled' then 'cancelled' else 'completed' end
  when ${HAS_NO_ATTEMPTS} then 'incident'
  when j.is_suspended then 'suspended'
  when j.lock_until > now() then 'leased'
  when j.error_message is not null then 'retrying'
  when j.kind <> 'worker' and ${IS_LATE} then 'overdue'
  else 'waiting' end`;

/** What the filter says of a job `j`; null: there can be none. */
export async function jobConditions(
  context: Pick<QueryContext, 'database' | 'access'>,
  filter: JobFilterValues,
): Promise<readonly Prisma.Sql[] | null> {
  const keys = await definitionKeys(context.database, filter.definition);
  if (keys?.length === 0) return null;
  const states = statesOf(filter);
  return [
    // Planned changes of suspension are jobs of the engine alone.
    Prisma.sql`j.kind in ('worker', 'continuation', 'timer', 'signal')`,
    ...visible(context, 'j.definition_key'),
    ...(filter.instance === undefined ? [] : [Prisma.sql`j.instance_key = ${filter.instance}::bigint`]),
    ...(filter.key === undefined
      ? []
      : [Prisma.sql`j.key = any(${bigints(filter.key.filter((each) => /^\d{1,18}$/.test(each)))})`]),
    ...(keys === undefined ? [] : [Prisma.sql`j.definition_key = any(${bigints(keys)})`]),
    ...(filter.kind === undefined ? [] : [kindCondition(filter.kind)]),
    ...(states === undefined ? [] : [stateCondition(states)]),
    ...among('j.element_id', filter.element),
    ...among('j.type', filter.topic),
    ...among('j.worker', filter.worker),
    ...(filter.tenant === undefined
      ? []
      : [
          Prisma.sql`(j.tenant_id = any(${[...filter.tenant]}::text[])
            or (j.tenant_id is null and '-' = any(${[...filter.tenant]}::text[])))`,
        ]),
    ...between('j.retries', filter.retries),
    ...between('j.priority', filter.priority),
    ...within('j.due_at', filter.due),
    ...within('j.lock_until', filter.locked),
    ...within('j.created_at', filter.created),
    ...(filter.message === undefined || filter.message === ''
      ? []
      : [Prisma.sql`j.error_message ilike ${containing(filter.message)}`]),
  ];
}

function stateCondition(states: readonly State[]): Prisma.Sql {
  const isAllOpen = OPEN.every((state) => states.includes(state));
  if (isAllOpen && !states.some(hasEnded)) return Prisma.sql`j.ended_at is null`;
  // Said in the way that tells PostgreSQL how many there are.
  if (states.length === 1 && states[0] === 'incident') return Prisma.sql`j.ended_at is null and ${HAS_NO_ATTEMPTS}`;
  return Prisma.sql`${STATE_SQL} = any(${[...states]}::text[])`;
}

/** The job of a start event belongs to a definition, and to no instance yet. */
function kindCondition(kinds: readonly string[]): Prisma.Sql {
  const others = kinds.filter((kind) => kind !== 'start');
  return Prisma.sql`(${Prisma.join(
    [
      ...(kinds.length > others.length
        ? [
            Prisma.sql`j.kind in ('timer', 'signal')
    and j.instance_key is null`,
          ]
        : []),
      Prisma.sql`j.kind = any(${others}::text[])
    and j.instance_key is not null`,
    ],
    ' or ',
  )})`;
}

function among(
  column: 'j.element_id' | 'j.type' | 'j.worker',
  values: readonly string[] | undefined,
): readonly Prisma.Sql[] {
  return values === undefined ? [] : [Prisma.sql`${Prisma.raw(column)} = any(${[...values]}::text[])`];
}

function between(
  column: 'j.retries' | 'j.priority',
  range: { readonly from: string | null; readonly to: string | null } | undefined,
): readonly Prisma.Sql[] {
  return [
    ...(range?.from == null ? [] : [Prisma.sql`${Prisma.raw(column)} >= ${range.from}::bigint`]),
    ...(range?.to == null ? [] : [Prisma.sql`${Prisma.raw(column)} <= ${range.to}::bigint`]),
  ];
}
