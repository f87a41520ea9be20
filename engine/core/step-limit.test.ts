import { expect, test } from 'vitest';
import type { Element } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { CAMUNDA7_SEMANTICS, CAMUNDA8_SEMANTICS, type Semantics } from '../graph/semantics.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { MAX_FLOWS_PER_COMMAND } from './step.ts';

const base = { place: { line: 1, column: 1 }, inputs: [], outputs: [] };

/** start → again → again → … without a wait state. */
function circle(semantics: Semantics): ProcessGraph {
  const elements: Element[] = [
    {
      ...base,
      kind: 'startEvent',
      id: 'start',
      bpmnType: 'startEvent',
      incoming: [],
      outgoing: ['in'],
      trigger: { kind: 'none' },
    },
    {
      ...base,
      kind: 'passThroughTask',
      id: 'again',
      bpmnType: 'task',
      incoming: ['in', 'back'],
      outgoing: ['back'],
      boundaryIds: [],
    },
  ];
  return {
    processId: 'circle',
    semantics,
    startEventIds: ['start'],
    eventStartIds: [],
    isStartableInTasklist: true,
    candidateStarterGroups: [],
    candidateStarterUsers: [],
    elements: new Map(elements.map((element) => [element.id, element])),
    flows: new Map([
      ['in', { id: 'in', sourceId: 'start', targetId: 'again' }],
      ['back', { id: 'back', sourceId: 'again', targetId: 'again' }],
    ]),
  };
}

function startCircle(semantics: Semantics): Decision {
  let last = 100;
  return decide(
    null,
    { type: 'startInstance', instanceKey: '1', definitionKey: '9', businessKey: null, tenantId: null, variables: {} },
    {
      now: 0,
      newKey: () => {
        last += 1;
        return String(last);
      },
      lease: () => undefined,
      calledDefinition: () => null,
      calledDecision: () => null,
      linkedForm: () => null,
      delegate: () => undefined,
      outside: () => undefined,
      definition: (key) => ({
        key,
        version: 1,
        deploymentKey: 'd',
        tenantId: null,
        isSuspended: false,
        jobSettings: new Map(),
        graph: circle(semantics),
      }),
    },
  );
}

test('a circle of Camunda 7 undoes the command', () => {
  expect(startCircle(CAMUNDA7_SEMANTICS)).toMatchObject({
    kind: 'rejection',
    code: 'failed',
    details: { incidentType: 'STEP_LIMIT_EXCEEDED' },
  });
});

test('a circle of Camunda 8 stops with one incident where the token stands', () => {
  const decision = startCircle(CAMUNDA8_SEMANTICS);
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  expect([...decision.state.incidents.values()]).toMatchObject([{ type: 'STEP_LIMIT_EXCEEDED', elementId: 'again' }]);
  expect([...decision.state.elements.values()]).toMatchObject([{ elementId: 'again', phase: 'activating' }]);
  expect(decision.events.length).toBeLessThan(MAX_FLOWS_PER_COMMAND);
});
