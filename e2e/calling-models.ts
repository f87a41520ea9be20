import { drawing, opening } from './drawn-model.ts';

/** Start, one activity in the middle, end: drawn in one row. */
function row(process: string, name: string, activityId: string, activity: string): string {
  return `${opening(`d-${process}`)}
  <bpmn:process id="${process}" name="${name}" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Start"><bpmn:outgoing>r1</bpmn:outgoing></bpmn:startEvent>
    ${activity}
    <bpmn:endEvent id="End"><bpmn:incoming>r2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="r1" sourceRef="Start" targetRef="${activityId}" /><bpmn:sequenceFlow id="r2" sourceRef="${activityId}" targetRef="End" />
  </bpmn:process>
${drawing({
  of: process,
  shapes: [
    ['Start', 160, 182],
    [activityId, 260, 160, 120, 80],
    ['End', 450, 182],
  ],
  edges: [
    ['r1', [196, 200], [260, 200]],
    ['r2', [380, 200], [450, 200]],
  ],
})}`;
}
const calling = (id: string, name: string, called: string) =>
  `<bpmn:callActivity id="${id}" name="${name}" calledElement="${called}"><bpmn:extensionElements><camunda:in businessKey="#{execution.processBusinessKey}" /></bpmn:extensionElements><bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing></bpmn:callActivity>`;

/** An order that ships by a process of its own, which packs by another. */
export const CALLING_MODELS: Readonly<Record<string, string>> = {
  'inside-order.bpmn': row('inside-order', 'Order', 'Ship', calling('Ship', 'Ship the order', 'inside-shipping')),
  'inside-shipping.bpmn': row('inside-shipping', 'Shipping', 'Pack', calling('Pack', 'Pack parcels', 'inside-packing')),
  'inside-packing.bpmn': row(
    'inside-packing',
    'Packing',
    'Wrap',
    '<bpmn:serviceTask id="Wrap" name="Wrap" camunda:type="external" camunda:topic="inside-wrap"><bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing></bpmn:serviceTask>',
  ),
};
