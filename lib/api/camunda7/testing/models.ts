export const definitions = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://test">
${content}
</bpmn:definitions>`;

/** begin → one element → end, in Camunda 7's notation. */
export function around(processId: string, element: string, elementId: string, more = ''): string {
  return definitions(`<bpmn:process id="${processId}" name="Process ${processId}" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="begin" />
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="${elementId}" />
  ${element}
  <bpmn:sequenceFlow id="f2" sourceRef="${elementId}" targetRef="end" />
  <bpmn:endEvent id="end" />
</bpmn:process>${more}`);
}

/** One external task `step` of the topic; a BPMN error LOST ends it, too. */
export const work = (processId: string, topic = processId): string =>
  around(
    processId,
    `<bpmn:serviceTask id="step" name="Do it" camunda:type="external" camunda:topic="${topic}">
  <bpmn:extensionElements><camunda:properties><camunda:property name="colour" value="red" /></camunda:properties></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:boundaryEvent id="lost" attachedToRef="step"><bpmn:errorEventDefinition errorRef="error" /></bpmn:boundaryEvent>
  <bpmn:sequenceFlow id="f3" sourceRef="lost" targetRef="lostEnd" /><bpmn:endEvent id="lostEnd" />`,
    'step',
    '<bpmn:error id="error" errorCode="LOST" />',
  );

/** One user task `checking`. */
export const userTask = (processId: string): string =>
  around(processId, '<bpmn:userTask id="checking" name="Check it" camunda:candidateGroups="sales" />', 'checking');

/** An expression in `computing`, after an asynchronous continuation; it fails while the variable `ready` is missing. */
export const continuation = (processId: string): string =>
  around(
    processId,
    `<bpmn:serviceTask id="computing" name="Compute" camunda:asyncBefore="true" camunda:expression="\${ready}" />`,
    'computing',
  );

/** Waits in `waiting` for the message. */
export const receive = (processId: string, message = processId): string =>
  around(
    processId,
    '<bpmn:receiveTask id="waiting" messageRef="m" />',
    'waiting',
    `<bpmn:message id="m" name="${message}" />`,
  );

/** Calls the other process in `call`. */
export const call = (processId: string, called: string): string =>
  around(processId, `<bpmn:callActivity id="call" name="Call" calledElement="${called}" />`, 'call');

/** A flow that comes from nowhere. */
export const invalid = (processId: string): string => around(processId, '<bpmn:manualTask id="step" />', 'nowhere');

/** Declares a document type, as attacks with entities do. */
export const withDoctype = (processId: string): string =>
  work(processId).replace('?>', '?>\n<!DOCTYPE bomb [<!ENTITY a "aaaa">]>');
