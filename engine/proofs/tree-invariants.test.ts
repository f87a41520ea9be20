import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../core/events.ts';
import { emptyTree } from '../core/empty-tree.ts';
import { evolveAll } from '../core/evolve.ts';
import type { ElementInstance, Key } from '../core/state.ts';
import { instanceCreated, jobCreated } from './rules/events-for-tests.ts';
import { faultsOf, faultsOfEvents, Ledger } from './tree-invariants.ts';

const at = (key: Key, scopeKey: Key): ElementInstance => ({
  key,
  instanceKey: 'i',
  elementId: key,
  kind: 'workerTask',
  scopeKey,
  phase: 'active',
  enteredBy: [],
  startedAt: 0,
  index: null,
  data: null,
  calledInstanceKey: null,
});
const on = (key: Key, scopeKey: Key = 'i'): EngineEvent => ({
  type: 'elementActivated',
  at: 0,
  element: at(key, scopeKey),
});
const off = (key: Key): EngineEvent => ({ type: 'elementEnded', at: 0, elementInstanceKey: key, outcome: 'completed' });
const over: EngineEvent = {
  type: 'instanceEnded',
  at: 0,
  instanceKey: 'i',
  outcome: 'completed',
  isExternal: false,
  reason: null,
};
const job = jobCreated('worker', 'a', [], 'a');
const jobDone: EngineEvent = { type: 'jobEnded', at: 0, jobKey: 'job', outcome: 'completed', worker: null };
const treeOf = (...events: EngineEvent[]) => evolveAll(emptyTree('i'), [instanceCreated, ...events]);

describe('a tree', () => {
  it('is sound where a token waits', () => {
    expect(faultsOf(treeOf(on('a'), job))).toEqual([]);
  });
  it.each<readonly [string, readonly EngineEvent[], string]>([
    ['an instance without a token', [], 'instance i has no token'],
    ['a token that waits for nothing', [on('a')], 'waits for nothing'],
    ['a token without a scope', [on('a', 'gone'), job], 'has lost its scope'],
    ['a job without its token', [on('a'), job, off('a')], 'orphan job'],
  ])('with %s is not', (_what, events, fault) => {
    expect(faultsOf(treeOf(...events)).join()).toContain(fault);
  });
  it('with other indexes than a load would make is not', () => {
    const tree = { ...treeOf(on('a'), job), attachedTo: new Map() };
    expect(faultsOf(tree)).toContain('the indexes are not those of the maps');
  });
  it('that the events do not lead to is found', () => {
    const tree = treeOf(on('a'), job);
    expect(faultsOfEvents(emptyTree('i'), [instanceCreated, on('a'), job], tree)).toEqual([]);
    expect(faultsOfEvents(emptyTree('i'), [instanceCreated, on('a')], tree)).not.toEqual([]);
  });
});

describe('the ledger', () => {
  const against = (events: readonly EngineEvent[], state = treeOf(...events)): string => {
    const ledger = new Ledger();
    ledger.enter([instanceCreated, ...events], 'i');
    return ledger.against(state).join();
  };
  it('agrees with a life from its beginning to its end', () => {
    expect(against([on('a'), job, jobDone, off('a'), over])).toBe('');
  });
  it('finds what has begun or ended twice, is lost, or was never begun', () => {
    expect(against([on('a'), on('a')])).toContain('has begun twice');
    expect(against([on('a'), off('a'), off('a')])).toContain('has ended twice');
    expect(against([on('a'), job, jobDone, over, over])).toContain('the instance has ended 2 times');
    expect(against([on('a')], treeOf())).toContain('is gone without an end');
    expect(against([], treeOf(on('a')))).toContain('is there without a beginning');
  });
});
