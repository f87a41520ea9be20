const model = (processId: string, elements: string, beside = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="${processId}" isExecutable="true" camunda:historyTimeToLive="1">
    ${elements}
  </process>${beside}
</definitions>`;

const forkTo = (second: string): string =>
  `<parallelGateway id="fork"/><sequenceFlow id="b" sourceRef="fork" targetRef="charge"/><sequenceFlow id="c" sourceRef="fork" targetRef="${second}"/><sequenceFlow id="d" sourceRef="fork" targetRef="pause"/>`;
const PAUSE =
  '<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>';

/** Work `charge`, a task `review` and a timer `pause` wait side by side. */
export const workTaskAndTimer = (processId: string): string =>
  model(
    processId,
    `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/>
    ${forkTo('review')}
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/><userTask id="review" camunda:candidateGroups="supervisors"/>
    ${PAUSE}`,
  );

/**
 * Work `charge`, a message `paid` and a timer `pause` wait side by side; nothing leads to the task `review`. With
 * `decisionId`, that is decided before.
 */
export const workMessageAndTimer = (processId: string, { decisionId }: { readonly decisionId?: string } = {}): string =>
  model(
    processId,
    `<startEvent id="start"/>${
      decisionId === undefined
        ? ''
        : `<sequenceFlow id="z" sourceRef="start" targetRef="decide"/>
    <businessRuleTask id="decide" camunda:decisionRef="${decisionId}" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="${decisionId}"/>`
    }<sequenceFlow id="a" sourceRef="${decisionId === undefined ? 'start' : 'decide'}" targetRef="fork"/>
    ${forkTo('paid')}
    <serviceTask id="charge" camunda:type="external" camunda:topic="${processId}-charge"/>
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
    ${PAUSE}
    <userTask id="review"/>`,
    '<message id="m" name="Paid"/>',
  );
