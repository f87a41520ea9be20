import type { Key, Rejection } from '@/engine/index.ts';
import type { Call } from './call.ts';
import type { Fields } from './fields.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, processEngineException, RestError } from './rest-error.ts';
import { taskKeysOf } from './task-ids.ts';

const DELEGATIONS: Readonly<Record<string, 'pending' | 'resolved'>> = { PENDING: 'pending', RESOLVED: 'resolved' };

function delegationIn(body: Fields): 'pending' | 'resolved' | null {
  const text = body.text('delegationState');
  if (text === null) return null;
  const delegation = DELEGATIONS[text];
  if (delegation === undefined)
    throw invalidRequest(`Valid values for property 'delegationState' are 'PENDING' or 'RESOLVED', but was '${text}'`);
  return delegation;
}

/** What a body says of a task; what is not in it is empty. */
export const attributesIn = (body: Fields) => ({
  name: body.text('name'),
  description: body.text('description'),
  assignee: body.name('assignee'),
  owner: body.name('owner'),
  delegation: delegationIn(body),
  dueAt: body.date('due'),
  followUpAt: body.date('followUp'),
  priority: body.int('priority') ?? 0,
  caseInstanceId: body.name('caseInstanceId'),
});

/**
 * `POST /task/create`: a task that belongs to no process. Its maker may give it an id; without one it is found by a
 * list only, as in the original.
 */
export async function createTask(call: Call): Promise<undefined> {
  const body = call.body();
  const attributes = attributesIn(body);
  const externalId = body.name('id');
  const parentId = body.name('parentTaskId');
  const tenantId = body.name('tenantId');
  const parentTaskKey = parentId === null ? null : await parentKey(call, parentId);
  const taskKey = await call.engine.newKey();
  const audit = call.audit('task.create', 'low', {
    targetKind: 'userTask',
    targetKey: taskKey,
    after: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)),
  });
  accepted(
    await call.engine.execute(
      { type: 'createTask', taskKey, parentTaskKey, tenantId, externalId, attributes },
      { audit },
    ),
    {
      notFound: () => noParent(parentId ?? ''),
      invalidArgument: (rejection) => otherTenant(rejection, parentId ?? '', tenantId),
      invalidState: ({ details, message }) =>
        refusals[String(details.reason)]?.(parentId ?? '') ?? processEngineException(message),
    },
  );
  return undefined;
}

const refusals: Readonly<Record<string, (parentId: string) => RestError>> = {
  externalIdTaken: () =>
    new RestError(
      500,
      'ProcessEnginePersistenceException',
      'An exception occurred in the persistence layer. Please check the server logs for a detailed message and the entire exception stack trace.',
      0,
    ),
  suspended: (parentId) =>
    new RestError(
      400,
      'SuspendedEntityInteractionException',
      `ENGINE-03043 parent task with id '${parentId}' is suspended.`,
      0,
    ),
};

const noParent = (id: string): RestError =>
  invalidRequest(`Could not save task: Parent task with id '${id}' does not exist: parentTask is null`, 400, 0);

const otherTenant = ({ details, message }: Rejection, parentId: string, tenantId: string | null): RestError =>
  details.reason === 'otherTenant'
    ? processEngineException(
        `ENGINE-03073 Cannot set different tenantId on subtask than on parent Task. Parent taskId: '${parentId}', tenantId: '${String(details.tenantId)}', tenant id to set '${tenantId}'`,
      )
    : invalidRequest(message);

async function parentKey(call: Call, id: string): Promise<Key> {
  const [key] = await taskKeysOf(call.engine, [id]);
  if (key === undefined) throw noParent(id);
  return key;
}

/** The same for a task that is there: the one that it shall be a part of. */
export async function newParentKey(call: Call, body: Fields): Promise<Key | null> {
  const id = body.name('parentTaskId');
  return id === null ? null : parentKey(call, id);
}
