import { describe, expect, it } from 'vitest';
import { modelFacts, type FlowOut } from './model-facts.ts';
import type { ModelNode } from './model-node.ts';
import { extended, node } from './nodes-for-tests.ts';

const told = (of: ModelNode, others: readonly ModelNode[] = [], flows: readonly FlowOut[] = []) =>
  Object.fromEntries(
    modelFacts(of, new Map(others.map((each) => [each.getAttribute('id') ?? '', each])), flows).map(
      ({ title, rows }) => [title, rows.map(({ label, value }) => `${label}: ${value}`)],
    ),
  );

describe('what the model says of an element', () => {
  it('mappings of Camunda 7, with scripts, lists and maps', () => {
    expect(
      told(
        extended(
          'serviceTask',
          { 'camunda:topic': 'charge', 'camunda:resultVariable': 'receipt' },
          node('camunda:inputOutput', {}, [
            node('camunda:inputParameter', { name: 'amount' }, '= order.total'),
            node('camunda:inputParameter', { name: 'list' }, [
              node('camunda:list', {}, [node('camunda:value', {}, 'a'), node('camunda:value', {}, 'b')]),
            ]),
            node('camunda:inputParameter', { name: 'map' }, [
              node('camunda:map', {}, [node('camunda:entry', { key: 'k' }, 'v')]),
            ]),
            node('camunda:outputParameter', { name: 'paid' }, [
              node('camunda:script', { scriptFormat: 'javascript' }, 'true'),
            ]),
          ]),
        ),
      ),
    ).toEqual({
      'model.work': ['Topic or job type: charge'],
      'model.in': ['amount: = order.total', 'list: [a, b]', 'map: {k: v}'],
      'model.out': ['receipt: the result', 'paid: javascript: true'],
    });
  });
  it('a call of Camunda 7 and one of Camunda 8', () => {
    expect(
      told(
        extended(
          'callActivity',
          { calledElement: 'ship', 'camunda:calledElementBinding': 'version', 'camunda:calledElementVersion': '3' },
          node('camunda:in', { source: 'a', target: 'b' }),
          node('camunda:in', { businessKey: '#{key}' }),
          node('camunda:in', { variables: 'all' }),
          node('camunda:out', { sourceExpression: '#{c}', target: 'd' }),
        ),
      ),
    ).toEqual({
      'model.work': ['Calls process: ship (version 3)'],
      'model.in': ['b: a', 'Business key: #{key}', 'All variables: to what is called'],
      'model.out': ['d: #{c}'],
    });
    expect(
      told(
        extended(
          'callActivity',
          {},
          node('zeebe:calledElement', { processId: 'ship', propagateAllChildVariables: 'false' }),
          node('zeebe:ioMapping', {}, [node('zeebe:input', { source: '=a', target: 'b.c' })]),
        ),
      ),
    ).toEqual({
      'model.work': ['Calls process: ship'],
      'model.in': ['b.c: =a', 'All variables: to what is called'],
    });
  });
  it('work of Camunda 8 with attempts, headers and listeners, and its loop', () => {
    const loop = extended(
      'multiInstanceLoopCharacteristics',
      { isSequential: 'true' },
      node('zeebe:loopCharacteristics', {
        inputCollection: '=items',
        inputElement: 'item',
        outputCollection: 'results',
        outputElement: '=r',
      }),
    );
    const words = node('extensionElements', {}, [
      node('zeebe:taskDefinition', { type: 'charge', retries: '5' }),
      node('zeebe:taskHeaders', {}, [node('zeebe:header', { key: 'url', value: 'https://a' })]),
      node('zeebe:executionListeners', {}, [
        node('zeebe:executionListener', { eventType: 'start', type: 'audit', retries: '2' }),
      ]),
    ]);
    expect(told(node('serviceTask', {}, [words, loop]))).toEqual({
      'model.work': ['Topic or job type: charge', 'Attempts: 5'],
      'model.listeners': ['On entering: a job of type audit, 2 attempts'],
      'model.more': ['Header url: https://a'],
      'model.loop': [
        'Runs: one after the other',
        'One for each of: =items',
        'The item is called: item',
        'Results are gathered in: results',
        'Each adds: =r',
      ],
    });
  });
  it('the conditions of the flows that leave a gateway, with the one that is taken otherwise', () => {
    const flow = (id: string, condition?: string) =>
      node('sequenceFlow', { id }, condition === undefined ? [] : [node('conditionExpression', {}, condition)]);
    const leaving = [
      { id: 'f1', name: 'large', target: 'Review' },
      { id: 'f2', name: '', target: 'Ship' },
    ];
    expect(told(node('exclusiveGateway', { default: 'f2' }), [flow('f1', '= total > 9'), flow('f2')], leaving)).toEqual(
      { 'model.flows': ['To Review (large): = total > 9', 'To Ship: when nothing else holds'] },
    );
    expect(told(node('task'), [flow('f1')], leaving.slice(0, 1))).toEqual({
      'model.flows': ['To Review (large): always'],
    });
  });
  it('a message with its key, a boundary timer, a task with its people and form, the process', () => {
    const message = node('message', { id: 'm', name: 'paid' }, [
      node('extensionElements', {}, [node('zeebe:subscription', { correlationKey: '=orderId' })]),
    ]);
    expect(told(node('receiveTask', { messageRef: 'm' }), [message])).toEqual({
      'model.work': ['Message: paid', 'Correlation key: =orderId'],
    });
    expect(
      told(
        node('boundaryEvent', { attachedToRef: 't', cancelActivity: 'false' }, [
          node('timerEventDefinition', {}, [node('timeDuration', {}, 'PT1H')]),
        ]),
        [node('task', { id: 't', name: 'Pay' })],
      ),
    ).toEqual({ 'model.work': ['After: PT1H', 'Ends what it hangs at: no', 'Hangs at: Pay'] });
    expect(
      told(
        extended(
          'userTask',
          { 'camunda:candidateGroups': 'sales', 'camunda:dueDate': '2026-01-01' },
          node('camunda:formData', {}, [node('camunda:formField', { id: 'ok', label: 'Fine?', type: 'boolean' })]),
          node('camunda:taskListener', { event: 'create', delegateExpression: '#{mail}' }),
        ),
      ),
    ).toEqual({
      'model.work': ['Offered to groups: sales', 'Due: 2026-01-01', 'Fields: Fine?: boolean'],
      'model.listeners': ['On the creation of the task: #{mail}'],
    });
    expect(
      told(
        extended(
          'process',
          { 'camunda:versionTag': 'gold' },
          node('camunda:properties', {}, [node('camunda:property', { name: 'owner', value: 'sales' })]),
        ),
      ),
    ).toEqual({ 'model.work': ['Version tag: gold'], 'model.more': ['owner: sales'] });
  });
});
