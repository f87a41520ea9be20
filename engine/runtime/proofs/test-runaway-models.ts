import { cloudModel, flow, model } from './test-models.ts';

/** Processes that would run for ever, or grow without bound, if nothing stopped them. */
const start = '<bpmn:startEvent id="start" />';
const end = '<bpmn:endEvent id="end" />';
const times = (count: number, isSequential = false): string =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${isSequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
const cycle = (text: string): string =>
  `<bpmn:boundaryEvent id="tick" attachedToRef="ask" cancelActivity="false"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>${flow('f3', 'tick', 'ticked')}<bpmn:endEvent id="ticked" />`;
const asking = `${start}${flow('f1', 'start', 'ask')}<bpmn:userTask id="ask" />${flow('f2', 'ask', 'end')}${end}`;
const nested = (depth: number, inner: string): string =>
  depth === 0
    ? inner
    : `<bpmn:subProcess id="sub${depth}">${times(100)}<bpmn:startEvent id="s${depth}" />${flow(`a${depth}`, `s${depth}`, depth === 1 ? 'leaf' : `sub${depth - 1}`)}${nested(depth - 1, inner)}</bpmn:subProcess>`;

/** A circle without a wait state. */
export const circle = model(
  'circle',
  `${start}${flow('f1', 'start', 'again')}<bpmn:manualTask id="again" />${flow('f2', 'again', 'again')}`,
);
export const cloudCircle = cloudModel(
  'cloudCircle',
  `${start}${flow('f1', 'start', 'one')}<bpmn:exclusiveGateway id="one" />${flow('f2', 'one', 'two')}<bpmn:exclusiveGateway id="two" />${flow('f3', 'two', 'one')}`,
);
/** A circle of asynchronous steps: each is committed, so it goes on until somebody ends it. */
export const asyncCircle = model(
  'asyncCircle',
  `${start}${flow('f1', 'start', 'again')}<bpmn:manualTask id="again" camunda:asyncBefore="true" />${flow('f2', 'again', 'again')}`,
);
/**
 * Calls itself, once and three times; in Camunda 8 by an expression, since a name that leads back is refused at
 * deployment.
 */
export const recursion = model(
  'recursion',
  `${start}${flow('f1', 'start', 'call')}<bpmn:callActivity id="call" calledElement="recursion" />${flow('f2', 'call', 'end')}${end}`,
);
export const fanOut = model(
  'fanOut',
  `${start}${flow('f1', 'start', 'call')}<bpmn:callActivity id="call" calledElement="fanOut">${times(3)}</bpmn:callActivity>${flow('f2', 'call', 'end')}${end}`,
);
export const cloudRecursion = cloudModel(
  'cloudRecursion',
  `${start}${flow('f1', 'start', 'call')}<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="=&quot;cloudRecursion&quot;" /></bpmn:extensionElements></bpmn:callActivity>${flow('f2', 'call', 'end')}${end}`,
);
/** One activity many times over: at once, one after the other, and within one another. */
export const many = (processId: string, count: number): Uint8Array =>
  model(
    processId,
    `${start}${flow('f1', 'start', 'work')}<bpmn:serviceTask id="work" camunda:type="external" camunda:topic="${processId}">${times(count)}</bpmn:serviceTask>${flow('f2', 'work', 'end')}${end}`,
  );
export const manyInTurn = model(
  'manyInTurn',
  `${start}${flow('f1', 'start', 'work')}<bpmn:serviceTask id="work" camunda:expression="\${true}">${times(100_000_000, true)}</bpmn:serviceTask>${flow('f2', 'work', 'end')}${end}`,
);
export const manyNested = model(
  'manyNested',
  `${start}${flow('f1', 'start', 'sub3')}${nested(3, `<bpmn:userTask id="leaf">${times(100)}</bpmn:userTask>`)}${flow('f2', 'sub3', 'end')}${end}`,
);
export const cloudMany = cloudModel(
  'cloudMany',
  `${start}${flow('f1', 'start', 'work')}<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="cloudMany" /></bpmn:extensionElements>
  <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..50000 return i" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>${flow('f2', 'work', 'end')}${end}`,
);
/** Timers that are due again at once. */
export const storm = model('storm', `${asking}${cycle('R99999999/PT0.001S')}`);
export const stormWithoutPause = model('stormWithoutPause', `${asking}${cycle('R/PT0S')}`);
