import { describe, expect, test } from 'vitest';
import type { Element, SequenceFlow } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { CAMUNDA7_SEMANTICS, CAMUNDA8_SEMANTICS, type Semantics } from '../graph/semantics.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Decision, Facts, Lease } from './decision.ts';
import type { TreeState } from './state.ts';

const base = { place: { line: 1, column: 1 }, inputs: [], outputs: [] };
const literal = (text: string) => ({ language: 'literal' as const, text });

/** start → work → end, the work being done by a worker. */
function graph(semantics: Semantics): ProcessGraph {
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
      kind: 'workerTask',
      id: 'work',
      bpmnType: 'serviceTask',
      incoming: ['in'],
      outgoing: ['out'],
      boundaryIds: [],
      work: { type: literal('print'), headers: {} },
    },
    {
      ...base,
      kind: 'endEvent',
      id: 'end',
      bpmnType: 'endEvent',
      incoming: ['out'],
      outgoing: [],
      trigger: { kind: 'none' },
    },
  ];
  const flows: SequenceFlow[] = [
    { id: 'in', sourceId: 'start', targetId: 'work' },
    { id: 'out', sourceId: 'work', targetId: 'end' },
  ];
  return {
    processId: 'letter',
    semantics,
    startEventIds: ['start'],
    eventStartIds: [],
    isStartableInTasklist: true,
    candidateStarterGroups: [],
    candidateStarterUsers: [],
    elements: new Map(elements.map((element) => [element.id, element])),
    flows: new Map(flows.map((flow) => [flow.id, flow])),
  };
}

function facts(
  semantics: Semantics,
  known: { lease?: Lease; isDefinitionKnown?: boolean; isSuspended?: boolean } = {},
): Facts {
  let last = 100;
  const { isDefinitionKnown = true, isSuspended = false } = known;
  return {
    now: 0,
    newKey: () => {
      last += 1;
      return String(last);
    },
    lease: () => known.lease,
    calledDefinition: () => null,
    calledDecision: () => null,
    linkedForm: () => null,
    delegate: () => undefined,
    outside: () => undefined,
    definition: (key) =>
      isDefinitionKnown
        ? {
            key,
            version: 1,
            deploymentKey: 'd',
            tenantId: null,
            isSuspended,
            jobSettings: new Map(),
            graph: graph(semantics),
          }
        : undefined,
  };
}

const start: Command = {
  type: 'startInstance',
  instanceKey: '1',
  definitionKey: '9',
  businessKey: 'b',
  tenantId: null,
  variables: {},
};

function accepted(decision: Decision): Extract<Decision, { kind: 'accepted' }> {
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision;
}

function started(semantics: Semantics): { state: TreeState; jobKey: string } {
  const { state } = accepted(decide(null, start, facts(semantics)));
  return { state, jobKey: [...state.jobs.keys()][0] ?? '' };
}

describe('what the core does not know it asks for', () => {
  test('the definition', () => {
    expect(decide(null, start, facts(CAMUNDA7_SEMANTICS, { isDefinitionKnown: false }))).toEqual({
      kind: 'needs',
      needs: [{ kind: 'definition', key: '9' }],
    });
  });
  test('the lease, where a worker says its name', () => {
    const { state, jobKey } = started(CAMUNDA7_SEMANTICS);
    expect(
      decide(state, { type: 'completeJob', jobKey, worker: 'w', variables: {} }, facts(CAMUNDA7_SEMANTICS)),
    ).toEqual({ kind: 'needs', needs: [{ kind: 'lease', jobKey }] });
  });
});

describe('who may complete a job', () => {
  const { state, jobKey } = started(CAMUNDA7_SEMANTICS);
  const complete = (lease: Lease): Decision =>
    decide(state, { type: 'completeJob', jobKey, worker: 'w1', variables: {} }, facts(CAMUNDA7_SEMANTICS, { lease }));
  test('its holder, even after the lease ran out', () => {
    expect(accepted(complete({ worker: 'w1', until: -1 })).result.isInstanceEnded).toBe(true);
  });
  test('not another one', () => {
    expect(complete({ worker: 'w2', until: 10 })).toMatchObject({
      code: 'lockedByOther',
      details: { worker: 'w1', lockedBy: 'w2' },
    });
  });
  test('not one that never leased it', () => {
    expect(complete({ worker: null, until: null })).toMatchObject({
      code: 'lockedByOther',
      details: { lockedBy: null },
    });
  });
  test('anybody in Camunda 8', () => {
    const other = started(CAMUNDA8_SEMANTICS);
    expect(
      accepted(
        decide(other.state, { type: 'completeJob', jobKey: other.jobKey, variables: {} }, facts(CAMUNDA8_SEMANTICS)),
      ).result.isInstanceEnded,
    ).toBe(true);
  });
});

describe('refusals leave the state as it is', () => {
  const { state, jobKey } = started(CAMUNDA8_SEMANTICS);
  const refused: [string, Command, string][] = [
    ['an unknown job', { type: 'completeJob', jobKey: '0', variables: {} }, 'notFound'],
    ['no retries', { type: 'setJobRetries', jobKey, retries: 0 }, 'invalidArgument'],
    ['an unknown incident', { type: 'resolveIncident', incidentKey: '0' }, 'notFound'],
    ['an unknown instance', { type: 'cancelInstance', instanceKey: '0', reason: null, onlyRoot: true }, 'notFound'],
    ['an unknown scope', { type: 'setVariables', scopeKey: '0', variables: {}, removals: [], local: true }, 'notFound'],
    ['a worker job that is no continuation', { type: 'executeJob', jobKey }, 'notFound'],
  ];
  test.each(refused)('%s', (_name, command, code) => {
    const before = structuredClone(state);
    expect(decide(state, command, facts(CAMUNDA8_SEMANTICS))).toMatchObject({ kind: 'rejection', code });
    expect(state).toEqual(before);
  });
});

test('a suspended definition starts nothing', () => {
  expect(decide(null, start, facts(CAMUNDA7_SEMANTICS, { isSuspended: true }))).toMatchObject({
    code: 'invalidState',
    details: { reason: 'suspended' },
  });
});

test('without a tree there is nothing to do', () => {
  expect(decide(null, { type: 'executeJob', jobKey: '0' }, facts(CAMUNDA7_SEMANTICS))).toMatchObject({
    code: 'notFound',
  });
});
