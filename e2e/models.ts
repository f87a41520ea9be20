/** The process of these tests: one external task whose failing is the test's to decide. */
export const PAYMENT_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="e2e">
  <bpmn:process id="payment" name="Payment" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Received" name="Order received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Received" targetRef="Charge" />
    <bpmn:serviceTask id="Charge" name="Charge payment" camunda:type="external" camunda:topic="e2e-charge"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Charge" targetRef="Paid" />
    <bpmn:endEvent id="Paid" name="Paid"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="payment">
    <bpmndi:BPMNShape id="s1" bpmnElement="Received"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="Charge"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="Paid"><dc:Bounds x="430" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="360" y="120" /><di:waypoint x="430" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

/** Two jobs, a task of the group `supervisors` with its timer, and a message that is waited for, at the same time. */
export const EVERYTHING_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d2" targetNamespace="e2e">
  <bpmn:process id="everything" name="Everything" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Start"><bpmn:outgoing>g1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:parallelGateway id="Fork"><bpmn:incoming>g1</bpmn:incoming><bpmn:outgoing>g2</bpmn:outgoing><bpmn:outgoing>g3</bpmn:outgoing><bpmn:outgoing>g4</bpmn:outgoing><bpmn:outgoing>g5</bpmn:outgoing></bpmn:parallelGateway>
    <bpmn:serviceTask id="First" name="First" camunda:type="external" camunda:topic="e2e-first"><bpmn:incoming>g2</bpmn:incoming></bpmn:serviceTask>
    <bpmn:serviceTask id="Second" name="Second" camunda:type="external" camunda:topic="e2e-second"><bpmn:incoming>g3</bpmn:incoming></bpmn:serviceTask>
    <bpmn:userTask id="Review" name="Review" camunda:candidateGroups="supervisors"><bpmn:incoming>g4</bpmn:incoming></bpmn:userTask>
    <bpmn:boundaryEvent id="Late" name="48 h" attachedToRef="Review" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>PT48H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:intermediateCatchEvent id="Paid" name="Paid"><bpmn:incoming>g5</bpmn:incoming><bpmn:messageEventDefinition messageRef="PaidMessage" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="g5" sourceRef="Fork" targetRef="Paid" />
    <bpmn:sequenceFlow id="g1" sourceRef="Start" targetRef="Fork" />
    <bpmn:sequenceFlow id="g2" sourceRef="Fork" targetRef="First" />
    <bpmn:sequenceFlow id="g3" sourceRef="Fork" targetRef="Second" />
    <bpmn:sequenceFlow id="g4" sourceRef="Fork" targetRef="Review" />
  </bpmn:process>
  <bpmn:message id="PaidMessage" name="e2e-paid" />
  <bpmndi:BPMNDiagram id="diagram2"><bpmndi:BPMNPlane id="plane2" bpmnElement="everything">
    <bpmndi:BPMNShape id="t1" bpmnElement="Start"><dc:Bounds x="160" y="182" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t2" bpmnElement="Fork"><dc:Bounds x="250" y="175" width="50" height="50" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t3" bpmnElement="First"><dc:Bounds x="360" y="60" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t4" bpmnElement="Second"><dc:Bounds x="360" y="160" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t5" bpmnElement="Review"><dc:Bounds x="360" y="260" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t6" bpmnElement="Late"><dc:Bounds x="442" y="322" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="t7" bpmnElement="Paid"><dc:Bounds x="392" y="392" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="u5" bpmnElement="g5"><di:waypoint x="275" y="225" /><di:waypoint x="275" y="410" /><di:waypoint x="392" y="410" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="u1" bpmnElement="g1"><di:waypoint x="196" y="200" /><di:waypoint x="250" y="200" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="u2" bpmnElement="g2"><di:waypoint x="275" y="175" /><di:waypoint x="275" y="100" /><di:waypoint x="360" y="100" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="u3" bpmnElement="g3"><di:waypoint x="300" y="200" /><di:waypoint x="360" y="200" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="u4" bpmnElement="g4"><di:waypoint x="275" y="225" /><di:waypoint x="275" y="300" /><di:waypoint x="360" y="300" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

/** Work, then a message from outside, then a task. */
export const CASE_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d9" targetNamespace="e2e">
  <bpmn:process id="case" name="Case" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Opened"><bpmn:outgoing>k1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="ServiceTask_SubmitDocumentVerification" name="Submit document" camunda:type="external" camunda:topic="e2e-submit"><bpmn:incoming>k1</bpmn:incoming><bpmn:outgoing>k2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:intermediateCatchEvent id="MessageCatch_DocumentVerified" name="Document verified"><bpmn:incoming>k2</bpmn:incoming><bpmn:outgoing>k3</bpmn:outgoing><bpmn:messageEventDefinition messageRef="VerifiedMessage" /></bpmn:intermediateCatchEvent>
    <bpmn:userTask id="UserTask_Review" name="Review case" camunda:candidateGroups="supervisors"><bpmn:incoming>k3</bpmn:incoming></bpmn:userTask>
    <bpmn:sequenceFlow id="k1" sourceRef="Opened" targetRef="ServiceTask_SubmitDocumentVerification" />
    <bpmn:sequenceFlow id="k2" sourceRef="ServiceTask_SubmitDocumentVerification" targetRef="MessageCatch_DocumentVerified" />
    <bpmn:sequenceFlow id="k3" sourceRef="MessageCatch_DocumentVerified" targetRef="UserTask_Review" />
  </bpmn:process>
  <bpmn:message id="VerifiedMessage" name="DocumentVerified" />
  <bpmndi:BPMNDiagram id="diagram9"><bpmndi:BPMNPlane id="plane9" bpmnElement="case">
    <bpmndi:BPMNShape id="k_s1" bpmnElement="Opened"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_s2" bpmnElement="ServiceTask_SubmitDocumentVerification"><dc:Bounds x="250" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_s3" bpmnElement="MessageCatch_DocumentVerified"><dc:Bounds x="412" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_s4" bpmnElement="UserTask_Review"><dc:Bounds x="510" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="k_e1" bpmnElement="k1"><di:waypoint x="196" y="120" /><di:waypoint x="250" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="k_e2" bpmnElement="k2"><di:waypoint x="350" y="120" /><di:waypoint x="412" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="k_e3" bpmnElement="k3"><di:waypoint x="448" y="120" /><di:waypoint x="510" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

/** A sub-process that is drawn collapsed, its inside on a plane of its own. */
export const COLLAPSED_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d3" targetNamespace="e2e">
  <bpmn:process id="collapsed" name="Collapsed" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin"><bpmn:outgoing>h1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:subProcess id="Packing" name="Packing"><bpmn:incoming>h1</bpmn:incoming>
      <bpmn:startEvent id="PackBegin"><bpmn:outgoing>h2</bpmn:outgoing></bpmn:startEvent>
      <bpmn:userTask id="Pack" name="Pack parcel"><bpmn:incoming>h2</bpmn:incoming></bpmn:userTask>
      <bpmn:sequenceFlow id="h2" sourceRef="PackBegin" targetRef="Pack" />
    </bpmn:subProcess>
    <bpmn:sequenceFlow id="h1" sourceRef="Begin" targetRef="Packing" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram3"><bpmndi:BPMNPlane id="plane3" bpmnElement="collapsed">
    <bpmndi:BPMNShape id="v1" bpmnElement="Begin"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="v2" bpmnElement="Packing" isExpanded="false"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="w1" bpmnElement="h1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
  <bpmndi:BPMNDiagram id="diagram4"><bpmndi:BPMNPlane id="plane4" bpmnElement="Packing">
    <bpmndi:BPMNShape id="v3" bpmnElement="PackBegin"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="v4" bpmnElement="Pack"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="w2" bpmnElement="h2"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

/** Three runs of one external task at the same time. */
export const LOOP_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d5" targetNamespace="e2e">
  <bpmn:process id="parcels" name="Parcels" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Ordered"><bpmn:outgoing>k1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="k1" sourceRef="Ordered" targetRef="Send" />
    <bpmn:serviceTask id="Send" name="Send parcel" camunda:type="external" camunda:topic="e2e-send"><bpmn:incoming>k1</bpmn:incoming><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram5"><bpmndi:BPMNPlane id="plane5" bpmnElement="parcels">
    <bpmndi:BPMNShape id="x1" bpmnElement="Ordered"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="x2" bpmnElement="Send"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="y1" bpmnElement="k1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

/** A start with a field, a task with the fields of the model, and one with a deployed form. */
export const FORMS_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d9" targetNamespace="e2e">
  <bpmn:process id="travel" name="Travel" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Wish"><bpmn:extensionElements><camunda:formData><camunda:formField id="traveller" label="Traveller" type="string" defaultValue="nobody yet" /></camunda:formData></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Wish" targetRef="Request" />
    <bpmn:userTask id="Request" name="Request a trip" camunda:candidateGroups="supervisors"><bpmn:extensionElements><camunda:formData>
      <camunda:formField id="destination" label="Destination" type="string"><camunda:validation><camunda:constraint name="required" /></camunda:validation></camunda:formField>
      <camunda:formField id="days" label="Days" type="long" defaultValue="3"><camunda:validation><camunda:constraint name="min" config="1" /><camunda:constraint name="max" config="31" /></camunda:validation></camunda:formField>
      <camunda:formField id="by" label="By" type="enum" defaultValue="plane"><camunda:value id="plane" name="Plane" /><camunda:value id="train" name="Train" /></camunda:formField>
      <camunda:formField id="leaving" label="Leaving" type="date" />
      <camunda:formField id="insured" label="Insured" type="boolean" />
    </camunda:formData></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Request" targetRef="Approve" />
    <bpmn:userTask id="Approve" name="Approve the trip" camunda:candidateGroups="supervisors" camunda:formRef="travel-approval" camunda:formRefBinding="latest" />
  </bpmn:process>
</bpmn:definitions>`;

export const TRAVEL_FORM = JSON.stringify({
  id: 'travel-approval', type: 'default', schemaVersion: 16, components: [
    { type: 'text', id: 'intro', text: '### Approval\nWhat it may cost, and whether it may be.' },
    { type: 'textfield', id: 'destination', key: 'destination', label: 'Destination' },
    { type: 'number', id: 'budget', key: 'budget', label: 'Budget', description: 'In euros', validate: { required: true, min: 0 } },
    { type: 'select', id: 'class', key: 'class', label: 'Class', values: [{ label: 'First', value: 'first' }, { label: 'Second', value: 'second' }] },
    { type: 'textarea', id: 'remark', key: 'remark', label: 'Remark' },
    { type: 'checkbox', id: 'approved', key: 'approved', label: 'Approved' },
  ],
});
/** Two versions: in the second the task has another id, and one more stands behind it. */
export const VERSIONED_MODELS = [versioned('Check', ''), versioned('CheckOrder', '<bpmn:userTask id="Pack" name="Pack"><bpmn:incoming>m2</bpmn:incoming></bpmn:userTask><bpmn:sequenceFlow id="m2" sourceRef="CheckOrder" targetRef="Pack" />')] as const;

function versioned(task: string, more: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d6" targetNamespace="e2e">
  <bpmn:process id="versioned" name="Versioned" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Placed"><bpmn:outgoing>m1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="m1" sourceRef="Placed" targetRef="${task}" />
    <bpmn:userTask id="${task}" name="Check order"><bpmn:incoming>m1</bpmn:incoming></bpmn:userTask>${more}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram6"><bpmndi:BPMNPlane id="plane6" bpmnElement="versioned">
    <bpmndi:BPMNShape id="p1" bpmnElement="Placed"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="p2" bpmnElement="${task}"><dc:Bounds x="260" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="q1" bpmnElement="m1"><di:waypoint x="196" y="120" /><di:waypoint x="260" y="120" /></bpmndi:BPMNEdge>${more === '' ? '' : `
    <bpmndi:BPMNShape id="p3" bpmnElement="Pack"><dc:Bounds x="430" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="q2" bpmnElement="m2"><di:waypoint x="360" y="120" /><di:waypoint x="430" y="120" /></bpmndi:BPMNEdge>`}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

/** A choice between work with mappings, a listener and a timer, and a task. */
export const TOLD_MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d9" targetNamespace="e2e">
  <bpmn:process id="told" name="Told" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin" name="Begin" /><bpmn:sequenceFlow id="k1" sourceRef="Begin" targetRef="Large" />
    <bpmn:exclusiveGateway id="Large" name="Large?" default="k3" />
    <bpmn:sequenceFlow id="k2" name="yes" sourceRef="Large" targetRef="Collect"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${amount &gt; 10}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="k3" sourceRef="Large" targetRef="Review" />
    <bpmn:serviceTask id="Collect" name="Collect" camunda:type="external" camunda:topic="e2e-told"><bpmn:extensionElements>
      <camunda:inputOutput><camunda:inputParameter name="sum">\${amount * 2}</camunda:inputParameter></camunda:inputOutput><camunda:executionListener event="start" expression="\${execution.setVariable('begun', true)}" />
    </bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:boundaryEvent id="Late" name="Too late" attachedToRef="Collect" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT48H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:userTask id="Review" name="Review" camunda:candidateGroups="supervisors" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram9"><bpmndi:BPMNPlane id="plane9" bpmnElement="told">
    <bpmndi:BPMNShape id="k_1" bpmnElement="Begin"><dc:Bounds x="160" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_2" bpmnElement="Large" isMarkerVisible="true"><dc:Bounds x="250" y="95" width="50" height="50" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_3" bpmnElement="Collect"><dc:Bounds x="380" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_4" bpmnElement="Late"><dc:Bounds x="462" y="142" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="k_5" bpmnElement="Review"><dc:Bounds x="380" y="220" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="k_e1" bpmnElement="k1"><di:waypoint x="196" y="120" /><di:waypoint x="250" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="k_e2" bpmnElement="k2"><di:waypoint x="300" y="120" /><di:waypoint x="380" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="k_e3" bpmnElement="k3"><di:waypoint x="275" y="145" /><di:waypoint x="275" y="260" /><di:waypoint x="380" y="260" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
