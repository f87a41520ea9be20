import type { Command, UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, nullValue, processEngineException, RestError, suspended } from './rest-error.ts';
import { type IdentityLink, linksOf } from './task-links.ts';

type Changes = Extract<Command, { type: 'updateUserTask' }>['changes'];

const unknown = (id: string): string => `Cannot find task with id ${id}: task is null`;

/** Who has to do with a task: assignee, owner, candidates, and others by words of the client's own. */
export function addIdentityLinks(routes: RouteTable, find: (call: Call) => Promise<UserTaskRow | null>): void {
  routes.add('GET', '/task/:id/identity-links', async (call) => {
    const task = await find(call);
    if (task === null) throw nullValue(unknown(call.param('id')));
    const type = call.query('type');
    return linksOf(task).filter((link) => type === undefined || link.type === type);
  });
  routes.add('POST', '/task/:id/identity-links', (call) => change(call, find, true));
  routes.add('POST', '/task/:id/identity-links/delete', (call) => change(call, find, false));
}

async function change(
  call: Call,
  find: (call: Call) => Promise<UserTaskRow | null>,
  isAdded: boolean,
): Promise<undefined> {
  const body = call.body();
  const userId = body.name('userId');
  const groupId = body.name('groupId');
  if (userId !== null && groupId !== null)
    throw invalidRequest('Identity Link requires userId or groupId, but not both.');
  if (userId === null && groupId === null) throw invalidRequest('Identity Link requires userId or groupId.');
  const link = { userId, groupId, type: body.name('type') ?? 'candidate' };
  const task = await find(call);
  const missing = () => new RestError(400, 'NotFoundException', unknown(call.param('id')), 0);
  if (task === null) throw missing();
  const words = `task.${isAdded ? 'add' : 'delete'}${userId === null ? 'Group' : 'User'}Link`;
  const audit = call.audit(words, 'low', {
    targetKind: 'userTask',
    targetKey: task.key,
    instanceKey: task.instanceKey,
    definitionKey: task.definitionKey,
    elementId: task.elementId,
    after: { [link.type]: userId ?? groupId },
  });
  accepted(
    await call.engine.execute(
      { type: 'updateUserTask', taskKey: task.key, changes: changesFor(task, link, isAdded) },
      { audit },
    ),
    {
      notFound: missing,
      invalidState: ({ details, message }) =>
        details.reason === 'suspended' ? suspended('task', task.key) : processEngineException(message),
    },
  );
  return undefined;
}

/**
 * Assignee and owner are one each, and only a user can be one. Others are there as often as they were added, and all go
 * together.
 */
function changesFor(task: UserTaskRow, { userId, groupId, type }: IdentityLink, isAdded: boolean): Changes {
  if (type === 'assignee' || type === 'owner') {
    if (userId === null)
      throw new RestError(
        500,
        'ProcessEngineException',
        `Incompatible usage: cannot use type '${type}' together with a groupId`,
        0,
      );
    return isAdded ? { [type]: userId } : task[type] === userId ? { [type]: null } : {};
  }
  if (type === 'candidate') {
    const field = userId === null ? 'candidateGroups' : 'candidateUsers';
    const member = userId ?? groupId ?? '';
    return { [field]: isAdded ? [...task[field], member] : task[field].filter((other) => other !== member) };
  }
  if (isAdded) return { otherLinks: [...task.otherLinks, { type, userId, groupId }] };
  return {
    otherLinks: task.otherLinks.filter(
      (other) => other.type !== type || other.userId !== userId || other.groupId !== groupId,
    ),
  };
}
