import { describe, expect, test } from 'vitest';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

/** What the core lives on, in one line per element: kind, flows, and what only this kind has. */
function essentials(graph: ProcessGraph | undefined): string[] {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_key, part: unknown) => (isExpression(part) ? `${part.language}:${part.text}` : part));
  return [...(graph?.elements.values() ?? [])].map(
    ({ id, kind, bpmnType: _bpmnType, place: _place, incoming, outgoing, inputs, outputs, ...own }) => {
      const links = `${incoming.join(' ')}→${outgoing.join(' ')}`;
      const mappings = [
        ...inputs.map((input) => `in ${text(input)}`),
        ...outputs.map((output) => `out ${text(output)}`),
      ];
      return [`${id} ${kind} ${links}`, ...mappings, text(own)].join(' | ');
    },
  );
}
const isExpression = (part: unknown): part is { language: string; text: string } =>
  typeof part === 'object' && part !== null && 'language' in part && 'text' in part;

const flow = (id: string, from: string, to: string, condition = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<conditionExpression>${condition}</conditionExpression>`}</sequenceFlow>`;

test('Camunda 7: tasks with their work, events, loops, calls and jobs', () => {
  const { graph, sentences } = parse7(
    `
    <startEvent id="s" camunda:initiator="who" camunda:formKey="f"/>${flow('a', 's', 'pay')}
    <serviceTask id="pay" camunda:type="external" camunda:topic="payment" camunda:taskPriority="5" camunda:asyncBefore="true" camunda:exclusive="false">
      <extensionElements>
        <camunda:failedJobRetryTimeCycle>R5/PT2M</camunda:failedJobRetryTimeCycle>
        <camunda:inputOutput>
          <camunda:inputParameter name="amount">#{total}</camunda:inputParameter>
          <camunda:inputParameter name="list"><camunda:list><camunda:value>1</camunda:value><camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map></camunda:list></camunda:inputParameter>
          <camunda:outputParameter name="done">yes</camunda:outputParameter>
        </camunda:inputOutput>
        <camunda:errorEventDefinition errorRef="e" expression="#{externalTask.errorMessage == 'x'}"/>
      </extensionElements>
    </serviceTask>
    <boundaryEvent id="refused" attachedToRef="pay"><errorEventDefinition errorRef="e" camunda:errorCodeVariable="code"/></boundaryEvent>${flow('b', 'refused', 'note')}
    <serviceTask id="note" camunda:expression="#{x}" camunda:resultVariable="r"><multiInstanceLoopCharacteristics isSequential="true" camunda:collection="items" camunda:elementVariable="item"><completionCondition>#{nrOfCompletedInstances == 2}</completionCondition></multiInstanceLoopCharacteristics></serviceTask>${flow('c', 'pay', 'call')}
    <callActivity id="call" calledElement="other" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="v1"><extensionElements><camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:in variables="all"/><camunda:out source="a" target="b" local="true"/></extensionElements></callActivity>
    ${flow('d', 'call', 'wait')}<receiveTask id="wait"/>${flow('g', 'wait', 'end')}<endEvent id="end"><terminateEventDefinition/></endEvent>`,
    '<error id="e" errorCode="REFUSED"/>',
  );
  expect(sentences).toEqual([]);
  expect(essentials(graph)).toMatchInlineSnapshot(`
    [
      "s startEvent →a | {"trigger":{"kind":"none"},"initiatorVariable":"who","formKey":"f"}",
      "pay workerTask a→c | in {"source":"juel:#{total}","target":"amount"} | in {"source":{"language":"list","items":["literal:1",{"language":"map","entries":[{"key":"literal:k","value":"literal:v"}]}]},"target":"list"} | out {"source":"literal:yes","target":"done"} | {"asyncBefore":true,"isExclusiveJob":false,"retryTimeCycle":"literal:R5/PT2M","boundaryIds":["refused"],"work":{"type":"literal:payment","priority":"literal:5","headers":{},"errorMappings":[{"code":"literal:REFUSED","condition":"juel:#{externalTask.errorMessage == 'x'}"}]}}",
      "refused boundaryEvent →b | {"trigger":{"kind":"error","code":"literal:REFUSED","codeVariable":"code"},"attachedToId":"pay","isInterrupting":true}",
      "note expressionTask b→ | {"boundaryIds":[],"multiInstance":{"isSequential":true,"completionCondition":"juel:#{nrOfCompletedInstances == 2}","collection":"juel:\${items}","collectionVariable":"items","elementVariable":"item"},"logic":{"code":"juel:#{x}","keepsNull":true,"resultVariable":"r"}}",
      "call callActivity c→d | {"boundaryIds":[],"calledProcessId":"literal:other","binding":"versionTag","versionTag":"literal:v1","businessKey":"juel:#{execution.processBusinessKey}","variablesIn":[{"kind":"all","isLocal":false}],"variablesOut":[{"kind":"one","source":{"variable":"a"},"target":"b","isLocal":true}]}",
      "wait receiveTask d→g | {"boundaryIds":[],"trigger":{"kind":"none"}}",
      "end endEvent g→ | {"trigger":{"kind":"terminate"}}",
    ]
  `);
});

test('Camunda 8: jobs, mappings, messages with their key, loops that gather', () => {
  const { graph, sentences } = parse8(
    `
    <startEvent id="s"/>${flow('a', 's', 'pay')}
    <serviceTask id="pay"><extensionElements><zeebe:taskDefinition type="=kind" retries="5"/><zeebe:taskHeaders><zeebe:header key="h" value="v"/></zeebe:taskHeaders><zeebe:ioMapping><zeebe:input source="=total" target="order.amount"/><zeebe:output source="=ok" target="done"/></zeebe:ioMapping></extensionElements>
      <multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=done"/></extensionElements></multiInstanceLoopCharacteristics></serviceTask>
    ${flow('b', 'pay', 'which')}<exclusiveGateway id="which" default="d"/>${flow('c', 'which', 'wait', '=a')}${flow('d', 'which', 'end')}${flow('e', 'which', 'review', '=b')}
    <receiveTask id="wait" messageRef="m"/><boundaryEvent id="late" attachedToRef="wait" cancelActivity="false"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>${flow('g', 'late', 'end')}
    <userTask id="review"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition assignee="=who" candidateGroups="a,b"/></extensionElements></userTask>${flow('h', 'review', 'call')}
    <callActivity id="call"><extensionElements><zeebe:calledElement processId="other" propagateAllChildVariables="false"/></extensionElements></callActivity>
    <endEvent id="end"/>`,
    '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=orderId"/></extensionElements></message>',
  );
  expect(sentences).toEqual([]);
  expect(essentials(graph)).toMatchInlineSnapshot(`
    [
      "s startEvent →a | {"trigger":{"kind":"none"}}",
      "pay workerTask a→b | in {"source":"feel:total","target":"order.amount"} | out {"source":"feel:ok","target":"done"} | {"boundaryIds":[],"multiInstance":{"isSequential":true,"collection":"feel:items","elementVariable":"item","outputCollection":"results","outputElement":"feel:done"},"work":{"type":"feel:kind","retries":"literal:5","headers":{"h":"v"}}}",
      "which exclusiveGateway b→e d c | {"defaultFlowId":"d"}",
      "wait receiveTask c→ | {"boundaryIds":["late"],"trigger":{"kind":"message","name":"literal:paid","correlationKey":"feel:orderId"}}",
      "late boundaryEvent →g | {"trigger":{"kind":"timer","type":"cycle","value":"literal:R3/PT1H"},"attachedToId":"wait","isInterrupting":false}",
      "review userTask e→h | {"boundaryIds":[],"assignee":"feel:who","candidateGroups":["literal:a,b"],"headers":{}}",
      "call callActivity h→ | {"boundaryIds":[],"calledProcessId":"literal:other","binding":"latest","variablesIn":[{"kind":"all","isLocal":false}],"variablesOut":[]}",
      "end endEvent d g→ | {"trigger":{"kind":"none"}}",
    ]
  `);
});

describe('what a process says about itself', () => {
  test('Camunda 7', () => {
    const { graph } = parse7(
      `${TO_T}<task id="t"/>`,
      '',
      'name="Orders" camunda:versionTag="1.2" camunda:historyTimeToLive="P5D" camunda:candidateStarterGroups="a, b" camunda:candidateStarterUsers="c" camunda:isStartableInTasklist="false" camunda:jobPriority="7"',
    );
    expect(graph).toMatchObject({
      processId: 'p',
      name: 'Orders',
      targetNamespace: 'tests',
      versionTag: '1.2',
      historyTimeToLiveDays: 5,
      candidateStarterGroups: ['a', 'b'],
      candidateStarterUsers: ['c'],
      isStartableInTasklist: false,
      defaultJobPriority: { text: '7' },
      startEventIds: ['s'],
    });
  });
  test('history that is kept for ever, and for as long as usual', () => {
    expect(
      parse7('<startEvent id="s"/>', '', 'camunda:historyTimeToLive=""').graph?.historyTimeToLiveDays,
    ).toBeUndefined();
    expect(parse7('<startEvent id="s"/>').graph?.historyTimeToLiveDays).toBe(180);
  });
  test('Camunda 8', () => {
    const { graph } = parse8(
      '<extensionElements><zeebe:versionTag value="1.2"/></extensionElements><startEvent id="s"/>',
    );
    expect(graph).toMatchObject({ versionTag: '1.2', isStartableInTasklist: true });
  });
});

test('a sub-process knows its parts, and a flow without id has its number', () => {
  const { graph } = parse7(
    `${TO_T}<subProcess id="t"><startEvent id="a"/><sequenceFlow sourceRef="a" targetRef="b"/><task id="b"/></subProcess>`,
  );
  expect(graph?.elements.get('t')).toMatchObject({ kind: 'subProcess', childIds: ['a', 'b'], startEventId: 'a' });
  expect(graph?.elements.get('b')).toMatchObject({ parentId: 't', incoming: ['flow-2'] });
});

test('all parts of the documentation of a user task are what it is about', () => {
  const { graph } = parse7(
    `${TO_T}<userTask id="t"><documentation> one </documentation><documentation>two</documentation></userTask>`,
  );
  expect(graph?.elements.get('t')).toMatchObject({ description: { language: 'literal', text: 'one\n\ntwo' } });
});
