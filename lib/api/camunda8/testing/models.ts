const definitions = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  id="definitions" targetNamespace="http://test" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
${content}
</bpmn:definitions>`;

/** begin → one element → end, in Camunda 8's notation. */
function around(processId: string, element: string, elementId: string, more = ''): string {
  return definitions(`<bpmn:process id="${processId}" name="Process ${processId}" isExecutable="true">
  <bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="${elementId}" />
  ${element}
  <bpmn:sequenceFlow id="f2" sourceRef="${elementId}" targetRef="end" />
  <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
</bpmn:process>${more}`);
}

const FLOWS = '<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>';

/** One service task `step` of the type. */
export const work = (processId: string, type = processId): string =>
  around(
    processId,
    `<bpmn:serviceTask id="step" name="Do it"><bpmn:extensionElements>
  <zeebe:taskDefinition type="${type}" retries="3" /><zeebe:taskHeaders><zeebe:header key="colour" value="red" /></zeebe:taskHeaders>
  </bpmn:extensionElements>${FLOWS}</bpmn:serviceTask>`,
    'step',
  );

/** An ad-hoc sub-process `box` with the jobs `pick` and `pack`. */
export const adHoc = (processId: string, extensions = '', condition = ''): string =>
  around(
    processId,
    `<bpmn:adHocSubProcess id="box" name="Box"><bpmn:extensionElements>${extensions}</bpmn:extensionElements>${FLOWS}
  ${['pick', 'pack'].map((id) => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${processId}-${id}" /></bpmn:extensionElements></bpmn:serviceTask>`).join('')}${condition}</bpmn:adHocSubProcess>`,
    'box',
  );

/** A process with a listener before its first token, of the type `<id>-open`. */
export const listened = (processId: string): string =>
  pass(processId).replace(
    'isExecutable="true">',
    `isExecutable="true"><bpmn:extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="${processId}-open" /></zeebe:executionListeners></bpmn:extensionElements>`,
  );

/** A sub-process `box` with a listener before it, of the type `<id>-box`, and a job `inside`. */
export const listenedBox = (processId: string): string =>
  around(
    processId,
    `<bpmn:subProcess id="box"><bpmn:extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="${processId}-box" /></zeebe:executionListeners></bpmn:extensionElements>${FLOWS}
  <bpmn:startEvent id="first"><bpmn:outgoing>f3</bpmn:outgoing></bpmn:startEvent>
  <bpmn:serviceTask id="inside"><bpmn:extensionElements><zeebe:taskDefinition type="${processId}" /></bpmn:extensionElements><bpmn:incoming>f3</bpmn:incoming></bpmn:serviceTask>
  <bpmn:sequenceFlow id="f3" sourceRef="first" targetRef="inside" />
  </bpmn:subProcess>`,
    'box',
  );

/** Nothing to do: ends at once. */
export const pass = (processId: string): string =>
  around(processId, `<bpmn:manualTask id="step">${FLOWS}</bpmn:manualTask>`, 'step');

/** One native user task `check`. */
export const userTask = (processId: string): string =>
  around(
    processId,
    `<bpmn:userTask id="check" name="Check it"><bpmn:extensionElements><zeebe:userTask />
  <zeebe:assignmentDefinition candidateGroups="sales" /><zeebe:taskHeaders><zeebe:header key="colour" value="red" /></zeebe:taskHeaders></bpmn:extensionElements>${FLOWS}</bpmn:userTask>`,
    'check',
  );

/** The same with listeners: `[[eventType, job type], …]`, and an assignee where one is given. */
export const listenedTask = (
  processId: string,
  listeners: readonly (readonly [string, string])[],
  assignee?: string,
): string =>
  userTask(processId)
    .replace(
      '<zeebe:userTask />',
      `<zeebe:userTask /><zeebe:taskListeners>${listeners.map(([event, type]) => `<zeebe:taskListener eventType="${event}" type="${type}" />`).join('')}</zeebe:taskListeners>`,
    )
    .replace(
      'candidateGroups="sales"',
      `candidateGroups="sales"${assignee === undefined ? '' : ` assignee="${assignee}"`}`,
    );

/** Waits in `wait` for the message, correlated by the variable `id`. */
export const receive = (processId: string, message = processId): string =>
  around(
    processId,
    `<bpmn:intermediateCatchEvent id="wait">${FLOWS}
  <bpmn:messageEventDefinition messageRef="m" /></bpmn:intermediateCatchEvent>`,
    'wait',
    `<bpmn:message id="m" name="${message}"><bpmn:extensionElements><zeebe:subscription correlationKey="=id" /></bpmn:extensionElements></bpmn:message>`,
  );

/** Calls the other process in `call`. */
export const call = (processId: string, called: string): string =>
  around(
    processId,
    `<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="${called}" propagateAllChildVariables="true" /></bpmn:extensionElements>${FLOWS}</bpmn:callActivity>`,
    'call',
  );

/** A service task that says no type. */
export const invalid = (processId: string): string =>
  around(processId, `<bpmn:serviceTask id="step">${FLOWS}</bpmn:serviceTask>`, 'step');

/** Can only be started by its message. */
export const messageStart = (processId: string, message = processId): string =>
  definitions(`<bpmn:process id="${processId}" isExecutable="true">
  <bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="end" />
  <bpmn:endEvent id="end"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>
</bpmn:process><bpmn:message id="m" name="${message}" />`);

/** Each of the messages starts it, and it has a job of the type of its process. */
export const messageStarts = (processId: string, messages: readonly string[]): string =>
  definitions(`<bpmn:process id="${processId}" isExecutable="true">
  ${messages.map((name) => `<bpmn:startEvent id="by-${name}"><bpmn:outgoing>f-${name}</bpmn:outgoing><bpmn:messageEventDefinition messageRef="m-${name}" /></bpmn:startEvent><bpmn:sequenceFlow id="f-${name}" sourceRef="by-${name}" targetRef="step" />`).join('')}
  <bpmn:serviceTask id="step"><bpmn:extensionElements><zeebe:taskDefinition type="${processId}" /></bpmn:extensionElements>${messages.map((name) => `<bpmn:incoming>f-${name}</bpmn:incoming>`).join('')}</bpmn:serviceTask>
</bpmn:process>${messages.map((name) => `<bpmn:message id="m-${name}" name="${name}" />`).join('')}`);
