import { beforeAll, describe, expect, it } from 'vitest';
import { definitions, userTask } from '../testing/models.ts';
import { engineRest } from '../testing/test-engine-rest.ts';

const MANY =
  definitions(`<bpmn:process id="many" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /><bpmn:sequenceFlow id="f" sourceRef="begin" targetRef="work" />
  <bpmn:userTask id="work"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask></bpmn:process>`);

describe('details of the history', () => {
  const api = engineRest();
  beforeAll(async () => {
    expect(await api.deploy('many', MANY)).toMatchObject({ status: 200 });
  }, 60_000);

  it('200: initial is what came with the start, not what inner scopes began with', async () => {
    const instance = await api.start('many', { colour: { value: 'red' } });
    const initial = async (name: string): Promise<unknown> =>
      (await api.call(`GET /history/detail?processInstanceId=${instance}&variableNameLike=${name}`)).at(0, 'initial');
    expect(await initial('colour')).toBe(true);
    expect(await initial('nrOfInstances')).toBe(false);
  });

  it('200: values name the activity that stood where they were written, or whose work wrote them', async () => {
    expect(await api.deploy('single', userTask('single'))).toMatchObject({ status: 200 });
    const instance = await api.start('single', { z: { value: 1 } });
    await api.call(`PUT /process-instance/${instance}/variables/q`, { value: 1 });
    const task = await api.call(`GET /task?processInstanceId=${instance}`);
    await api.call(`POST /task/${String(task.at(0, 'id'))}/complete`, {
      variables: { z: { value: 2 }, n: { value: 1 } },
    });
    const elementId = String(task.at(0, 'taskDefinitionKey'));
    const activity = await api.call(
      `GET /history/activity-instance?processInstanceId=${instance}&activityId=${elementId}`,
    );
    const written = async (name: string): Promise<unknown> => {
      const found = await api.call(
        `GET /history/detail?processInstanceId=${instance}&variableNameLike=${name}&sortBy=variableRevision&sortOrder=asc`,
      );
      return (found.body as { activityInstanceId: string }[]).map(({ activityInstanceId }) => activityInstanceId);
    };
    const id = activity.at(0, 'id');
    expect(await written('z')).toEqual([instance, id]);
    expect([await written('q'), await written('n')]).toEqual([[id], [id]]);
    const filtered = await api.call(`GET /history/detail?activityInstanceId=${String(id)}`);
    expect(filtered.body).toHaveLength(3);
  });

  it('200: names in any case; without a form there are no form fields, whatever the flag says', async () => {
    const names = async (query: string): Promise<unknown> =>
      (await api.call(`GET /history/detail/count?${query}`)).at('count');
    expect(await names('variableNameLike=COL%25')).toBe(1);
    expect(await names('formFields=false')).toBe(0);
  });
});
