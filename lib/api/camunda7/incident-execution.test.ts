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
