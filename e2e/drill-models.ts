import { drawing, opening } from './drawn-model.ts';
import { CASE_MODEL } from './models.ts';

/** Models of the operators' drills: each can go wrong in one way, and be put right by one repair. */
function model(id: string, name: string, task: string, more = ''): string {
  return `${opening('d', 'drills')}
  <bpmn:process id="${id}" name="${name}" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Begin" targetRef="Work" />
    ${task}
    <bpmn:sequenceFlow id="f2" sourceRef="Work" targetRef="Done" />
    <bpmn:endEvent id="Done"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>${more}
${drawing({
  of: id,
  shapes: [
    ['Begin', 160, 102],
    ['Work', 260, 80, 100, 80],
    ['Done', 430, 102],
  ],
  edges: [
    ['f1', [196, 120], [260, 120]],
    ['f2', [360, 120], [430, 120]],
  ],
})}`;
}
const FLOWS = '<bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>';

/** Throws until its variable is corrected. */
export const SCRIPT_MODEL = model(
  'drill-script',
  'Price check',
  `<bpmn:scriptTask id="Work" name="Check price" scriptFormat="javascript" camunda:asyncBefore="true">
      <bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R1/PT1S</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>${FLOWS}
      <bpmn:script>if (execution.getVariable('price') &lt; 0) { throw new Error('A price below zero: ' + execution.getVariable('price')); }</bpmn:script>
    </bpmn:scriptTask>`,
);

/** A timer as long as its variable says. */
export const TIMER_MODEL = model(
  'drill-timer',
  'Dunning',
  `<bpmn:intermediateCatchEvent id="Work" name="Wait">${FLOWS}<bpmn:timerEventDefinition><bpmn:timeDuration>\${delay}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
);

/** A task of a group that nobody takes. */
export const REVIEW_MODEL = model(
  'drill-review',
  'Supervisor review',
  `<bpmn:userTask id="Work" name="Supervisor review" camunda:candidateGroups="risk-supervisor-jakarta" camunda:dueDate="2026-01-01T00:00:00">${FLOWS}</bpmn:userTask>`,
);

/** A charge whose command has an id that its provider knows. */
export const CHARGE_MODEL = model(
  'drill-charge',
  'Order fulfilment',
  `<bpmn:serviceTask id="Work" name="Charge payment" camunda:type="external" camunda:topic="drill-charge">${FLOWS}</bpmn:serviceTask>`,
);

/** Waits until a signal is broadcast. */
export const SIGNAL_MODEL = model(
  'drill-signal',
  'Recall',
  `<bpmn:intermediateCatchEvent id="Work" name="Recalled">${FLOWS}<bpmn:signalEventDefinition signalRef="Recall" /></bpmn:intermediateCatchEvent>`,
  '<bpmn:signal id="Recall" name="drill-recall" />',
);

/** The same for the tests by keyboard: what fails there is in nobody else's lists. */
export const KEYS_MODEL = CHARGE_MODEL.replaceAll('drill-charge', 'keys-charge');
/** And a case whose messages have a name of their own, since a rule holds for all of one name. */
export const KEYS_CASE_MODEL = CASE_MODEL.replaceAll('DocumentVerified', 'KeysVerified').replaceAll(
  '"case"',
  '"keys-case"',
);

/** Each calls the next; in the last somebody has something to do. */
export function chainModels(length: number): readonly string[] {
  return Array.from({ length }, (_, index) => index + 1).map((n) =>
    model(
      `chain-${n}`,
      `Chain ${n}`,
      n === length
        ? `<bpmn:userTask id="Work" name="Look">${FLOWS}</bpmn:userTask>`
        : `<bpmn:callActivity id="Work" name="Call ${n + 1}" calledElement="chain-${n + 1}">${FLOWS}</bpmn:callActivity>`,
    ),
  );
}

/** Starts by a timer, and fails with its first step. */
export const BRITTLE_MODEL = `${opening('d-brittle')}
  <bpmn:process id="brittle" name="Brittle" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin" name="Every morning"><bpmn:timerEventDefinition><bpmn:timeCycle>0 0 6 * * ?</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    <bpmn:sequenceFlow id="b1" sourceRef="Begin" targetRef="Work" /><bpmn:serviceTask id="Work" name="Work" camunda:expression="\${missing}"><bpmn:incoming>b1</bpmn:incoming></bpmn:serviceTask>
  </bpmn:process>
${drawing({
  of: 'brittle',
  shapes: [
    ['Begin', 100, 100],
    ['Work', 200, 78, 100, 80],
  ],
  edges: [['b1', [136, 118], [200, 118]]],
})}`;

/** Starts every night. */
export const NIGHTLY_MODEL = `${opening('d-nightly')}
  <bpmn:process id="nightly" name="Nightly" isExecutable="true" camunda:historyTimeToLive="30">
    <bpmn:startEvent id="Begin" name="Every night"><bpmn:timerEventDefinition><bpmn:timeCycle>0 0 2 * * ?</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    <bpmn:sequenceFlow id="n1" sourceRef="Begin" targetRef="Report" /><bpmn:userTask id="Report" name="Report"><bpmn:incoming>n1</bpmn:incoming></bpmn:userTask>
  </bpmn:process>
${drawing({
  of: 'nightly',
  shapes: [
    ['Begin', 100, 100],
    ['Report', 200, 78, 100, 80],
  ],
  edges: [['n1', [136, 118], [200, 118]]],
})}`;
