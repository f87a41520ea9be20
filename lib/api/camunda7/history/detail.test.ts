import { beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../testing/models.ts';
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

  it('200: names in any case; form fields are none, whatever the flag says', async () => {
    const names = async (query: string): Promise<unknown> =>
      (await api.call(`GET /history/detail/count?${query}`)).at('count');
    expect(await names('variableNameLike=COL%25')).toBe(1);
    expect(await names('formFields=false')).toBe(0);
  });
});
