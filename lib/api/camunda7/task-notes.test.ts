import { beforeAll, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();
let instance = '';
let task = '';

beforeAll(async () => {
  expect((await api.deploy('approval', userTask('approval'))).status).toBe(200);
});

async function begin(): Promise<void> {
  instance = await api.start('approval');
  task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
}

test('200: comments of a task, newest first; at the instance only those that named it', async () => {
  await begin();
  const first = await api.call(`POST /task/${task}/comment/create`, { message: 'first' });
  expect(first).toMatchObject({
    status: 200,
    body: {
      message: 'first',
      taskId: task,
      userId: null,
      processInstanceId: null,
      rootProcessInstanceId: instance,
      removalTime: null,
      links: [{ rel: 'self' }],
    },
  });
  const second = await api.call(`POST /task/${task}/comment/create`, {
    message: 'second',
    processInstanceId: instance,
  });
  expect((await api.call(`GET /task/${task}/comment`)).body).toMatchObject([
    { message: 'second', links: [] },
    { message: 'first' },
  ]);
  expect((await api.call(`GET /process-instance/${instance}/comment`)).body).toMatchObject([
    { message: 'second', processInstanceId: instance },
  ]);
  expect((await api.call(`GET /task/${task}/comment/${textOf(first, 'id')}`)).body).toMatchObject({ message: 'first' });
  expect((await api.call(`PUT /task/${task}/comment`, { id: textOf(first, 'id'), message: 'better' })).status).toBe(
    204,
  );
  expect(
    (await api.call(`PUT /process-instance/${instance}/comment`, { id: textOf(second, 'id'), message: 'last' })).status,
  ).toBe(204);
  expect((await api.call(`GET /task/${task}/comment`)).body).toMatchObject([
    { message: 'last' },
    { message: 'better' },
  ]);
  expect((await api.call(`DELETE /process-instance/${instance}/comment`)).status).toBe(204);
  expect((await api.call(`GET /task/${task}/comment`)).body).toMatchObject([{ message: 'better' }]);
  expect((await api.call(`GET /task/${task}?withCommentAttachmentInfo=true`)).body).toMatchObject({
    comment: true,
    attachment: false,
  });
  expect((await api.call(`DELETE /task/${task}/comment/${textOf(first, 'id')}`)).status).toBe(204);
  expect((await api.call(`DELETE /task/${task}/comment/nothing`)).status).toBe(204);
  expect((await api.call(`GET /task/${task}/comment`)).body).toEqual([]);
  const logged = (
    await api.call(
      `GET /history/user-operation?taskId=${task}&entityType=Comment&operationType=UpdateComment&sortBy=timestamp&sortOrder=asc`,
    )
  ).body;
  expect(logged).toMatchObject([
    { property: 'comment', orgValue: 'first', newValue: 'better', category: 'TaskWorker' },
  ]);
});

test('400 and 404: comments that say nothing, of what is not there', async () => {
  await begin();
  const refused = (status: number, message: string) => ({ status, body: { type: 'InvalidRequestException', message } });
  expect(await api.call(`POST /task/${task}/comment/create`, {})).toMatchObject(
    refused(400, 'Not enough parameters submitted'),
  );
  expect(await api.call('POST /task/nothing/comment/create', { message: 'x' })).toMatchObject(
    refused(400, 'No task found for task id nothing'),
  );
  expect(await api.call('GET /task/nothing/comment')).toMatchObject(refused(404, 'No task found for task id nothing'));
  expect(await api.call('GET /process-instance/nothing/comment')).toMatchObject(
    refused(404, 'No process instance found for id nothing'),
  );
  expect(await api.call(`PUT /task/${task}/comment`, { id: '1', message: 'x' })).toMatchObject(
    refused(400, `No comment exists with commentId: 1 and taskId: ${task}: comment is null`),
  );
  expect(await api.call(`PUT /task/${task}/comment`, { id: '1' })).toMatchObject(refused(400, 'message is null'));
});

test('200: a file and an address beside a task; they go with the history of its instance', async () => {
  await begin();
  const attach = async (fields: Readonly<Record<string, string>>, file?: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    if (file !== undefined) form.set('content', new Blob([file]), 'plan.txt');
    const answer = await fetch(`${api.base}/task/${task}/attachment/create`, { method: 'POST', body: form });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const file = await attach(
    { 'attachment-name': 'plan', 'attachment-description': 'the plan', 'attachment-type': 'text' },
    'step one',
  );
  expect(file).toMatchObject({
    status: 200,
    body: {
      name: 'plan',
      description: 'the plan',
      type: 'text',
      url: null,
      taskId: task,
      rootProcessInstanceId: instance,
    },
  });
  expect(await attach({ 'attachment-name': 'page', url: 'http://example.org' })).toMatchObject({
    status: 200,
    body: { url: 'http://example.org', type: null },
  });
  expect(await attach({ 'attachment-name': 'empty' })).toMatchObject({
    status: 400,
    body: { message: 'No content or url to remote content exists to create the task attachment.' },
  });
  expect(await (await fetch(`${api.base}/task/${task}/attachment/${file.body.id}/data`)).text()).toBe('step one');
  expect((await api.call(`GET /task/${task}/attachment`)).body).toMatchObject([{ name: 'page' }, { name: 'plan' }]);
  expect(await api.call(`GET /task/${task}/attachment/nothing/data`)).toMatchObject({ status: 404 });
  expect((await api.call(`DELETE /task/${task}/attachment/${file.body.id}`)).status).toBe(204);
  expect(await api.call(`DELETE /task/${task}/attachment/${file.body.id}`)).toMatchObject({
    status: 404,
    body: {
      message: `Deletion is not possible. No attachment exists for task id '${task}' and attachment id '${file.body.id}'.`,
    },
  });
  expect(
    (await api.call(`GET /history/user-operation?taskId=${task}&entityType=Attachment&sortBy=timestamp&sortOrder=asc`))
      .body,
  ).toMatchObject([
    { operationType: 'AddAttachment', newValue: 'plan' },
    { operationType: 'AddAttachment', newValue: 'page' },
    { operationType: 'DeleteAttachment', newValue: 'plan' },
  ]);
  expect((await api.call(`DELETE /process-instance/${instance}`)).status).toBe(204);
  expect((await api.call(`GET /task/${task}/attachment`)).body).toMatchObject([{ name: 'page' }]);
  expect((await api.call(`DELETE /history/process-instance/${instance}`)).status).toBe(204);
  expect((await api.call(`GET /task/${task}/attachment`)).status).toBe(404);
});
