import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { FormView } from '../views/form-view.ts';
import type { TaskRow } from '../views/task-view.ts';
import { readCursor, toPage } from './cursor.ts';
import { transitionView, type TransitionJson } from './instance-parts.ts';
import { formOf } from './form-of.ts';
import { countInPortions } from './key-portions.ts';
import { after, both, key, limit } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull } from './sql.ts';
import {
  OPEN_TASKS,
  reachableTasks,
  taskConditions,
  taskFilter,
  taskFilterShape,
  taskVariables,
} from './task-filter.ts';
import { variableRows } from './variable-rows.ts';

const MAX_VARIABLES = 500;

/** A task that no process asks for has none of its place. */
type Place = DefinitionColumns & { elementId: string; instanceKey: string; scopeKey: string };
type Nowhere = { readonly [Column in keyof Place]: null };

type Row = (Place | Nowhere) & {
  key: string;
  name: string | null;
  assignee: string | null;
  dueAt: Date | null;
  followUpAt: Date | null;
  priority: number;
  businessKey: string | null;
  createdAt: Date;
  description: string | null;
  owner: string | null;
  delegation: 'pending' | 'resolved' | null;
  candidateGroups: string[];
  candidateUsers: string[];
  endedAt: Date | null;
  outcome: 'completed' | 'canceled' | null;
  formKey: string | null;
  formDefinitionKey: string | null;
  transition: TransitionJson | null;
};

const SELECT = Prisma.sql`
  select t.key::text as key, t.name, t.element_id as "elementId", t.assignee, t.due_at as "dueAt",
    t.follow_up_at as "followUpAt", t.priority,
    i.business_key as "businessKey", t.created_at as "createdAt", t.description, t.instance_key::text as "instanceKey",
      t.element_instance_key::text as "scopeKey",
    t.owner, t.delegation, t.candidate_groups as "candidateGroups", t.candidate_users as "candidateUsers",
      t.ended_at as "endedAt", t.outcome, t.transition, t.form_key as "formKey",
      t.form_definition_key::text as "formDefinitionKey", ${DEFINITION_COLUMNS}
  from user_task t left join definition d on d.key = t.definition_key left join instance i on i.key = t.instance_key`;

/** Of the instance and of the task itself; without an instance the task alone has some. */
function variablesOf(row: Row): Prisma.Sql {
  return row.instanceKey === null
    ? Prisma.sql`v.instance_key is null and v.scope_key = ${row.key}::bigint and v.removed_at is null`
    : Prisma.sql`v.instance_key = ${row.instanceKey}::bigint
      and v.scope_key in (${row.instanceKey}::bigint, ${row.scopeKey}::bigint) and v.removed_at is null`;
}

export const tasks = defineQuery('tasks', {
  permission: 'task.read',
  parameters: both(
    z.object({ ...taskFilterShape, sort: z.enum(['-created', 'created']).default('-created'), after, limit }),
    taskVariables,
  ),
  run: async (context, query) => {
    const { person } = context;
    const cursor = readCursor(query.after, 1);
    const isNewestFirst = query.sort === '-created';
    const conditions = await taskConditions(context, query);
    const beyond =
      cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '')
        ? []
        : [isNewestFirst ? Prisma.sql`t.key < ${cursor[0]}::bigint` : Prisma.sql`t.key > ${cursor[0]}::bigint`];
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`${SELECT}
      where true ${and([...conditions, ...beyond])}
        order by t.key ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty} limit ${query.limit + 1}::int`);
    return toPage(
      rows,
      query.limit,
      (row) => toTaskRow(row, person),
      (row) => [row.key],
    );
  },
});

/** Tasks that are counted by their variables: each is a look into those of an instance. */
const COUNTED_BY_VARIABLES = 2_500;

/** How many the filter matches, as far as that can be said at once. */
export const taskCount = defineQuery('task-count', {
  permission: 'task.read',
  parameters: taskFilter,
  run: async (context, query) =>
    countInPortions(
      context.database,
      OPEN_TASKS,
      await taskConditions(context, query),
      query.variables.length === 0 ? undefined : COUNTED_BY_VARIABLES,
    ),
});

export const task = defineQuery('task', {
  permission: 'task.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<Row[]>(
      Prisma.sql`${SELECT} where t.key = ${query.key}::bigint ${and(reachableTasks(context))}`,
    );
    if (row === undefined) return null;
    const variables = await variableRows(context.database, variablesOf(row), MAX_VARIABLES);
    return {
      ...toTaskRow(row, context.person),
      description: row.description,
      owner: row.owner,
      delegation: row.delegation,
      elementId: row.elementId,
      instanceKey: row.instanceKey,
      candidateGroups: row.candidateGroups,
      candidateUsers: row.candidateUsers,
      endedAt: instantOrNull(row.endedAt),
      outcome: row.outcome,
      transition: transitionView(row.transition),
      variables,
      form: row.endedAt === null ? await taskForm(context, row) : null,
    };
  },
});

async function taskForm(context: QueryContext, row: Row): Promise<FormView | null> {
  if (row.definitionKey === null) return null;
  const { key: taskKey, definitionKey, elementId, formKey, formDefinitionKey } = row;
  const definition = await context.engine.definition({ key: definitionKey });
  return (
    definition &&
    formOf(context, {
      definition,
      element: definition.graph.elements.get(elementId),
      formKey,
      formDefinitionKey,
      taskKey,
      seen: await context.engine.visibleVariables(taskKey),
    })
  );
}

function toTaskRow(row: Row, person: Person): TaskRow {
  return {
    key: row.key,
    name: row.name ?? row.elementId ?? row.key,
    assignee: row.assignee,
    isMine: row.assignee === person.username,
    dueAt: instantOrNull(row.dueAt),
    followUpAt: instantOrNull(row.followUpAt),
    priority: row.priority,
    businessKey: row.businessKey,
    definition: row.definitionKey === null ? null : definitionRef(row),
    createdAt: instant(row.createdAt),
  };
}
