import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, listened, listenedBox, userTask, work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
let target: string;
let other: string;
beforeAll(async () => {
  await api.deploy(['old.bpmn', work('old')]);
  const deployed = await api.deploy(
    ['new.bpmn', work('new')],
    ['asked.bpmn', userTask('asked')],
    ['upper.bpmn', call('upper', 'old')],
  );
  target = deployed.textAt('deployments', 0, 'processDefinition', 'processDefinitionKey');
  other = deployed.textAt('deployments', 1, 'processDefinition', 'processDefinitionKey');
});
afterEach(() => expect(api.failures).toEqual([]));

const modify = (key: string, body: unknown) => api.call(`POST /process-instances/${key}/modification`, body);
const migrate = (key: string, definition: string, mapping: Readonly<Record<string, string>>) =>
  api.call(`POST /process-instances/${key}/migration`, {
    targetProcessDefinitionKey: definition,
    mappingInstructions: Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
      sourceElementId,
      targetElementId,
    })),
  });
const elements = (processInstanceKey: string, elementId: string) =>
  api.call('POST /element-instances/search', { filter: { processInstanceKey, elementId } });

describe('modification', () => {
  test('204: one element begins where another ends, with variables', async () => {
    const key = await api.start('old');
    const step = (await elements(key, 'step')).textAt('items', 0, 'elementInstanceKey');
    const answer = await modify(key, {
      activateInstructions: [
        {
          elementId: 'step',
          variableInstructions: [{ variables: { v: 1 } }, { variables: { own: 2 }, scopeId: 'step' }],
        },
      ],
      terminateInstructions: [{ elementInstanceKey: step }],
    });
    expect(answer.status).toBe(204);
    expect((await elements(key, 'step')).body).toMatchObject({ items: [{ state: 'TERMINATED' }, { state: 'ACTIVE' }] });
    expect(
      (await api.call('POST /variables/search', { filter: { processInstanceKey: key, scopeKey: key } })).body,
    ).toMatchObject({ items: [{ name: 'v' }] });
  });

  test('400: a whole number beyond 64 bits among the variables; digits are kept and what no number holds is a text', async () => {
    const key = await api.start('old');
    const starting = (instructions: string) =>
      api.call(
        `POST /process-instances/${key}/modification`,
        `{"activateInstructions":[{"elementId":"step","variableInstructions":[${instructions}]}]}`,
      );
    expect(await starting('{"variables":{"v":18446744073709551616}}')).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail: 'MessagePack cannot serialize BigInteger larger than 2^64-1' },
    });
    const nameless = await starting('{"variables":{"v":18446744073709551616}},{"variables":{}}');
    expect(nameless.at('detail')).toBe('No variables provided.');
    expect((await starting('{"variables":{"a":9223372036854775807}},{"variables":{"b":[1e400]}}')).status).toBe(204);
    const variables = await api.call('POST /variables/search', { filter: { processInstanceKey: key, scopeKey: key } });
    expect(variables.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ name: 'a', value: '9223372036854775807' }),
        expect.objectContaining({ name: 'b', value: '["Infinity"]' }),
      ]),
    });
  });

  test('204: without the last element the instance ends', async () => {
    const key = await api.start('old');
    const step = (await elements(key, 'step')).textAt('items', 0, 'elementInstanceKey');
    expect((await modify(key, { terminateInstructions: [{ elementInstanceKey: step }] })).status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('TERMINATED');
  });

  test('204: an instance that is to end itself ends, whatever else was to begin', async () => {
    const key = await api.start('old');
    const answer = await modify(key, {
      activateInstructions: [{ elementId: 'step' }],
      terminateInstructions: [{ elementInstanceKey: key }],
    });
    expect(answer.status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('TERMINATED');
  });

  test('204: without instructions nothing happens, also to an instance that waits for its listener', async () => {
    await api.deploy(['listened.bpmn', listened('listened')]);
    const key = await api.start('listened');
    expect((await modify(key, {})).status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('ACTIVE');
  });

  test('400: what cannot be activated or terminated; nothing changes', async () => {
    const key = await api.start('old');
    const start =
      "Command 'MODIFY' rejected with code 'INVALID_ARGUMENT': Expected to modify instance of process 'old' but it contains one or more";
    expect(
      (await modify(key, { activateInstructions: [{ elementId: 'step' }, { elementId: 'ghost' }] })).at('detail'),
    ).toBe(`${start} activate instructions with an element that could not be found: 'ghost'`);
    expect((await modify(key, { activateInstructions: [{ elementId: 'begin' }] })).at('detail')).toMatch(
      /elements with type 'START_EVENT' is not supported/,
    );
    expect(
      (
        await modify(key, { activateInstructions: [{ elementId: 'f1' }, { elementId: 'begin' }, { elementId: 'f1' }] })
      ).at('detail'),
    ).toMatch(
      /unsupported: 'f1', 'begin'. The activation of elements with type 'SEQUENCE_FLOW', 'START_EVENT' is not supported/,
    );
    expect(
      (await modify(key, { activateInstructions: [{ elementId: 'step', ancestorElementInstanceKey: UNKNOWN }] })).at(
        'detail',
      ),
    ).toBe(
      `${start} activate instructions with an ancestor scope key that does not exist, or is not in an active state: '${UNKNOWN}'`,
    );
    expect((await modify(key, { terminateInstructions: [{ elementInstanceKey: UNKNOWN }] })).at('detail')).toBe(
      `${start} terminate instructions with an element instance that could not be found: '${UNKNOWN}'`,
    );
    expect((await modify(key, { activateInstructions: [{}] })).at('detail')).toBe('No elementId provided.');
    const unknown = { elementId: 'step', ancestorElementInstanceKey: UNKNOWN };
    const unknownScope = { elementId: 'step', variableInstructions: [{ variables: { v: 1 }, scopeId: 'ghost' }] };
    expect(
      (
        await modify(key, {
          activateInstructions: [unknown, unknownScope],
          terminateInstructions: [{ elementInstanceKey: UNKNOWN }, { elementInstanceKey: '1' }],
        })
      ).at('detail'),
      'what is to end is looked at before variables and ancestors',
    ).toBe(`${start} terminate instructions with an element instance that could not be found: '${UNKNOWN}', '1'`);
    expect(
      (
        await modify(key, {
          activateInstructions: [
            { ...unknown, ancestorElementInstanceKey: '123' },
            { ...unknown, ancestorElementInstanceKey: '77' },
          ],
        })
      ).at('detail'),
    ).toMatch(/is not in an active state: '77', '123'$/);
    expect(
      (await modify(key, { activateInstructions: ['nope', 'zeta', 'nope'].map((elementId) => ({ elementId })) })).at(
        'detail',
      ),
    ).toMatch(/could not be found: 'zeta', 'nope'$/);
    expect((await elements(key, 'step')).body).toMatchObject({ items: [{ state: 'ACTIVE' }] });
  });

  test('400: an ancestor of another instance, or one whose listeners are still asked', async () => {
    const [key, foreign] = [await api.start('old'), await api.start('old')];
    const theirs = (await elements(foreign, 'step')).textAt('items', 0, 'elementInstanceKey');
    const under = async (instance: string, elementId: string, ...ancestors: readonly string[]) =>
      (
        await modify(instance, {
          activateInstructions: ancestors.map((ancestorElementInstanceKey) => ({
            elementId,
            ancestorElementInstanceKey,
          })),
        })
      ).at('detail');
    expect(await under(key, 'step', theirs, foreign)).toMatch(
      /with an ancestor scope key that does not belong to the modified process instance: /,
    );
    expect(await under(key, 'step', theirs, UNKNOWN)).toMatch(new RegExp(`is not in an active state: '${UNKNOWN}'$`));
    const own = (await elements(key, 'step')).textAt('items', 0, 'elementInstanceKey');
    expect(await under(key, 'step', own, theirs), 'before what does not stand around').toMatch(
      new RegExp(`does not belong to the modified process instance: '${theirs}'$`),
    );
    await api.deploy(['stopped.bpmn', work('stopped').replace(/type="[^"]*"/, 'type="=nothing"')]);
    const stopped = (await elements(await api.start('stopped'), 'step')).textAt('items', 0, 'elementInstanceKey');
    expect(await under(key, 'step', theirs, stopped), 'stopped as it began').toMatch(
      new RegExp(`is not in an active state: '${stopped}'$`),
    );
    await api.deploy(['listened-box.bpmn', listenedBox('listened-box')]);
    const listening = await api.start('listened-box');
    const box = (await elements(listening, 'box')).textAt('items', 0, 'elementInstanceKey');
    expect(await under(listening, 'inside', box)).toMatch(new RegExp(`is not in an active state: '${box}'$`));
    await api.call(`POST /jobs/${(await api.job('listened-box-box')).key}/completion`, {});
    expect(await under(listening, 'inside', box)).toBeUndefined();
  });

  test('204: what is started in a called instance may throw an error that ends it', async () => {
    const error = '<bpmn:error id="failed" errorCode="failed" /></bpmn:definitions>';
    const thrown = '<bpmn:endEvent id="broken"><bpmn:errorEventDefinition errorRef="failed" /></bpmn:endEvent>';
    const caught =
      '<bpmn:boundaryEvent id="caught" attachedToRef="call"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:errorEventDefinition errorRef="failed" /></bpmn:boundaryEvent><bpmn:endEvent id="handled" /><bpmn:sequenceFlow id="f3" sourceRef="caught" targetRef="handled" />';
    const including = (model: string, more: string): string =>
      model.replace('</bpmn:process>', `${more}</bpmn:process>`).replace('</bpmn:definitions>', error);
    await api.deploy(
      ['thrower.bpmn', including(work('thrower'), thrown)],
      ['catcher.bpmn', including(call('catcher', 'thrower'), caught)],
    );
    const parent = await api.start('catcher');
    const called = (
      await api.call('POST /process-instances/search', { filter: { parentProcessInstanceKey: parent } })
    ).textAt('items', 0, 'processInstanceKey');
    expect((await modify(called, { activateInstructions: [{ elementId: 'broken' }] })).status).toBe(204);
    expect((await elements(parent, 'handled')).body).toMatchObject({ items: [{ state: 'COMPLETED' }] });
    expect((await api.call(`GET /process-instances/${called}`)).at('state')).toBe('TERMINATED');
  });

  test('400: a called instance is not emptied', async () => {
    const parent = await api.start('upper');
    const called = (
      await api.call('POST /process-instances/search', { filter: { parentProcessInstanceKey: parent } })
    ).textAt('items', 0, 'processInstanceKey');
    const step = (await elements(called, 'step')).textAt('items', 0, 'elementInstanceKey');
    expect((await modify(called, { terminateInstructions: [{ elementInstanceKey: step }] })).at('detail')).toMatch(
      /please modify the parent process instead\.$/,
    );
  });

  test('404: an unknown instance', async () => {
    expect((await modify(UNKNOWN, { activateInstructions: [{ elementId: 'step' }] })).status).toBe(404);
  });
});

describe('migration', () => {
  test('204: the instance goes on in the other definition, with its job', async () => {
    const key = await api.start('old');
    const [job] = await api.engine.search.find('job', { where: [{ field: 'instanceKey', op: '=', value: key }] });
    expect((await migrate(key, target, { step: 'step' })).status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('processDefinitionId')).toBe('new');
    expect((await api.call(`POST /jobs/${job?.key}/completion`, {})).status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('COMPLETED');
  });

  test('400: mappings of what is not there, or none', async () => {
    const key = await api.start('old');
    expect((await migrate(key, target, { ghost: 'step' })).at('detail')).toMatch(
      /contain a non-existing source element id 'ghost'/,
    );
    expect((await migrate(key, target, { step: 'ghost' })).at('detail')).toMatch(
      /contain a non-existing target element id 'ghost'/,
    );
    expect((await migrate(key, target, {})).at('detail')).toBe('No mappingInstructions provided.');
  });

  test('204: the process is an element that may be mapped; an active element to it is not', async () => {
    const key = await api.start('old');
    expect((await migrate(key, target, { step: 'new' })).at('detail')).toMatch(
      /type 'SERVICE_TASK' is mapped to an element with id 'new' and different type 'PROCESS'/,
    );
    expect((await migrate(key, target, { old: 'new', step: 'step' })).status).toBe(204);
  });

  test('409: an active element without its like', async () => {
    const key = await api.start('old');
    expect((await migrate(key, target, { end: 'end' })).at('detail')).toMatch(
      /no mapping instruction defined for active element with id 'step'/,
    );
    expect((await migrate(key, other, { step: 'check' })).at('detail')).toMatch(
      /type 'SERVICE_TASK' is mapped to an element with id 'check' and different type 'USER_TASK'/,
    );
    expect((await api.call(`GET /process-instances/${key}`)).at('processDefinitionId')).toBe('old');
  });

  test('409: the bodies of multi-instance activities are alike, what is in them is not', async () => {
    const loop =
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1]"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';
    const ofMany = (model: string) => model.replace(/<\/bpmn:(?:serviceTask|userTask)>/, `${loop}$&`);
    const deployed = await api.deploy(
      ['many.bpmn', ofMany(work('many'))],
      ['asked-many.bpmn', ofMany(userTask('asked-many'))],
    );
    const asked = deployed.textAt('deployments', 1, 'processDefinition', 'processDefinitionKey');
    const key = await api.start('many');
    expect((await migrate(key, other, { step: 'check' })).at('detail')).toMatch(
      /and type 'MULTI_INSTANCE_BODY' is mapped to an element with id 'check' and different type 'USER_TASK'/,
    );
    expect((await migrate(key, asked, { step: 'check' })).at('detail')).toMatch(
      /element with id 'step' and type 'SERVICE_TASK' is mapped to an element with id 'check' and different type 'USER_TASK'/,
    );
  });

  test('404: an unknown instance or definition', async () => {
    expect((await migrate(UNKNOWN, target, { step: 'step' })).status).toBe(404);
    expect((await migrate(await api.start('old'), UNKNOWN, { step: 'step' })).status).toBe(404);
  });
});
