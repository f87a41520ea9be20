/** Small processes of both notations for tests of the runtime. */
const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

export function model(processId: string, body: string, rest = ''): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  ${rest}<bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="1">${body}</bpmn:process></bpmn:definitions>`);
}

export function cloudModel(processId: string, body: string, rest = ''): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${BPMN}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  ${rest}<bpmn:process id="${processId}" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`);
}

export const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;

/** start → external task `work` of topic `topic` → end. */
export function externalTask(processId: string, topic: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'work')}
    <bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${topic}" />${flow('f2', 'work', 'end')}<bpmn:endEvent id="end" />`,
  );
}

/** start → asynchronous task → external task → end: a continuation and then a worker's job. */
export function continuedTask(processId: string, topic: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'hop')}<bpmn:manualTask id="hop" camunda:asyncBefore="true" />${flow('f2', 'hop', 'work')}
    <bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${topic}" />${flow('f3', 'work', 'end')}<bpmn:endEvent id="end" />`,
  );
}

/** start → two branches (user task with a timer, external task) → join → end. */
export function branches(processId: string, topic: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'fork')}<bpmn:parallelGateway id="fork" />
    ${flow('f2', 'fork', 'work')}${flow('f3', 'fork', 'ask')}
    <bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${topic}" camunda:asyncBefore="true"><bpmn:extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="local">\${amount}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:userTask id="ask" />
    <bpmn:boundaryEvent id="late" attachedToRef="ask" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    ${flow('f6', 'late', 'lateEnd')}<bpmn:endEvent id="lateEnd" />
    <bpmn:boundaryEvent id="wrong" attachedToRef="work"><bpmn:outgoing>f7</bpmn:outgoing><bpmn:errorEventDefinition errorRef="error" /></bpmn:boundaryEvent>${flow('f7', 'wrong', 'join')}
    ${flow('f4', 'work', 'join')}${flow('f5', 'ask', 'join')}<bpmn:parallelGateway id="join" />${flow('f8', 'join', 'end')}<bpmn:endEvent id="end" />`,
    '<bpmn:error id="error" errorCode="wrong" />',
  );
}

/** start → sub-process with a parallel multi-instance of jobs → message catch (key `orderId`) → end. */
export function cloudOrder(processId: string, type: string, message: string): Uint8Array {
  return cloudModel(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'sub')}
    <bpmn:subProcess id="sub"><bpmn:startEvent id="in" />${flow('g1', 'in', 'each')}
      <bpmn:serviceTask id="each"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" /></bpmn:extensionElements>
        <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="item" outputCollection="results" outputElement="=item" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
      </bpmn:serviceTask>${flow('g2', 'each', 'out')}<bpmn:endEvent id="out" /></bpmn:subProcess>
    <bpmn:boundaryEvent id="wrong" attachedToRef="sub"><bpmn:outgoing>f5</bpmn:outgoing><bpmn:errorEventDefinition errorRef="error" /></bpmn:boundaryEvent>${flow('f5', 'wrong', 'wait')}
    ${flow('f2', 'sub', 'wait')}<bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m" /></bpmn:intermediateCatchEvent>
    ${flow('f3', 'wait', 'end')}<bpmn:endEvent id="end" />`,
    `<bpmn:error id="error" errorCode="wrong" /><bpmn:message id="m" name="${message}"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderId" /></bpmn:extensionElements></bpmn:message>`,
  );
}

/** message start → job → end, of Camunda 8: one instance at a time for each key. */
export function cloudMessageStart(processId: string, type: string, message: string): Uint8Array {
  return cloudModel(
    processId,
    `<bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>${flow('f1', 'start', 'work')}
    <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" /></bpmn:extensionElements></bpmn:serviceTask>${flow('f2', 'work', 'end')}<bpmn:endEvent id="end" />`,
    `<bpmn:message id="m" name="${message}" />`,
  );
}

/** timer start (cycle) → external task → end. */
export function timerStart(processId: string, topic: string, cycle: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${cycle}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    ${flow('f1', 'start', 'work')}<bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${topic}" />${flow('f2', 'work', 'end')}<bpmn:endEvent id="end" />`,
  );
}

/** start → timer → external task → end. */
export function timerCatch(processId: string, topic: string, duration: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'wait')}<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition>
    <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flow('f2', 'wait', 'work')}
    <bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${topic}" />${flow('f3', 'work', 'end')}<bpmn:endEvent id="end" />`,
  );
}

/** start → catch a signal → end. */
export function signalCatch(processId: string, signal: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'wait')}<bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition signalRef="s" /></bpmn:intermediateCatchEvent>
    ${flow('f2', 'wait', 'end')}<bpmn:endEvent id="end" />`,
    `<bpmn:signal id="s" name="${signal}" />`,
  );
}

/** start → end event that throws a signal. */
export function signalThrow(processId: string, signal: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'end')}<bpmn:endEvent id="end"><bpmn:signalEventDefinition signalRef="s" /></bpmn:endEvent>`,
    `<bpmn:signal id="s" name="${signal}" />`,
  );
}

/** start → receive a message → end, of Camunda 7: whoever correlates it first has it. */
export function messageCatch(processId: string, message: string): Uint8Array {
  return model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'wait')}<bpmn:receiveTask id="wait" messageRef="m" />${flow('f2', 'wait', 'end')}<bpmn:endEvent id="end" />`,
    `<bpmn:message id="m" name="${message}" />`,
  );
}
