/** The model of the instances that are measured, beside two of which nothing but their names matters. */
export const modelOf = (pastProcesses: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="m" targetNamespace="bench">
  <bpmn:message id="paid" name="name-3" />
  <bpmn:process id="order" name="Order" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:extensionElements><camunda:formData>
      <camunda:formField id="amount" label="Amount" type="long" defaultValue="5"><camunda:validation><camunda:constraint name="min" config="1" /></camunda:validation></camunda:formField>
      <camunda:formField id="currency" type="enum"><camunda:value id="EUR" name="Euro" /><camunda:value id="JPY" name="Yen" /></camunda:formField>
    </camunda:formData></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="toCheck" sourceRef="start" targetRef="check" />
    <bpmn:serviceTask id="check" camunda:type="external" camunda:topic="check" />
    <bpmn:sequenceFlow id="toGate" sourceRef="check" targetRef="gate" />
    <bpmn:exclusiveGateway id="gate" default="toEnd" />
    <bpmn:sequenceFlow id="toCharge" sourceRef="gate" targetRef="charge"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${amount > 0 and currency != ''}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="toEnd" sourceRef="gate" targetRef="end" />
    <bpmn:serviceTask id="charge" camunda:type="external" camunda:topic="charge"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="total">\${amount * 2}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:boundaryEvent id="late" attachedToRef="charge" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="paidLater" attachedToRef="charge" cancelActivity="false"><bpmn:messageEventDefinition messageRef="paid" /></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="toShip" sourceRef="charge" targetRef="ship" />
    <bpmn:userTask id="ship" name="Ship it" camunda:candidateGroups="supervisors" />
    <bpmn:sequenceFlow id="shipped" sourceRef="ship" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
  ${['invoice', 'rare', ...Array.from({ length: pastProcesses }, (_, index) => `past-${index + 1}`)].map((id) => `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="${id}-start" /></bpmn:process>`).join('\n  ')}
</bpmn:definitions>`.replaceAll("'", "''");
