import { type Database, Prisma } from '@/lib/db.ts';
import {
  CHANGED_SINCE,
  type Entry,
  type Fields,
  impossible,
  isTextOrNull,
  NOT_KEPT,
  type Undo,
  undo,
} from './undo-entry.ts';

export async function undoOfAssignment(
  database: Database,
  { operation, before, after, targetKey }: Entry,
): Promise<Undo> {
  const [was, is] = [before?.assignee ?? null, after?.assignee ?? null];
  if (targetKey === null || (was !== null && typeof was !== 'string')) return impossible(NOT_KEPT);
  const [task] = await database.$queryRaw<{ assignee: string | null; isEnded: boolean }[]>(Prisma.sql`
    select t.assignee, t.ended_at is not null as "isEnded" from user_task t where t.key = ${targetKey}::bigint`);
  if (task === undefined || task.isEnded) return impossible('The task was completed or cancelled.');
  if (task.assignee !== is) return impossible(`${task.assignee ?? 'Nobody'} has it now: it was given on since.`);
  if (operation !== 'task.claim') return undo('task.assign', { taskKey: targetKey, assignee: was });
  return undo('task.claim', is === null ? { taskKey: targetKey } : { taskKey: targetKey, release: true });
}

/** Who had it, for whom, and whether that was pending: all three go back together. */
export async function undoOfDelegation(
  database: Database,
  { before, after, targetKey: taskKey }: Entry,
): Promise<Undo> {
  const { assignee = null, owner = null, delegation = null } = before ?? {};
  if (
    taskKey === null ||
    before === null ||
    !('owner' in before) ||
    !isTextOrNull(assignee) ||
    !isTextOrNull(owner) ||
    !isDelegation(delegation)
  )
    return impossible(NOT_KEPT);
  const [task] = await database.$queryRaw<
    { assignee: string | null; owner: string | null; delegation: string | null; isEnded: boolean }[]
  >(Prisma.sql`
    select t.assignee, t.owner, t.delegation, t.ended_at is not null as "isEnded" from user_task t
      where t.key = ${taskKey}::bigint`);
  if (task === undefined || task.isEnded) return impossible('The task was completed or cancelled.');
  if (task.assignee !== (after?.assignee ?? null) || task.delegation !== after?.delegation)
    return impossible(`${task.assignee ?? 'Nobody'} has it now: it was given on since.`);
  return undo('task.assign', { taskKey, assignee, delegated: { owner, state: delegation } });
}
const isDelegation = (value: unknown): value is 'pending' | 'resolved' | null =>
  value === null || value === 'pending' || value === 'resolved';

interface TaskFields {
  readonly dueAt: Date | null;
  readonly followUpAt: Date | null;
  readonly priority: number;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly isEnded: boolean;
}

export async function undoOfTaskFields(
  database: Database,
  { operation, before, after, targetKey: taskKey }: Entry,
): Promise<Undo> {
  if (taskKey === null || before === null) return impossible(NOT_KEPT);
  const [task] = await database.$queryRaw<TaskFields[]>(Prisma.sql`
    select t.due_at as "dueAt", t.follow_up_at as "followUpAt", t.priority, t.candidate_users as users,
      t.candidate_groups as groups, t.ended_at is not null as "isEnded" from user_task t
      where t.key = ${taskKey}::bigint`);
  if (task === undefined || task.isEnded) return impossible('The task was completed or cancelled.');
  const now: Fields = {
    ...task,
    dueAt: task.dueAt?.toISOString() ?? null,
    followUpAt: task.followUpAt?.toISOString() ?? null,
  };
  if (Object.entries(after ?? {}).some(([field, value]) => JSON.stringify(now[field]) !== JSON.stringify(value)))
    return impossible(CHANGED_SINCE);
  const { dueAt = null, followUpAt = null, priority, users, groups } = before;
  if (operation === 'task.set-dates' && isTextOrNull(dueAt) && isTextOrNull(followUpAt))
    return undo('task.set-dates', { taskKey, dueAt, followUpAt });
  if (operation === 'task.set-priority' && typeof priority === 'number')
    return undo('task.set-priority', { taskKey, priority });
  return operation === 'task.set-candidates' && areTexts(users) && areTexts(groups)
    ? undo('task.set-candidates', { taskKey, users, groups })
    : impossible(NOT_KEPT);
}
const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
