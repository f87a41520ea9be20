import { expect, it } from 'vitest';
import type { Element, SequenceFlow } from './element.ts';
import type { Expression } from './expression.ts';
import type { ProcessGraph } from './process-graph.ts';
import { CAMUNDA7_SEMANTICS } from './semantics.ts';
import { reachableFrom, variableUses } from './variable-uses.ts';

const juel = (body: string): Expression => ({ language: 'juel', text: `\${${body}}` });
const base = { place: { line: 1, column: 1 }, inputs: [], outputs: [], incoming: [] };
const flow = (id: string, sourceId: string, targetId: string, condition?: string): SequenceFlow => ({
  id,
  sourceId,
  targetId,
  ...(condition === undefined ? {} : { condition: juel(condition) }),
});

function graphOf(elements: readonly Element[], flows: readonly SequenceFlow[]): ProcessGraph {
  return {
    processId: 'p',
    semantics: CAMUNDA7_SEMANTICS,
    startEventIds: [],
    eventStartIds: [],
    isStartableInTasklist: true,
    candidateStarterGroups: [],
    candidateStarterUsers: [],
    elements: new Map(elements.map((each) => [each.id, each])),
    flows: new Map(flows.map((each) => [each.id, each])),
  };
}

const GRAPH = graphOf(
  [
    { ...base, id: 'check', kind: 'exclusiveGateway', bpmnType: 'exclusiveGateway', outgoing: ['big', 'small'] },
    {
      ...base,
      id: 'charge',
      kind: 'passThroughTask',
      bpmnType: 'task',
      boundaryIds: [],
      outgoing: ['on'],
      inputs: [
        { source: juel('order.amount'), target: 'amount' },
        { source: { language: 'list', items: [juel('amount * 2')] }, target: 'x' },
      ],
    },
    {
      ...base,
      id: 'ship',
      kind: 'passThroughTask',
      bpmnType: 'task',
      boundaryIds: [],
      outgoing: [],
      multiInstance: { isSequential: false, collection: juel("execution.getVariable('amount')") },
    },
    { ...base, id: 'apart', kind: 'passThroughTask', bpmnType: 'task', boundaryIds: [], outgoing: [] },
  ],
  [
    flow('big', 'check', 'charge', 'amount > 100'),
    flow('small', 'check', 'ship', "amounts == 'amount'"),
    flow('on', 'charge', 'ship'),
  ],
);

it('finds a name in conditions, mappings and loops, and neither a longer name, nor a property, nor a text', () => {
  expect(variableUses(GRAPH, 'amount').map(({ elementId, flowId, kind }) => [elementId, flowId, kind])).toEqual([
    ['charge', null, 'input'],
    ['ship', null, 'multiInstance'],
    ['check', 'big', 'condition'],
  ]);
  expect(variableUses(GRAPH, 'order').map(({ elementId }) => elementId)).toEqual(['charge']);
  expect(variableUses(GRAPH, 'nobody')).toEqual([]);
});

it('knows what a token can still come to', () => {
  expect([...reachableFrom(GRAPH, ['charge'])]).toEqual(['ship']);
  expect([...reachableFrom(GRAPH, ['check'])].sort()).toEqual(['charge', 'ship']);
});
