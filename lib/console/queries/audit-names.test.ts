import { expect, test } from 'vitest';
import { type AuditRecord, NOTHING_TOLD } from '@/engine/index.ts';
import { testDesk } from '../test-desk.ts';

const desk = testDesk();
const model = (processId: string) =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="${processId}" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start"/></process>
</definitions>`);

const deployedBy = (after: unknown): AuditRecord => ({
  ...NOTHING_TOLD,
  actorKind: 'client',
  actorId: null,
  actorName: null,
  address: null,
  channel: 'rest8',
  operation: 'deployment.create',
  risk: 'guarded',
  targetKind: 'deployment',
  after,
});

test.each([
  [{ name: 'Spring', resources: ['a.bpmn'] }, 'Spring'],
  [{ name: null, resources: ['a.bpmn'] }, 'a.bpmn'],
  [{ resources: ['a.bpmn', 'b.bpmn', 'c.dmn'] }, 'a.bpmn and 2 more'],
  [{ resources: [] }, null],
])('a deployment of %j is called %j in the log', async (after, name) => {
  await desk.engine.deploy({
    name: null,
    source: null,
    tenantId: null,
    duplicates: 'deployAll',
    resources: [{ name: 'a.bpmn', content: model('named') }],
    audit: deployedBy(after),
  });
  const { rows } = await desk.see('audit', { limit: 1 });
  expect(rows[0]).toMatchObject({ operation: 'deployment.create', targetName: name });
});
