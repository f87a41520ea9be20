import type { UserTaskInstance } from '../core/state.ts';
import type { TreeView } from './tree-view.ts';

interface Link {
  readonly type: string;
  readonly userId: string | null;
  readonly groupId: string | null;
}
const NONE: readonly Link[] = [];

/** Who has to do with a task, in each of the ways that there are. */
function linksOf({ assignee, owner, candidateUsers, candidateGroups, otherLinks }: UserTaskInstance): readonly Link[] {
  if (
    assignee === null &&
    owner === null &&
    candidateUsers.length === 0 &&
    candidateGroups.length === 0 &&
    otherLinks.length === 0
  )
    return NONE;
  const ofUser =
    (type: string) =>
    (userId: string): Link => ({ type, userId, groupId: null });
  return [
    ...(assignee === null ? [] : [ofUser('assignee')(assignee)]),
    ...(owner === null ? [] : [ofUser('owner')(owner)]),
    ...candidateUsers.map(ofUser('candidate')),
    ...candidateGroups.map((groupId) => ({ type: 'candidate', userId: null, groupId })),
    ...otherLinks,
  ];
}

/**
 * What a change of a task says about the people around it: who goes, then who comes. `before` null: the task is new.
 */
export function linkRows(before: UserTaskInstance | null, after: UserTaskInstance, tree: TreeView, at: number) {
  const [former, now] = [before === null ? NONE : linksOf(before), linksOf(after)];
  if (former.length === 0 && now.length === 0) return [];
  const place =
    after.instanceKey === null
      ? { instance_key: null, definition_key: null, tenant_id: after.tenantId }
      : {
          instance_key: after.instanceKey,
          definition_key: tree.instance(after.instanceKey).definitionKey,
          tenant_id: tree.instance(after.instanceKey).tenantId,
        };
  const row =
    (isAdded: boolean) =>
    ({ type, userId, groupId }: Link) => ({
      task_key: after.key,
      ...place,
      type,
      user_id: userId,
      group_id: groupId,
      is_added: isAdded,
      at,
    });
  return [...without(former, now).map(row(false)), ...without(now, former).map(row(true))];
}

/** Of links that are there several times, as many as there are more. */
function without(links: readonly Link[], others: readonly Link[]): readonly Link[] {
  const left = [...others];
  return links.filter((link) => {
    const at = left.findIndex(
      (other) => other.type === link.type && other.userId === link.userId && other.groupId === link.groupId,
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
