import { expect, test } from 'vitest';
import { emptyTree } from './empty-tree.ts';
import type { EngineEvent } from './events.ts';
import { evolve, evolveAll } from './evolve.ts';
import type { ElementInstance, Instance, Variable } from './state.ts';
import { treeOf } from './tree-of.ts';

const at = 0;
const instance: Instance = {
  key: '1',
  treeKey: '1',
  definitionKey: 'd',
  parentElementInstanceKey: null,
  parentInstanceKey: null,
  businessKey: null,
  tenantId: null,
  isSuspended: false,
  startedAt: at,
  startElementId: 'start',
  restartOf: null,
  caseInstanceId: null,
};
const element: ElementInstance = {
  key: '2',
  instanceKey: '1',
  elementId: 'work',
  kind: 'workerTask',
  scopeKey: '1',
  phase: 'active',
  enteredBy: [],
  startedAt: at,
  index: null,
  data: null,
  calledInstanceKey: null,
};
const variable: Variable = {
  key: '3',
  instanceKey: '1',
  scopeKey: '2',
  name: 'a',
  value: { type: 'Integer', text: '1' },
  revision: 1,
};
const begun: EngineEvent[] = [
  { type: 'instanceCreated', at, instance },
  { type: 'elementActivated', at, element },
  { type: 'variableSet', at, variable, before: null, writtenBy: null },
];

test('an event makes a new state and leaves the old one as it was', () => {
  const before = evolveAll(emptyTree('1'), begun);
  const after = evolve(before, {
    type: 'variableSet',
    at,
    variable: { ...variable, value: { type: 'Integer', text: '2' }, revision: 2 },
    before: variable.value,
    writtenBy: null,
  });
  expect(before.variables.get('3')?.value.text).toBe('1');
  expect(before.variablesByScope.get('2')?.get('a')?.value.text).toBe('1');
  expect(after.variablesByScope.get('2')?.get('a')?.value.text).toBe('2');
});

test('maps that an event does not concern are shared', () => {
  const before = evolveAll(emptyTree('1'), begun);
  const after = evolve(before, { type: 'instanceChanged', at, instanceKey: '1', changes: { isSuspended: true } });
  expect(after.elements).toBe(before.elements);
  expect(after.variablesByScope).toBe(before.variablesByScope);
});

test('a scope ends with its variables, and an ended tree is empty', () => {
  const ended = evolveAll(evolveAll(emptyTree('1'), begun), [
    { type: 'elementEnded', at, elementInstanceKey: '2', outcome: 'completed' },
    { type: 'instanceEnded', at, instanceKey: '1', outcome: 'completed', isExternal: false, reason: null },
  ]);
  expect(ended).toEqual(emptyTree('1'));
});

test('rows that were loaded make the same state as the events', () => {
  const state = evolveAll(emptyTree('1'), begun);
  expect(
    treeOf({
      treeKey: '1',
      version: 0,
      instances: [instance],
      elements: [element],
      variables: [variable],
      jobs: [],
      userTasks: [],
      subscriptions: [],
      incidents: [],
    }),
  ).toEqual(state);
});
