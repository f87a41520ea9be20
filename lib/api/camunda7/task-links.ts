import type { UserTaskRow } from '@/engine/index.ts';

export interface IdentityLink {
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly type: string;
}

/** Who has to do with a task, in which way. */
export function linksOf(task: UserTaskRow): readonly IdentityLink[] {
  return [
    ...(task.assignee === null ? [] : [{ userId: task.assignee, groupId: null, type: 'assignee' }]),
    ...(task.owner === null ? [] : [{ userId: task.owner, groupId: null, type: 'owner' }]),
    ...task.candidateUsers.map((userId) => ({ userId, groupId: null, type: 'candidate' })),
    ...task.candidateGroups.map((groupId) => ({ userId: null, groupId, type: 'candidate' })),
    ...task.otherLinks.map(({ userId, groupId, type }) => ({ userId, groupId, type })),
  ];
}
