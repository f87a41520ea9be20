import { drawing, opening } from './drawn-model.ts';

/** The process of these tests: one external task whose failing is the test's to decide. */
export const PAYMENT_MODEL = `${opening('d')}
  <bpmn:process id="payment" name="Payment" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Received" name="Order received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Received" targetRef="Charge" />
    <bpmn:serviceTask id="Charge" name="Charge payment" camunda:type="external" camunda:topic="e2e-charge"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Charge" targetRef="Paid" />
    <bpmn:endEvent id="Paid" name="Paid"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
${drawing({
  of: 'payment',
  shapes: [
    ['Received', 160, 102],
    ['Charge', 260, 80, 100, 80],
    ['Paid', 430, 102],
  ],
  edges: [
    ['f1', [196, 120], [260, 120]],
    ['f2', [360, 120], [430, 120]],
  ],
})}`;

/** Two jobs, a task of the group `supervisors` with its timer, and a message that is waited for, at the same time. */
export const EVERYTHING_MODEL = `${opening('d2')}
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
${drawing({
  of: 'everything',
  shapes: [
    ['Start', 160, 182],
    ['Fork', 250, 175, 50, 50],
    ['First', 360, 60, 100, 80],
    ['Second', 360, 160, 100, 80],
    ['Review', 360, 260, 100, 80],
    ['Late', 442, 322],
    ['Paid', 392, 392],
  ],
  edges: [
    ['g5', [275, 225], [275, 410], [392, 410]],
    ['g1', [196, 200], [250, 200]],
    ['g2', [275, 175], [275, 100], [360, 100]],
    ['g3', [300, 200], [360, 200]],
    ['g4', [275, 225], [275, 300], [360, 300]],
  ],
})}`;

/** Work, then a message from outside, then a task. */
export const CASE_MODEL = `${opening('d9')}
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
${drawing({
  of: 'case',
  shapes: [
    ['Opened', 160, 102],
    ['ServiceTask_SubmitDocumentVerification', 250, 80, 100, 80],
    ['MessageCatch_DocumentVerified', 412, 102],
    ['UserTask_Review', 510, 80, 100, 80],
  ],
  edges: [
    ['k1', [196, 120], [250, 120]],
    ['k2', [350, 120], [412, 120]],
    ['k3', [448, 120], [510, 120]],
  ],
})}`;

/** A sub-process that is drawn collapsed, its inside on a plane of its own. */
export const COLLAPSED_MODEL = `${opening('d3')}
  <bpmn:process id="collapsed" name="Collapsed" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin"><bpmn:outgoing>h1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:subProcess id="Packing" name="Packing"><bpmn:incoming>h1</bpmn:incoming>
      <bpmn:startEvent id="PackBegin"><bpmn:outgoing>h2</bpmn:outgoing></bpmn:startEvent>
      <bpmn:userTask id="Pack" name="Pack parcel"><bpmn:incoming>h2</bpmn:incoming></bpmn:userTask>
      <bpmn:sequenceFlow id="h2" sourceRef="PackBegin" targetRef="Pack" />
    </bpmn:subProcess>
    <bpmn:sequenceFlow id="h1" sourceRef="Begin" targetRef="Packing" />
  </bpmn:process>
${drawing(
  {
    of: 'collapsed',
    shapes: [
      ['Begin', 160, 102],
      ['Packing', 260, 80, 100, 80, 'isExpanded="false"'],
    ],
    edges: [['h1', [196, 120], [260, 120]]],
  },
  {
    of: 'Packing',
    shapes: [
      ['PackBegin', 160, 102],
      ['Pack', 260, 80, 100, 80],
    ],
    edges: [['h2', [196, 120], [260, 120]]],
  },
)}`;

/** Three runs of one external task at the same time. */
export const LOOP_MODEL = `${opening('d5')}
  <bpmn:process id="parcels" name="Parcels" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Ordered"><bpmn:outgoing>k1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="k1" sourceRef="Ordered" targetRef="Send" />
    <bpmn:serviceTask id="Send" name="Send parcel" camunda:type="external" camunda:topic="e2e-send"><bpmn:incoming>k1</bpmn:incoming><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
  </bpmn:process>
${drawing({
  of: 'parcels',
  shapes: [
    ['Ordered', 160, 102],
    ['Send', 260, 80, 100, 80],
  ],
  edges: [['k1', [196, 120], [260, 120]]],
})}`;

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
  id: 'travel-approval',
  type: 'default',
  schemaVersion: 16,
  components: [
    { type: 'text', id: 'intro', text: '### Approval\nWhat it may cost, and whether it may be.' },
    { type: 'textfield', id: 'destination', key: 'destination', label: 'Destination' },
    {
      type: 'number',
      id: 'budget',
      key: 'budget',
      label: 'Budget',
      description: 'In euros',
      validate: { required: true, min: 0 },
    },
    {
      type: 'select',
      id: 'class',
      key: 'class',
      label: 'Class',
      values: [
        { label: 'First', value: 'first' },
        { label: 'Second', value: 'second' },
      ],
    },
    { type: 'textarea', id: 'remark', key: 'remark', label: 'Remark' },
    { type: 'checkbox', id: 'approved', key: 'approved', label: 'Approved' },
  ],
});
/** Two versions: in the second the task has another id, and one more stands behind it. */
export const VERSIONED_MODELS = [
  versioned('Check', ''),
  versioned(
    'CheckOrder',
    '<bpmn:userTask id="Pack" name="Pack"><bpmn:incoming>m2</bpmn:incoming></bpmn:userTask><bpmn:sequenceFlow id="m2" sourceRef="CheckOrder" targetRef="Pack" />',
  ),
] as const;

function versioned(task: string, more: string): string {
  return `${opening('d6')}
  <bpmn:process id="versioned" name="Versioned" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Placed"><bpmn:outgoing>m1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="m1" sourceRef="Placed" targetRef="${task}" />
    <bpmn:userTask id="${task}" name="Check order"><bpmn:incoming>m1</bpmn:incoming></bpmn:userTask>${more}
  </bpmn:process>
${drawing({
  of: 'versioned',
  shapes: [
    ['Placed', 160, 102],
    [task, 260, 80, 100, 80],
    ...(more === '' ? [] : [['Pack', 430, 80, 100, 80] as const]),
  ],
  edges: [['m1', [196, 120], [260, 120]], ...(more === '' ? [] : [['m2', [360, 120], [430, 120]] as const])],
})}`;
}

/** A choice between work with mappings, a listener and a timer, and a task. */
export const TOLD_MODEL = `${opening('d9')}
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
${drawing({
  of: 'told',
  shapes: [
    ['Begin', 160, 102],
    ['Large', 250, 95, 50, 50, 'isMarkerVisible="true"'],
    ['Collect', 380, 80, 100, 80],
    ['Late', 462, 142],
    ['Review', 380, 220, 100, 80],
  ],
  edges: [
    ['k1', [196, 120], [250, 120]],
    ['k2', [300, 120], [380, 120]],
    ['k3', [275, 145], [275, 260], [380, 260]],
  ],
})}`;
