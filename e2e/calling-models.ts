const NAMESPACES = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';

/** Start, one activity in the middle, end: drawn in one row. */
function row(process: string, name: string, activity: string, activityId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="d-${process}" targetNamespace="e2e">
  <bpmn:process id="${process}" name="${name}" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Start"><bpmn:outgoing>r1</bpmn:outgoing></bpmn:startEvent>
    ${activity}
    <bpmn:endEvent id="End"><bpmn:incoming>r2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="r1" sourceRef="Start" targetRef="${activityId}" /><bpmn:sequenceFlow id="r2" sourceRef="${activityId}" targetRef="End" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${process}">
    <bpmndi:BPMNShape id="s1" bpmnElement="Start"><dc:Bounds x="160" y="182" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="${activityId}"><dc:Bounds x="260" y="160" width="120" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="End"><dc:Bounds x="450" y="182" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="r1"><di:waypoint x="196" y="200" /><di:waypoint x="260" y="200" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="r2"><di:waypoint x="380" y="200" /><di:waypoint x="450" y="200" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}
const calling = (id: string, name: string, called: string) => `<bpmn:callActivity id="${id}" name="${name}" calledElement="${called}"><bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing><bpmn:extensionElements><camunda:in businessKey="#{execution.processBusinessKey}" /></bpmn:extensionElements></bpmn:callActivity>`;

/** An order that ships by a process of its own, which packs by another. */
export const CALLING_MODELS: Readonly<Record<string, string>> = {
  'inside-order.bpmn': row('inside-order', 'Order', calling('Ship', 'Ship the order', 'inside-shipping'), 'Ship'),
  'inside-shipping.bpmn': row('inside-shipping', 'Shipping', calling('Pack', 'Pack parcels', 'inside-packing'), 'Pack'),
  'inside-packing.bpmn': row('inside-packing', 'Packing', '<bpmn:serviceTask id="Wrap" name="Wrap" camunda:type="external" camunda:topic="inside-wrap"><bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing></bpmn:serviceTask>', 'Wrap'),
};
