const NAMESPACES = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="samples"';

/** Tokens, values and waits of many kinds, with all that leads from one to the next. */
const CAMUNDA_7 = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <bpmn:process id="order" isExecutable="true" camunda:historyTimeToLive="P1D">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="toCheck" sourceRef="start" targetRef="check" />
    <bpmn:serviceTask id="check" camunda:type="external" camunda:topic="check" />
    <bpmn:sequenceFlow id="toTotal" sourceRef="check" targetRef="total" />
    <bpmn:serviceTask id="total" camunda:expression="\${amount + 1}" camunda:resultVariable="total" />
    <bpmn:sequenceFlow id="toDecision" sourceRef="total" targetRef="isLarge" />
    <bpmn:exclusiveGateway id="isLarge" default="toShipping" />
    <bpmn:sequenceFlow id="toApproval" sourceRef="isLarge" targetRef="approve">
      <bpmn:conditionExpression>\${total > 10}</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:userTask id="approve" camunda:candidateGroups="sales" />
    <bpmn:boundaryEvent id="late" attachedToRef="approve" cancelActivity="false">
      <bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="toShippingApproved" sourceRef="approve" targetRef="ship" />
    <bpmn:sequenceFlow id="toShipping" sourceRef="isLarge" targetRef="ship" />
    <bpmn:serviceTask id="ship" camunda:asyncBefore="true" camunda:expression="\${true}" />
    <bpmn:sequenceFlow id="toEnd" sourceRef="ship" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
  <bpmn:process id="parcels" isExecutable="true" camunda:historyTimeToLive="P1D">
    <bpmn:startEvent id="begun" />
    <bpmn:sequenceFlow id="toParcels" sourceRef="begun" targetRef="parcel" />
    <bpmn:serviceTask id="parcel" camunda:type="external" camunda:topic="parcel">
      <bpmn:multiInstanceLoopCharacteristics>
        <bpmn:loopCardinality>60</bpmn:loopCardinality>
      </bpmn:multiInstanceLoopCharacteristics>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="toSent" sourceRef="parcel" targetRef="sent" />
    <bpmn:endEvent id="sent" />
  </bpmn:process>
</bpmn:definitions>`;

const CAMUNDA_8 = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud">
  <bpmn:process id="cloud-order" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="toFork" sourceRef="start" targetRef="fork" />
    <bpmn:parallelGateway id="fork" />
    <bpmn:sequenceFlow id="toCheck" sourceRef="fork" targetRef="check" />
    <bpmn:sequenceFlow id="toItems" sourceRef="fork" targetRef="item" />
    <bpmn:serviceTask id="check">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="check" />
        <zeebe:ioMapping><zeebe:input source="=amount + 1" target="total" /></zeebe:ioMapping>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:serviceTask id="item">
      <bpmn:extensionElements><zeebe:taskDefinition type="item" /></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics>
        <bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" inputElement="item" /></bpmn:extensionElements>
      </bpmn:multiInstanceLoopCharacteristics>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="fromCheck" sourceRef="check" targetRef="join" />
    <bpmn:sequenceFlow id="fromItems" sourceRef="item" targetRef="join" />
    <bpmn:parallelGateway id="join" />
    <bpmn:sequenceFlow id="toEnd" sourceRef="join" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;

/** A model in each notation, which nobody deploys: the engine runs them in memory after a start. */
export const SAMPLE_MODELS: readonly string[] = [CAMUNDA_7, CAMUNDA_8];
