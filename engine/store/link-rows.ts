import type { TaskAttributes, UserTaskInstance } from '../core/state.ts';
import type { TreeView } from './tree-view.ts';

interface Link {
  readonly type: string;
  readonly userId: string | null;
  readonly groupId: string | null;
}
interface LinkChange extends Link {
  readonly isAdded: boolean;
}

const ofUser =
  (type: string) =>
  (userId: string): Link => ({ type, userId, groupId: null });

/** Who has to do with a task beside its assignee and its owner; each as often as he was added. */
const membersOf = ({ candidateUsers, candidateGroups, otherLinks }: UserTaskInstance): readonly Link[] => [
  ...candidateUsers.map(ofUser('candidate')),
  ...candidateGroups.map((groupId) => ({ type: 'candidate', userId: null, groupId })),
  ...otherLinks,
];

/** What somebody asked to be of the task, be it so already or not; null: the task is new. */
type Asked = Pick<Partial<TaskAttributes>, 'assignee' | 'owner'> | null;

/**
 * What a change of a task says about the people around it: who goes, then who comes. `before` null: the task is new. Of
 * assignee and owner it is told whenever they are set, to whomever (Camunda 7): who has the task and gets it once more
 * goes and comes.
 */
export function linkRows(
  before: UserTaskInstance | null,
  after: UserTaskInstance,
  asked: Asked,
  tree: TreeView,
  at: number,
) {
  const single = (['assignee', 'owner'] as const).flatMap((type): readonly LinkChange[] => {
    const [former, now] = [before?.[type] ?? null, after[type]];
    if (former === now && asked?.[type] === undefined) return [];
    return [
      ...(former === null ? [] : [{ ...ofUser(type)(former), isAdded: false }]),
      ...(now === null ? [] : [{ ...ofUser(type)(now), isAdded: true }]),
    ];
  });
  const [former, now] = [before === null ? [] : membersOf(before), membersOf(after)];
  const changes: readonly LinkChange[] = [
    ...single,
    ...without(former, now).map((link) => ({ ...link, isAdded: false })),
    ...without(now, former).map((link) => ({ ...link, isAdded: true })),
  ];
  if (changes.length === 0) return [];
  const place =
    after.instanceKey === null
      ? { instance_key: null, definition_key: null, tenant_id: after.tenantId }
      : {
          instance_key: after.instanceKey,
          definition_key: tree.instance(after.instanceKey).definitionKey,
          tenant_id: tree.instance(after.instanceKey).tenantId,
        };
  return changes.map(({ type, userId, groupId, isAdded }) => ({
    task_key: after.key,
    ...place,
    type,
    user_id: userId,
    group_id: groupId,
    is_added: isAdded,
    at,
  }));
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
