import { beforeAll, expect, test } from 'vitest';
import { testDesk } from '@/lib/console/test-desk.ts';
import { named, rejectionWords, withIds, withNames } from './element-words.ts';

const model = (version: number) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="words" isExecutable="true" camunda:historyTimeToLive="1" camunda:versionTag="${version}">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="Activity_0x1"/>
    <serviceTask id="Activity_0x1" name="Charge&#10;card" camunda:type="external" camunda:topic="words"/>
    <sequenceFlow id="Flow_0x1" name="Paid" sourceRef="Activity_0x1" targetRef="Activity_0x2"/>
    <userTask id="Activity_0x2" name="Check"/><userTask id="Activity_0x3" name="Check"/>
    <userTask id="plain"/>
  </process>
</definitions>`;
const desk = testDesk();
const { run } = desk;
let definitionKey = '';
let secondKey = '';
beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'words.bpmn': model(1) })).words ?? '';
  secondKey = (await desk.deploy({ 'words.bpmn': model(2) })).words ?? '';
});

test('an element is called by its name, with its id where two have the name, and by its id where it has none', async () => {
  const text = ['Activity_0x1', 'Activity_0x2', 'plain', 'gone', 'Flow_0x1', 'Activity_0x1#multiInstanceBody']
    .map((id) => named(id))
    .join('; ');
  expect(await withNames(desk.engine, { at: [text], since: new Date(0), n: 1 }, definitionKey)).toEqual({
    at: ['“Charge card”; “Check” (Activity_0x2); plain; gone; “Paid”; “Charge card” as a whole'],
    since: new Date(0),
    n: 1,
  });
  expect(await withNames(desk.engine, `at ${named('plain')}`, null)).toBe('at plain');
  expect(await withNames(desk.engine, named('Activity_0x1', definitionKey), null)).toBe('“Charge card”');
  expect(withIds(text)).toBe('Activity_0x1; Activity_0x2; plain; gone; Flow_0x1; Activity_0x1#multiInstanceBody');
});

test('a process is called by its name, and by its id where it has none', async () => {
  const other = model(1).replace('id="words"', 'id="letters" name="Words&#10;and letters"');
  const otherKey = (await desk.deploy({ 'letters.bpmn': other })).letters ?? '';
  const text = `${named('words')} version 1 calls ${named('letters', otherKey)} version 2.`;
  expect(await withNames(desk.engine, text, definitionKey)).toBe(
    'words version 1 calls “Words and letters” version 2.',
  );
});

test('what the engine refuses names the element once, and nothing else that is written like its id', async () => {
  const refused = await desk.engine.execute({
    type: 'modifyInstance',
    instanceKey: await desk.start(definitionKey),
    instructions: [
      {
        kind: 'startAfter',
        at: { elementId: 'plain', isBody: false },
        ancestorKey: null,
        variables: {},
        localVariables: {},
        scopeVariables: {},
      },
    ],
    reason: null,
  });
  if (refused.kind !== 'rejection') throw new Error(refused.kind);
  expect(rejectionWords(refused)).toContain(named('plain'));
  const said = rejectionWords({
    kind: 'rejection',
    code: 'invalidState',
    message: "element 'a' is a part of a.b",
    details: { elementId: 'a' },
  });
  expect(await withNames(desk.engine, said, definitionKey)).toBe('element a is a part of a.b');
});

test('previews, results, refusals and the audit log speak of names, their fields of ids', async () => {
  const instance = await desk.start(definitionKey, { businessKey: 'WORDS-1' });
  const jobKey = await desk.jobAt(instance, 'Activity_0x1');
  await desk.engine.execute({
    type: 'failJob',
    jobKey,
    retries: 0,
    retryAfterMs: 0,
    errorMessage: 'declined',
    errorDetails: null,
  });
  const [incident] = (await desk.see('incidents', { instance })).rows;
  const incidentKey = incident?.key ?? '';
  expect(await run('incident.retry', { incidentKey }, { mode: 'check' })).toMatchObject({
    effects: [expect.stringContaining('The job at “Charge card” of WORDS-1 gets 1 attempt'), expect.anything()],
    checks: expect.arrayContaining([
      expect.objectContaining({ evidence: 'No other instance has passed “Charge card” since.' }),
    ]),
  });
  expect(await run('incident.acknowledge', { incidentKey, isAcknowledged: true })).toMatchObject({
    message: expect.stringContaining('at “Charge card” are acknowledged'),
  });
  expect(await desk.lastEntry()).toMatchObject({ elementId: 'Activity_0x1' });
  const steps = [{ kind: 'startBefore', elementId: 'Activity_0x2' }] as const;
  expect(await run('instance.modify', { instanceKey: instance, steps })).toMatchObject({ kind: 'done' });
  expect(await desk.lastEntry()).toMatchObject({
    after: { steps: ['A new token starts before Activity_0x2.'] },
  });
  expect(
    await run(
      'instance.migrate',
      {
        instanceKey: instance,
        targetDefinitionKey: secondKey,
        mapping: [{ source: 'Activity_0x2', target: 'Activity_0x2' }],
      },
      { mode: 'check' },
    ),
  ).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ result: 'blocked', evidence: '“Charge card” has a token and is not mapped.' }),
    ]),
  });
  const nowhere = [{ kind: 'startAfter', elementId: 'Activity_0x2' }] as const;
  expect(await run('instance.modify', { instanceKey: instance, steps: nowhere })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('“Check” (Activity_0x2) has 0 outgoing flows'),
  });
  const texts = await desk.database.$queryRaw`select 1 from audit_entry a
    where to_jsonb(a)::text ~ ${'[\u{E000}-\u{E002}]'}`;
  expect(texts).toEqual([]);
});
