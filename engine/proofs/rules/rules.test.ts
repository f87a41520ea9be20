import { describe, expect, it } from 'vitest';
import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { ElementInstance, Key } from '../../core/state.ts';
import type { ModelWriter, Notation } from '../model-writer.ts';
import { instanceCreated, definitionOf, jobCreated } from './events-for-tests.ts';
import { Rules } from './rules.ts';

/** Each rule is shown what is right, and then what it has to find. */
const set: Command = { type: 'setVariables', scopeKey: 'i', variables: {}, removals: [], local: true };
const cancel: Command = { type: 'cancelInstance', instanceKey: 'i', reason: null, onlyRoot: true };

const on = (
  key: Key,
  kind: ElementInstance['kind'],
  more: Partial<ElementInstance> & { readonly from?: string } = {},
): EngineEvent => ({
  type: 'elementActivated',
  at: 0,
  element: {
    key,
    instanceKey: 'i',
    elementId: key.replace(/\d+$/, ''),
    kind,
    scopeKey: 'i',
    phase: 'active',
    enteredBy: more.from === undefined ? [] : [more.from],
    startedAt: 0,
    index: null,
    data: null,
    calledInstanceKey: null,
    ...more,
  },
});
const off = (key: Key, outcome: 'completed' | 'terminated' | 'merged' = 'completed'): EngineEvent => ({
  type: 'elementEnded',
  at: 0,
  elementInstanceKey: key,
  outcome,
});
const over = (outcome: 'completed' | 'terminated'): EngineEvent => ({
  type: 'instanceEnded',
  at: 0,
  instanceKey: 'i',
  outcome,
  isExternal: false,
  reason: null,
});

function faults(
  notation: Notation,
  model: (writer: ModelWriter) => void,
  events: readonly EngineEvent[],
  ...then: (readonly [Command, readonly EngineEvent[]])[]
): string[] {
  const rules = new Rules([definitionOf(notation, model)]);
  return [[set, [instanceCreated, ...events]] as const, ...then].flatMap(([command, list]) =>
    rules.faultsOf(command, list),
  );
}

function line(writer: ModelWriter): void {
  writer.element('startEvent', 'start');
  writer.element('task', 'a');
  writer.flow('start', 'a');
}
/** flow1 to the fork, flow2 and flow3 behind it. */
function fork(tag: string) {
  return (writer: ModelWriter): void => {
    writer.element('startEvent', 'start');
    writer.element(tag, 'fork', tag === 'parallelGateway' ? '' : ' default="flow3"');
    writer.userTask('a');
    writer.userTask('b');
    writer.flow('start', 'fork');
    writer.flow('fork', 'a', tag === 'parallelGateway' ? undefined : 'v > 1');
    writer.flow('fork', 'b');
  };
}
/** flow1 and flow2 come from a and b, flow3 leads on to the end. */
function join(writer: ModelWriter): void {
  for (const id of ['start', 'a', 'b', 'join', 'end']) {
    if (id === 'start' || id === 'end') writer.element(`${id}Event`, id);
    else if (id === 'join') writer.element('parallelGateway', id);
    else writer.userTask(id);
  }
  writer.flow('a', 'join');
  writer.flow('b', 'join');
  writer.flow('join', 'end');
}

describe('flows', () => {
  const start = [on('start', 'startEvent'), off('start')];
  it('lead to one arrival', () => {
    expect(faults(8, line, [...start, on('a', 'passThroughTask', { from: 'flow1' })])).toEqual([]);
    expect(faults(8, line, start)).not.toEqual([]);
    expect(
      faults(8, line, [...start, ...['a1', 'a2'].map((key) => on(key, 'passThroughTask', { from: 'flow1' }))]),
    ).not.toEqual([]);
    expect(faults(8, line, [on('start', 'startEvent'), on('a', 'passThroughTask', { from: 'flow1' })])).not.toEqual([]);
  });

  it('may be on their way no more where others end the scope', () => {
    expect(faults(8, line, [...start, over('terminated')])).toEqual(['instance i is terminated instead of completed']);
  });

  const a = on('a', 'userTask', { from: 'flow2' });
  const b = on('b', 'userTask', { from: 'flow3' });
  it.each([
    ['parallelGateway', [a, b], [[a], [b], [a, b, b]]],
    ['exclusiveGateway', [b], [[], [a, b]]],
    ['inclusiveGateway', [a, b], [[], [a, a]]],
  ] as const)('go out of a %s as BPMN says', (tag, right, wrong) => {
    const begin = [...start, on('fork', tag, { from: 'flow1' }), off('fork')];
    expect(faults(7, fork(tag), [...begin, ...right])).toEqual([]);
    for (const some of wrong) expect(faults(7, fork(tag), [...begin, ...some])).not.toEqual([]);
  });

  it('stop at a job before an element, and go on once', () => {
    const job = jobCreated('continuation', 'a', ['flow1']);
    const done: EngineEvent = { type: 'jobEnded', at: 0, jobKey: 'job', outcome: 'completed', worker: null };
    const arrived = on('a', 'passThroughTask', { from: 'flow1' });
    expect(faults(7, line, [...start, job], [set, [done, arrived]])).toEqual([]);
    expect(faults(7, line, [...start, job], [set, [done]])).not.toEqual([]);
    expect(faults(7, line, [...start, job], [set, [arrived]])).not.toEqual([]);
  });
});

describe('parallel joins', () => {
  const tokens = (...flows: string[]): EngineEvent[] => [
    ...['a', 'b'].flatMap((key) => [on(key, 'userTask'), off(key)]),
    ...flows.map((from, n) => on(`join${n}`, 'parallelGateway', { from, phase: 'arriving' })),
  ];
  const end = on('end', 'endEvent', { from: 'flow3' });
  const open = (n: number, ...enteredBy: string[]): EngineEvent => ({
    type: 'elementChanged',
    at: 0,
    elementInstanceKey: `join${n}`,
    changes: { phase: 'active', enteredBy },
  });

  it('of Camunda 7 take as many tokens as they have flows', () => {
    const both = tokens('flow1', 'flow2');
    expect(faults(7, join, [...both, off('join0'), off('join1'), end])).toEqual([]);
    expect(faults(7, join, [...both, off('join0'), end])).not.toEqual([]);
    expect(faults(7, join, [...both.slice(0, -1), off('join0'), end, ...both.slice(-1)])).not.toEqual([]);
  });

  it('of Camunda 8 take one token of each flow', () => {
    const both = tokens('flow1', 'flow2');
    const rest = [open(1, 'flow1', 'flow2'), off('join1'), end];
    expect(faults(8, join, [...both, off('join0', 'merged'), ...rest])).toEqual([]);
    expect(faults(8, join, [...both, ...rest])).not.toEqual([]);
    const twice = [
      on('a', 'userTask'),
      off('a'),
      ...tokens('flow1', 'flow1').slice(0, 2),
      ...tokens('flow1', 'flow1').slice(4),
    ];
    expect(
      faults(8, join, [...twice, off('join0', 'merged'), open(1, 'flow1', 'flow2'), off('join1'), end]),
    ).not.toEqual([]);
  });
});

describe('multi-instance', () => {
  it.each([7, 8] as const)('of Camunda %i has as many instances as the model says', (notation) => {
    const model = (writer: ModelWriter): void => {
      writer.element('startEvent', 'start');
      writer.work('w', '', writer.loop(false, 2));
    };
    const body = (...indexes: number[]): EngineEvent[] => [
      on('w', 'multiInstanceBody'),
      ...indexes.map((index) => on(`w${index}`, 'workerTask', { scopeKey: 'w', index })),
      ...indexes.map((index) => off(`w${index}`)),
    ];
    expect(faults(notation, model, [...body(0, 1), off('w')])).toEqual([]);
    for (const wrong of [[], [0], [0, 1, 2], [0, 2]])
      expect(faults(notation, model, [...body(...wrong), off('w')])).not.toEqual([]);
    expect(faults(notation, model, [...body(0), off('w', 'terminated')])).toEqual([]);
  });
});

describe('compensation', () => {
  it.each([7, 8] as const)('of Camunda %i runs each handler once', (notation) => {
    const model = (writer: ModelWriter): void => {
      writer.element('startEvent', 'start');
      writer.element('endEvent', 'undo', '', '<compensateEventDefinition/>');
      for (const id of ['a', 'b']) {
        writer.userTask(id);
        writer.element('boundaryEvent', `at-${id}`, ` attachedToRef="${id}"`, '<compensateEventDefinition/>');
        writer.work(`un-${id}`, ' isForCompensation="true"');
        writer.associate(`at-${id}`, `un-${id}`);
      }
    };
    const done = ['a', 'b'].flatMap((key) => [on(key, 'userTask'), off(key)]);
    const undone = (...ids: string[]): EngineEvent[] => [
      on('undo', 'endEvent'),
      ...ids.map((id, n) => on(`${id}${n}`, 'workerTask', { scopeKey: 'undo' })),
      ...ids.map((id, n) => off(`${id}${n}`)),
      off('undo'),
    ];
    expect(faults(notation, model, [...done, ...undone('un-b', 'un-a')])).toEqual([]);
    for (const wrong of [[], ['un-b'], ['un-a', 'un-a'], ['un-a', 'un-b', 'un-b']])
      expect(faults(notation, model, [...done, ...undone(...wrong)])).not.toEqual([]);
    // One that has not completed is not undone.
    expect(faults(notation, model, [...done.slice(0, 2), ...undone('un-a', 'un-b')])).not.toEqual([]);
  });
});

describe('ends', () => {
  const model = (writer: ModelWriter): void => {
    writer.element('startEvent', 'start');
    writer.userTask('a');
    writer.element('endEvent', 'stop', '', '<terminateEventDefinition/>');
  };
  it('by a terminate event leave no token in its scope', () => {
    const begin = [on('a', 'userTask'), on('stop', 'endEvent'), off('stop')];
    expect(faults(7, model, [...begin, off('a', 'terminated'), over('completed')])).toEqual([]);
    expect(faults(7, model, begin)).not.toEqual([]);
  });
  it('of a scope leave no token in it', () => {
    expect(faults(7, model, [on('a', 'userTask'), over('completed')])).not.toEqual([]);
  });
  it('of an instance are a termination where it was canceled, and only there', () => {
    const end = (outcome: 'completed' | 'terminated') => [off('a', 'terminated'), over(outcome)] as const;
    expect(faults(7, model, [on('a', 'userTask')], [cancel, end('terminated')])).toEqual([]);
    expect(faults(7, model, [on('a', 'userTask')], [cancel, end('completed')])).not.toEqual([]);
    expect(faults(7, model, [on('a', 'userTask')], [set, end('terminated')])).not.toEqual([]);
  });
});

describe('events', () => {
  const model =
    (attributes: string) =>
    (writer: ModelWriter): void => {
      writer.element('startEvent', 'start');
      writer.userTask('a');
      writer.element('boundaryEvent', 'late', ` attachedToRef="a"${attributes}`, writer.timer);
    };
  const begin = [on('a', 'userTask'), jobCreated('timer', 'late', [], 'a')];
  const fire: Command = { type: 'executeJob', jobKey: 'job' };
  const late = [on('late', 'boundaryEvent'), off('late')];

  it('that interrupt nothing begin beside their activity', () => {
    const beside = model(' cancelActivity="false"');
    expect(faults(7, beside, begin, [fire, late])).toEqual([]);
    expect(faults(7, beside, begin, [fire, []])).not.toEqual([]);
    expect(faults(7, beside, begin, [fire, [...late, on('late2', 'boundaryEvent')]])).not.toEqual([]);
  });
  it('that interrupt end their activity', () => {
    expect(faults(7, model(''), begin, [fire, [off('a', 'terminated'), ...late]])).toEqual([]);
    expect(faults(7, model(''), begin, [fire, late])).not.toEqual([]);
  });
});
