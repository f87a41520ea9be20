import type { AuditRecord, CommentsOf, InstanceRow, TaskComment, UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { dateText, optionalDateText } from './dates.ts';
import { isKey } from './ids.ts';
import { invalidRequest, type RestError } from './rest-error.ts';
import { anyTask, taskId } from './task-ids.ts';

/** Whose comments a path means, and how they are called in answers. */
interface Place {
  readonly of: CommentsOf;
  readonly word: 'taskId' | 'processInstanceId';
  readonly id: string;
  readonly target: Partial<
    Pick<AuditRecord, 'targetKind' | 'targetKey' | 'instanceKey' | 'definitionKey' | 'elementId'>
  >;
}

/** What people say about a task, while it is open and after. */
export function addComments(routes: RouteTable): void {
  routes.add('GET', '/task/:id/comment', async (call) => shown(call, (await ofTask(call)).place));
  routes.add('GET', '/task/:id/comment/:commentId', async (call) => {
    const unknown = () =>
      invalidRequest(
        `Task comment with id ${call.param('commentId')} does not exist for task id '${call.param('id')}'.`,
        404,
      );
    const { place } = await ofTask(call, unknown);
    const comment = (await call.engine.notes.comments(place.of)).find(({ key }) => key === call.param('commentId'));
    if (comment === undefined) throw unknown();
    return shownComment(comment, []);
  });
  routes.add('POST', '/task/:id/comment/create', create);
  routes.add('PUT', '/task/:id/comment', async (call) => change(call, (await ofTask(call)).place));
  routes.add('DELETE', '/task/:id/comment', async (call) => remove(call, (await ofTask(call)).place, null));
  routes.add('DELETE', '/task/:id/comment/:commentId', async (call) =>
    remove(call, (await ofTask(call)).place, call.param('commentId')),
  );
  routes.add('GET', '/process-instance/:id/comment', async (call) => shown(call, await ofInstance(call)));
  routes.add('PUT', '/process-instance/:id/comment', async (call) => change(call, await ofInstance(call)));
  routes.add('DELETE', '/process-instance/:id/comment', async (call) => remove(call, await ofInstance(call), null));
  routes.add('DELETE', '/process-instance/:id/comment/:commentId', async (call) =>
    remove(call, await ofInstance(call), call.param('commentId')),
  );
}

/** A task that is there, or was. */
export async function notedTask(call: Call, refusal: (message: string) => RestError): Promise<UserTaskRow> {
  const task = await anyTask(call);
  if (task === null) throw refusal(`No task found for task id ${call.param('id')}`);
  return task;
}

export const targetOfTask = (task: UserTaskRow): Place['target'] => ({
  targetKind: 'userTask',
  targetKey: task.key,
  instanceKey: task.instanceKey,
  definitionKey: task.definitionKey,
  elementId: task.elementId,
});

async function ofTask(
  call: Call,
  refusal = (message: string) => invalidRequest(message, 404),
): Promise<{ readonly place: Place; readonly task: UserTaskRow }> {
  const task = await notedTask(call, refusal);
  return { task, place: { of: { taskKey: task.key }, word: 'taskId', id: taskId(task), target: targetOfTask(task) } };
}

async function ofInstance(call: Call): Promise<Place> {
  const id = call.param('id');
  const instance: InstanceRow | null = isKey(id) ? await call.engine.search.get('instance', id) : null;
  if (instance === null) throw invalidRequest(`No process instance found for id ${id}`, 404);
  return {
    of: { shownInstance: instance.key },
    word: 'processInstanceId',
    id,
    target: {
      targetKind: 'instance',
      targetKey: instance.key,
      instanceKey: instance.key,
      definitionKey: instance.definitionKey,
    },
  };
}

const shown = async (call: Call, { of }: Place): Promise<unknown> =>
  (await call.engine.notes.comments(of)).map((comment) => shownComment(comment, []));

function shownComment(
  { key, userId, createdAt, taskId: ofTaskId, message, removalAt, treeKey, shownInstance }: TaskComment,
  links: readonly unknown[],
): Readonly<Record<string, unknown>> {
  return {
    links,
    id: key,
    userId,
    time: dateText(createdAt),
    taskId: ofTaskId,
    message,
    removalTime: optionalDateText(removalAt),
    rootProcessInstanceId: treeKey,
    processInstanceId: shownInstance,
  };
}

async function create(call: Call): Promise<unknown> {
  const { task } = await ofTask(call, (message) => invalidRequest(message));
  const body = call.body();
  const message = body.text('message');
  if (message === null) throw invalidRequest('Not enough parameters submitted', 400, 0);
  const comment = await call.engine.notes.addComment(
    {
      taskKey: task.key,
      shownInstance: body.text('processInstanceId'),
      userId: call.request.apiClient?.id ?? null,
      message,
    },
    {},
  );
  return shownComment(comment, [
    { method: 'GET', href: `${call.base()}/task/${taskId(task)}/comment/${comment.key}`, rel: 'self' },
  ]);
}

async function change(call: Call, { of, word, id, target }: Place): Promise<undefined> {
  const body = call.body();
  const commentId = body.text('id');
  const message = body.text('message');
  if (commentId === null) throw invalidRequest('commentId is null');
  if (message === null) throw invalidRequest('message is null');
  const audit = (before: string) =>
    call.audit('task.updateComment', 'low', { ...target, before: { comment: before }, after: { comment: message } });
  const before = isKey(commentId) ? await call.engine.notes.changeComment(of, commentId, message, audit) : null;
  if (before === null)
    throw invalidRequest(`No comment exists with commentId: ${commentId} and ${word}: ${id}: comment is null`);
  return undefined;
}

/** What is not there is deleted already. */
async function remove(call: Call, { of, target }: Place, commentId: string | null): Promise<undefined> {
  if (commentId === null || isKey(commentId))
    await call.engine.notes.removeComments(of, commentId, {
      audit: call.audit('task.deleteComment', 'low', { ...target, after: { comment: null } }),
    });
  return undefined;
}
