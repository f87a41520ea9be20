import { beforeAll, describe, expect, it } from 'vitest';
import { definitions, userTask } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

const EVENT_SUB_PROCESS = `<bpmn:subProcess id="stop" triggeredByEvent="true">
  <bpmn:startEvent id="stopping"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent></bpmn:subProcess>`;

/** One task or two beside each other, and a message that interrupts them. */
const interruptible = (processId: string, isForked: boolean): string =>
  definitions(`<bpmn:message id="m" name="${processId}" />
<bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="begin" /><bpmn:sequenceFlow id="f0" sourceRef="begin" targetRef="one" /><bpmn:userTask id="one" />
  ${isForked ? '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="two" /><bpmn:userTask id="two" />' : ''}
  ${EVENT_SUB_PROCESS}
</bpmn:process>`);

/** As Camunda 7.24 answers for these models. */
describe('how tasks end in the history', () => {
  const api = engineRest();
  beforeAll(async () => {
    for (const [name, xml] of [
      ['single', interruptible('single', false)],
      ['forked', interruptible('forked', true)],
      ['plain', userTask('plain')],
    ] as const)
      expect(await api.deploy(name, xml)).toMatchObject({ status: 200 });
  }, 60_000);

  const reasonsOf = async (instance: string): Promise<readonly unknown[]> => {
    const tasks = (await api.call(`GET /history/task?processInstanceId=${instance}`)).body as {
      deleteReason: unknown;
    }[];
    return tasks.map(({ deleteReason }) => deleteReason);
  };

  it('200: a task that is alone in its scope says what has interrupted that, others do not', async () => {
    const single = await api.start('single');
    await api.call('POST /message', { messageName: 'single', processInstanceId: single });
    expect(await reasonsOf(single)).toEqual(['Interrupting activity Activity(stop) executed.']);
    const found = await api.call('GET /history/task/count?taskDeleteReasonLike=Interrupting%25');
    expect(found.at('count')).toBe(1);
    const forked = await api.start('forked');
    await api.call('POST /message', { messageName: 'forked', processInstanceId: forked });
    expect(await reasonsOf(forked)).toEqual(['deleted', 'deleted']);
  });

  it('200: a modification that takes the only task away by its name says so; by its instance it does not', async () => {
    const byName = await api.start('plain');
    await api.call(`POST /process-instance/${byName}/modification`, {
      instructions: [{ type: 'cancel', activityId: 'checking' }],
    });
    expect(await reasonsOf(byName)).toEqual(['Cancellation due to process instance modifcation']);
    const byInstance = await api.start('plain');
    const tree = await api.call(`GET /process-instance/${byInstance}/activity-instances`);
    await api.call(`POST /process-instance/${byInstance}/modification`, {
      instructions: [{ type: 'cancel', activityInstanceId: textOf(tree, 'childActivityInstances', 0, 'id') }],
    });
    expect(await reasonsOf(byInstance)).toEqual(['deleted']);
  });

  it('200: a path of the scope ends with a task whose error nothing catches', async () => {
    const instance = await api.start('plain');
    const task = await api.call(`GET /task?processInstanceId=${instance}`);
    await api.call(`POST /task/${textOf(task, 0, 'id')}/bpmnError`, { errorCode: 'NOBODY' });
    const ended = await api.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=checking`);
    expect(ended.body).toMatchObject([{ canceled: false, completeScope: true }]);
    expect(await reasonsOf(instance)).toEqual(['deleted']);
  });

  it('200: whoever has a task and is given it once more goes and comes; claiming it again says nothing', async () => {
    const instance = await api.start('plain');
    const id = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
    const noted = async (request: string, body: unknown): Promise<readonly string[]> => {
      const before = ((await api.call(`GET /history/identity-link-log?taskId=${id}`)).body as unknown[]).length;
      await api.call(request, body);
      const log = (await api.call(`GET /history/identity-link-log?taskId=${id}&sortBy=time&sortOrder=asc`)).body;
      return (log as { operationType: string; type: string; userId: string }[])
        .slice(before)
        .map(({ operationType, type, userId }) => `${operationType} ${type} ${userId}`);
    };
    expect(await noted(`POST /task/${id}/assignee`, { userId: 'ann' })).toEqual(['add assignee ann']);
    const again = ['delete assignee ann', 'add assignee ann'];
    expect(await noted(`POST /task/${id}/assignee`, { userId: 'ann' })).toEqual(again);
    expect(await noted(`POST /task/${id}/claim`, { userId: 'ann' })).toEqual([]);
    expect(await noted(`PUT /task/${id}`, { name: 'n', assignee: 'ann', owner: 'otto' })).toEqual([
      ...again,
      'add owner otto',
    ]);
    expect(await noted(`POST /task/${id}/identity-links`, { userId: 'otto', type: 'owner' })).toEqual([
      'delete owner otto',
      'add owner otto',
    ]);
  });
});
