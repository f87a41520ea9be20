import type { UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, nullValue, RestError } from './rest-error.ts';

interface IdentityLink { readonly userId: string | null; readonly groupId: string | null; readonly type: string }
type Field = 'candidateUsers' | 'candidateGroups';

const unknown = (id: string): string => `Cannot find task with id ${id}: task is null`;

/** Who has to do with a task: assignee, owner and candidates. Other types of links are not kept by the engine. */
export function addIdentityLinks(routes: RouteTable, find: (call: Call) => Promise<UserTaskRow | null>): void {
  routes.add('GET', '/task/:id/identity-links', async (call) => {
    const task = await find(call);
    if (task === null) throw nullValue(unknown(call.param('id')));
    const type = call.query('type');
    return linksOf(task).filter((link) => type === undefined || link.type === type);
  });
  routes.add('POST', '/task/:id/identity-links', (call) => change(call, find, (members, member) => [...members.filter((other) => other !== member), member]));
  routes.add('POST', '/task/:id/identity-links/delete', (call) => change(call, find, (members, member) => members.filter((other) => other !== member)));
}

function linksOf(task: UserTaskRow): readonly IdentityLink[] {
  return [
    ...(task.assignee === null ? [] : [{ userId: task.assignee, groupId: null, type: 'assignee' }]),
    ...(task.owner === null ? [] : [{ userId: task.owner, groupId: null, type: 'owner' }]),
    ...task.candidateUsers.map((userId) => ({ userId, groupId: null, type: 'candidate' })),
    ...task.candidateGroups.map((groupId) => ({ userId: null, groupId, type: 'candidate' })),
  ];
}

async function change(call: Call, find: (call: Call) => Promise<UserTaskRow | null>, next: (members: readonly string[], member: string) => readonly string[]): Promise<undefined> {
  const body = call.body();
  const userId = body.name('userId');
  const groupId = body.name('groupId');
  if (userId !== null && groupId !== null) throw invalidRequest('Identity Link requires userId or groupId, but not both.');
  const member = userId ?? groupId;
  if (member === null) throw invalidRequest('Identity Link requires userId or groupId.');
  const type = body.text('type') ?? 'candidate';
  if (type !== 'candidate') throw invalidRequest(`Identity links of type '${type}' are not supported; use 'candidate', or set assignee and owner.`);
  const task = await find(call);
  const missing = () => new RestError(400, 'NotFoundException', unknown(call.param('id')), 0);
  if (task === null) throw missing();
  const field: Field = userId === null ? 'candidateGroups' : 'candidateUsers';
  accepted(await call.engine.execute({ type: 'updateUserTask', taskKey: task.key, changes: { [field]: next(task[field], member) } }), { notFound: missing });
  return undefined;
}
