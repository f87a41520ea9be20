import { CASE_MODEL } from './models.ts';
/** Models of the operators' drills: each can go wrong in one way, and be put right by one repair. */
function model(id: string, name: string, task: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="drills">
  <bpmn:process id="${id}" name="${name}" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Begin" targetRef="Work" />
    ${task}
    <bpmn:sequenceFlow id="f2" sourceRef="Work" targetRef="Done" />
    <bpmn:endEvent id="Done"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>${more}
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${id}">
    <bpmndi:BPMNShape id="s1" bpmnElement="Begin"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="Work"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="Done"><dc:Bounds x="430" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="360" y="120" /><di:waypoint x="430" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}
const FLOWS = '<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>';

/** Throws until its variable is corrected. */
export const SCRIPT_MODEL = model('drill-script', 'Price check', `<bpmn:scriptTask id="Work" name="Check price" scriptFormat="javascript" camunda:asyncBefore="true">
      <bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R1/PT1S</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>${FLOWS}
      <bpmn:script>if (execution.getVariable('price') &lt; 0) { throw new Error('A price below zero: ' + execution.getVariable('price')); }</bpmn:script>
    </bpmn:scriptTask>`);

/** A timer as long as its variable says. */
export const TIMER_MODEL = model('drill-timer', 'Dunning', `<bpmn:intermediateCatchEvent id="Work" name="Wait">${FLOWS}<bpmn:timerEventDefinition><bpmn:timeDuration>\${delay}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`);

/** A task of a group that nobody takes. */
export const REVIEW_MODEL = model('drill-review', 'Supervisor review', `<bpmn:userTask id="Work" name="Supervisor review" camunda:candidateGroups="risk-supervisor-jakarta" camunda:dueDate="2026-01-01T00:00:00">${FLOWS}</bpmn:userTask>`);

/** A charge whose command has an id that its provider knows. */
export const CHARGE_MODEL = model('drill-charge', 'Order fulfilment', `<bpmn:serviceTask id="Work" name="Charge payment" camunda:type="external" camunda:topic="drill-charge">${FLOWS}</bpmn:serviceTask>`);

/** Waits until a signal is broadcast. */
export const SIGNAL_MODEL = model('drill-signal', 'Recall', `<bpmn:intermediateCatchEvent id="Work" name="Recalled">${FLOWS}<bpmn:signalEventDefinition signalRef="Recall" /></bpmn:intermediateCatchEvent>`, '<bpmn:signal id="Recall" name="drill-recall" />');

/** The same for the tests by keyboard: what fails there is in nobody else's lists. */
export const KEYS_MODEL = CHARGE_MODEL.replaceAll('drill-charge', 'keys-charge');
/** And a case whose messages have a name of their own, since a rule holds for all of one name. */
export const KEYS_CASE_MODEL = CASE_MODEL.replaceAll('DocumentVerified', 'KeysVerified').replaceAll('"case"', '"keys-case"');
