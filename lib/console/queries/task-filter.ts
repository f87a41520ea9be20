import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { Person } from '@/lib/auth/person.ts';
import { definitionKeys } from './definition-keys.ts';
import { numberRange } from './job-filter.ts';
import type { KeySource } from './key-portions.ts';
import { both, key, list, optionalText, timeRange } from './parameters.ts';
import type { QueryContext } from './query.ts';
import { bigints, containing, visible, within } from './sql.ts';
import { variableCondition } from './variable-condition.ts';

/** Each is a look into the variables of a task's instance. */
const MAX_VARIABLES = 6;
/** Nobody has it. */
const NOBODY = 'none';

export const taskFilterShape = {
  filter: z.enum(['mine', 'available', 'all', 'overdue', 'delegated']).default('all'),
  assignee: optionalText,
  group: optionalText,
  user: optionalText,
  name: optionalText,
  definition: list,
  element: list,
  instance: key.optional(),
  root: key.optional(),
  due: timeRange,
  followUp: timeRange,
  created: timeRange,
  priority: numberRange,
};
const shape = z.object(taskFilterShape);
type TaskFilterValues = z.output<typeof shape>;

/** `var.<path>=<operator>:<value>`, as in the list of instances: of the instance that a task belongs to. */
export const taskVariables = z.record(z.string(), z.unknown()).transform((parameters, context) => {
  const written = Object.entries(parameters).filter(
    (entry): entry is [string, string] =>
      entry[0].startsWith('var.') && typeof entry[1] === 'string' && entry[1] !== '',
  );
  if (written.length > MAX_VARIABLES)
    context.addIssue({ code: 'custom', path: ['var'], message: `At most ${MAX_VARIABLES} variables.` });
  const variables = written.flatMap(([name, value]) => {
    const parsed = variableCondition(name.slice('var.'.length), value);
    if (!('problem' in parsed)) return [parsed.value.check];
    context.addIssue({ code: 'custom', path: [name], message: parsed.problem });
    return [];
  });
  return { variables };
});

/** The whole filter of the list. */
export const taskFilter = both(shape, taskVariables);

/** Open tasks by their own index. */
export const OPEN_TASKS: KeySource = {
  from: Prisma.sql`user_task t left join instance i on i.key = t.instance_key`,
  table: Prisma.sql`user_task t`,
  key: Prisma.sql`t.key`,
  alive: Prisma.sql`t.ended_at is null`,
};

/** Assigned to the person. */
function mine(person: Person): Prisma.Sql {
  return Prisma.sql`t.assignee = ${person.username}`;
}

/** Unassigned, and the person may take it, by name or by group. */
function available(person: Person): Prisma.Sql {
  return Prisma.sql`t.assignee is null and (${person.username} = any(t.candidate_users)
    or t.candidate_groups && ${[...person.groups]}::text[])`;
}

/** What a person may see at all: somebody who only works on tasks sees the own and the available ones. */
export function reachableTasks(context: Pick<QueryContext, 'access' | 'person'>): readonly Prisma.Sql[] {
  const scope = visible(context, 't.definition_key');
  return context.access.isOwnOnly
    ? [...scope, Prisma.sql`(${mine(context.person)} or ${available(context.person)})`]
    : scope;
}

/** What the filter says of an open task `t`, within reach; its instance is `i`. */
export async function taskConditions(
  context: Pick<QueryContext, 'database' | 'access' | 'person'>,
  { variables, ...filter }: TaskFilterValues & { readonly variables: readonly Prisma.Sql[] },
): Promise<readonly Prisma.Sql[]> {
  const keys = await definitionKeys(context.database, filter.definition);
  return [
    Prisma.sql`t.ended_at is null`,
    ...byFilter(context.person)[filter.filter],
    ...assignment(filter),
    ...(keys === undefined ? [] : [Prisma.sql`t.definition_key = any(${bigints(keys)})`]),
    ...(filter.element === undefined ? [] : [Prisma.sql`t.element_id = any(${[...filter.element]}::text[])`]),
    ...(filter.instance === undefined ? [] : [Prisma.sql`t.instance_key = ${filter.instance}::bigint`]),
    // A tree is a root with all that was called below it.
    ...(filter.root === undefined
      ? []
      : [
          Prisma.sql`t.tree_key = (select r.tree_key from instance r where r.key = ${filter.root}::bigint
            and r.parent_instance_key is null)`,
        ]),
    ...(filter.name === undefined || filter.name === '' ? [] : [Prisma.sql`t.name ilike ${containing(filter.name)}`]),
    ...(filter.priority?.from == null ? [] : [Prisma.sql`t.priority >= ${filter.priority.from}::bigint`]),
    ...(filter.priority?.to == null ? [] : [Prisma.sql`t.priority <= ${filter.priority.to}::bigint`]),
    ...within('t.due_at', filter.due),
    ...within('t.follow_up_at', filter.followUp),
    ...within('t.created_at', filter.created),
    ...variables.map((check) => Prisma.sql`i.key is not null and ${check}`),
    ...reachableTasks(context),
  ];
}

const byFilter = (person: Person): Readonly<Record<TaskFilterValues['filter'], readonly Prisma.Sql[]>> => ({
  mine: [mine(person)],
  available: [available(person)],
  all: [],
  overdue: [Prisma.sql`t.due_at < now()`],
  delegated: [Prisma.sql`t.delegation = 'pending'`],
});

function assignment({
  assignee,
  group,
  user,
}: Pick<TaskFilterValues, 'assignee' | 'group' | 'user'>): readonly Prisma.Sql[] {
  return [
    ...(assignee === undefined
      ? []
      : [assignee === NOBODY ? Prisma.sql`t.assignee is null` : Prisma.sql`t.assignee = ${assignee}`]),
    ...(group === undefined ? [] : [Prisma.sql`t.candidate_groups && ${[group]}::text[]`]),
    ...(user === undefined ? [] : [Prisma.sql`t.candidate_users && ${[user]}::text[]`]),
  ];
}
