/** Processes that the warm-up runs: what most processes are made of, in both notations. The ids say what happens. */

const BPMN = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="warm-up"';

/** Elements in a row, each one flow after the other. */
function inARow(elements: readonly string[]): string {
  const ids = elements.map((element) => /id="([^"]+)"/.exec(element)?.[1] ?? '');
  const flows = ids.slice(1).map((to, n) => `<bpmn:sequenceFlow id="flow${n}" sourceRef="${ids[n]}" targetRef="${to}"/>`);
  return [...elements, ...flows].join('');
}

const camunda7 = (id: string, elements: readonly string[]): string => `<bpmn:definitions ${BPMN} xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="model"><bpmn:process id="${id}" isExecutable="true" camunda:historyTimeToLive="1">${inARow(elements)}</bpmn:process></bpmn:definitions>`;
const camunda8 = (id: string, elements: readonly string[]): string => `<bpmn:definitions ${BPMN} xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0" id="model"><bpmn:process id="${id}" isExecutable="true">${inARow(elements)}</bpmn:process></bpmn:definitions>`;

const START = '<bpmn:startEvent id="begun"/>';
const END = '<bpmn:endEvent id="ended"/>';
const many = (cardinality: number): string => `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>${cardinality}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;

export const SAMPLE_MODELS: readonly string[] = [
  camunda7('straightThrough', [START, ...Array.from({ length: 6 }, (_, n) => `<bpmn:serviceTask id="step${n}" camunda:expression="\${v > ${n}}"/>`), END]),
  camunda7('people', [START, '<bpmn:userTask id="asked" camunda:assignee="someone" camunda:candidateGroups="some"/>', END]),
  camunda7('workers', [START, '<bpmn:serviceTask id="worked" camunda:type="external" camunda:topic="warm-up"/>', END]),
  camunda7('manyStraightThrough', [START, `<bpmn:serviceTask id="step" camunda:expression="\${true}">${many(40)}</bpmn:serviceTask>`, END]),
  camunda7('manyWorkers', [START, `<bpmn:serviceTask id="worked" camunda:type="external" camunda:topic="warm-up">${many(40)}</bpmn:serviceTask>`, END]),
  camunda8('workersWithValues', [START, '<bpmn:serviceTask id="worked"><bpmn:extensionElements><zeebe:taskDefinition type="warm-up"/><zeebe:ioMapping><zeebe:input source="=v + 1" target="w"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>', END]),
];
