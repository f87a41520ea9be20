import { describe, expect, it } from 'vitest';
import { listenerPosition, listenersOf, listenerWord } from './model-listeners.ts';
import type { ModelNode } from './model-node.ts';
import { modelCatches, modelNotes, modelUses } from './model-uses.ts';
import { extended, node } from './nodes-for-tests.ts';

const nodes = (...all: readonly ModelNode[]) => new Map(all.map((each) => [each.getAttribute('id') ?? '', each]));

describe('what a model needs beside itself', () => {
  it('processes, decisions and forms in both notations', () => {
    expect(
      modelUses(
        nodes(
          node('callActivity', { id: 'ship7', calledElement: 'shipping' }),
          extended('callActivity', { id: 'ship8' }, node('zeebe:calledElement', { processId: '=target' })),
          node('businessRuleTask', { id: 'rate7', 'camunda:decisionRef': 'rate' }),
          extended('businessRuleTask', { id: 'rate8' }, node('zeebe:calledDecision', { decisionId: 'rate' })),
          node('userTask', { id: 'ask7', 'camunda:formKey': 'embedded:ask' }),
          extended('userTask', { id: 'ask8' }, node('zeebe:formDefinition', { formId: 'ask' })),
          node('task', { id: 'none', calledElement: 'no call' }),
        ),
      ),
    ).toEqual([
      { elementId: 'ship7', kind: 'process', id: 'shipping' },
      { elementId: 'ship8', kind: 'process', id: '=target' },
      { elementId: 'rate7', kind: 'decision', id: 'rate' },
      { elementId: 'rate8', kind: 'decision', id: 'rate' },
      { elementId: 'ask7', kind: 'form', id: 'embedded:ask' },
      { elementId: 'ask8', kind: 'form', id: 'ask' },
    ]);
  });

  it('messages and signals that are waited for or start it; what is thrown is neither', () => {
    const catches = modelCatches(
      nodes(
        node('message', { id: 'm', name: 'paid' }),
        node('signal', { id: 's', name: 'alarm' }),
        node('startEvent', { id: 'begin' }, [node('messageEventDefinition', { messageRef: 'm' })]),
        node('startEvent', { id: 'inner' }, [node('signalEventDefinition', { signalRef: 'tns:s' })]),
        node('receiveTask', { id: 'wait', messageRef: 'm' }),
        node('boundaryEvent', { id: 'gone' }, [node('messageEventDefinition', { messageRef: 'unknown' })]),
        node('intermediateThrowEvent', { id: 'tell' }, [node('signalEventDefinition', { signalRef: 's' })]),
        node('intermediateCatchEvent', { id: 'time' }, [node('timerEventDefinition')]),
      ),
      (id) => id === 'begin',
    );
    expect(catches).toEqual([
      { elementId: 'begin', kind: 'message', name: 'paid', starts: true },
      { elementId: 'inner', kind: 'signal', name: 'alarm', starts: false },
      { elementId: 'wait', kind: 'message', name: 'paid', starts: false },
      { elementId: 'gone', kind: 'message', name: 'unknown', starts: false },
    ]);
  });

  it('what the modeller wrote, without what is empty', () => {
    expect(
      modelNotes(
        nodes(
          node('process', { id: 'p' }, [node('documentation', {}, ' For the night shift. ')]),
          node('task', { id: 't' }, [node('documentation', {}, ' ')]),
        ),
      ),
    ).toEqual([{ elementId: 'p', text: 'For the night shift.' }]);
  });
});

describe('listeners', () => {
  it('code of Camunda 7 runs within the step; Camunda 8 makes jobs, which say where they stand', () => {
    const seven = listenersOf(
      extended(
        'userTask',
        { id: 'a' },
        node('camunda:executionListener', { event: 'start', delegateExpression: '#{audit}' }),
        node('camunda:taskListener', { event: 'create', class: 'org.example.Notify' }),
      ),
    );
    expect(seven.map(({ kind, code, jobType }) => [kind, code, jobType])).toEqual([
      ['execution', '#{audit}', null],
      ['task', 'org.example.Notify', null],
    ]);
    const eight = listenersOf(
      extended(
        'userTask',
        { id: 'b' },
        node('zeebe:executionListeners', {}, [
          node('zeebe:executionListener', { eventType: 'end', type: 'log', retries: '2' }),
        ]),
        node('zeebe:taskListeners', {}, [node('zeebe:taskListener', { eventType: 'completing', type: 'check' })]),
      ),
    );
    expect(eight.map((each) => [each.jobType, listenerPosition(each), listenerWord(each)])).toEqual([
      ['log', 'endListener', 'On leaving'],
      ['check', 'completingListener', 'On the completion of the task'],
    ]);
  });
});
