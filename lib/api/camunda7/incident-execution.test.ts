import { expect, test } from 'vitest';
import { around } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const LAST_ATTEMPT = { retries: 1 };

test('200: an incident of a job names the execution that the job names, also within a sub-process', async () => {
  const content = `<bpmn:subProcess id="box"><bpmn:startEvent id="boxStart" /><bpmn:sequenceFlow id="boxFlow" sourceRef="boxStart" targetRef="work" />
    <bpmn:serviceTask id="work" camunda:asyncBefore="true" camunda:expression="\${nothing}" /></bpmn:subProcess>`;
  await api.deploy('stuck', around('stuck', content, 'box'));
  const id = await api.start('stuck');
  const [job] = (await api.call(`GET /job?processInstanceId=${id}`)).body as { id: string; executionId: string }[];
  await api.call(`PUT /job/${job?.id}/retries`, LAST_ATTEMPT);
  await api.call(`POST /job/${job?.id}/execute`);
  const expected = [{ activityId: 'work', failedActivityId: 'work', executionId: job?.executionId }];
  expect(job?.executionId).not.toBe(id);
  expect((await api.call(`GET /incident?processInstanceId=${id}`)).body).toMatchObject(expected);
  expect((await api.call(`GET /history/incident?processInstanceId=${id}`)).body).toMatchObject(expected);
});

interface Node {
  readonly activityId: string;
  readonly incidentIds: readonly string[];
  readonly childActivityInstances: readonly Node[];
  readonly childTransitionInstances: readonly Pick<Node, 'activityId' | 'incidentIds'>[];
}

test('200: an incident from when a token was alone is its scope’s while others are beside it, else the token’s', async () => {
  const failing = (id: string) =>
    `<bpmn:serviceTask id="${id}" camunda:asyncBefore="true" camunda:expression="\${${id}}" />`;
  const content = `<bpmn:subProcess id="box"><bpmn:startEvent id="boxStart" /><bpmn:sequenceFlow id="boxFlow" sourceRef="boxStart" targetRef="first" />${failing('first')}${failing('second')}</bpmn:subProcess>`;
  await api.deploy('beside', around('beside', content, 'box'));
  const id = await api.start('beside');
  const fail = async (activityId: string): Promise<void> => {
    const jobs = (
      await api.call(`GET /history/job-log?processInstanceId=${id}&activityIdIn=${activityId}&creationLog=true`)
    ).body as readonly { readonly jobId: string }[];
    await api.call(`PUT /job/${jobs.at(-1)?.jobId}/retries`, LAST_ATTEMPT);
    await api.call(`POST /job/${jobs.at(-1)?.jobId}/execute`);
  };
  const shown = async (): Promise<Readonly<Record<string, number>>> => {
    const tree = (await api.call(`GET /process-instance/${id}/activity-instances`)).body as Node;
    const [box] = tree.childActivityInstances;
    return Object.fromEntries(
      [box, ...(box?.childTransitionInstances ?? [])].map((node) => [node?.activityId, node?.incidentIds.length ?? 0]),
    );
  };
  const change = (type: string, activityId: string) =>
    api.call(`POST /process-instance/${id}/modification`, { instructions: [{ type, activityId }] });

  await fail('first');
  expect(await shown()).toEqual({ box: 0, first: 1 });
  await change('startBeforeActivity', 'second');
  expect(await shown()).toEqual({ box: 1, first: 0, second: 0 });
  await fail('second');
  expect(await shown()).toEqual({ box: 1, first: 0, second: 1 });
  await change('cancel', 'second');
  expect(await shown()).toEqual({ box: 0, first: 1 });
});
