import { TRIGGER_KINDS, triggerBehaviorOf } from '../core/triggers/index.ts';
import type { TriggerPosition } from '../core/trigger-behavior.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import type { Element } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { TriggerKind } from '../graph/trigger.ts';

export type Notation = 7 | 8;

/** One event that can be drawn: a position, its event definition, and whether it interrupts, where that can be said. */
export interface EventCell {
  readonly position: TriggerPosition;
  readonly trigger: TriggerKind;
  readonly isInterrupting: boolean | null;
}

/** Every position that some event definition names, in the order of the BPMN standard's table of events. */
const POSITIONS: readonly TriggerPosition[] = [
  'startEvent',
  'eventSubProcessStart',
  'intermediateCatchEvent',
  'receiveTask',
  'boundaryEvent',
  'intermediateThrowEvent',
  'endEvent',
];

/** Position × event definition × interrupting, whether it runs or not. */
export function eventCells(): readonly EventCell[] {
  const named = new Set(TRIGGER_KINDS.flatMap((kind) => triggerBehaviorOf({ kind }).allowedAt));
  const missing = [...named].filter((position) => !POSITIONS.includes(position));
  if (missing.length > 0) throw new Error(`positions without a place in the table: ${missing.join(', ')}`);
  return POSITIONS.flatMap((position) =>
    TRIGGER_KINDS.flatMap((trigger) =>
      choicesAt(position, trigger).map((isInterrupting) => ({ position, trigger, isInterrupting })),
    ),
  );
}

/**
 * Compensation comes when its activity has ended, and a transaction is over by its cancellation: there is nothing to
 * choose.
 */
const hasChoice = (position: TriggerPosition, trigger: TriggerKind): boolean =>
  (position === 'boundaryEvent' || position === 'eventSubProcessStart') &&
  trigger !== 'compensation' &&
  trigger !== 'cancel';
const choicesAt = (position: TriggerPosition, trigger: TriggerKind): readonly (boolean | null)[] =>
  hasChoice(position, trigger) ? [true, false] : [null];

/** What the reader of models says to the smallest process with such an event. */
export function runs(cell: EventCell, notation: Notation): boolean {
  if (cell.position === 'receiveTask' && cell.trigger !== 'message') return false;
  const { graphs, problems } = parseResource('cell.bpmn', Buffer.from(modelOf(cell, notation)));
  return (
    !problems.some(({ severity }) => severity === 'error') &&
    graphs.some((graph) => cellsIn(graph).some(({ cell: found }) => nameOf(found) === nameOf(cell)))
  );
}

export const nameOf = ({ position, trigger, isInterrupting }: EventCell): string =>
  `${position} ${trigger}${isInterrupting === null ? '' : isInterrupting ? ' interrupting' : ' non-interrupting'}`;

/** The events of a process, each with the cell that it stands in. */
export function cellsIn({
  elements,
}: ProcessGraph): readonly { readonly elementId: string; readonly cell: EventCell }[] {
  return [...elements.values()].flatMap((element) => {
    const cell = cellOf(element);
    return cell ? [{ elementId: element.id, cell }] : [];
  });
}

function cellOf(element: Element): EventCell | null {
  if (!('trigger' in element)) return null;
  const { kind: trigger } = element.trigger;
  const position =
    element.kind === 'startEvent' && element.isInterrupting !== undefined ? 'eventSubProcessStart' : element.kind;
  const isInterrupting =
    'isInterrupting' in element && hasChoice(position, trigger) ? (element.isInterrupting ?? null) : null;
  return { position, trigger, isInterrupting };
}

const flowId = (from: string, to: string): string => `${from}-${to}`;
const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${flowId(from, to)}" sourceRef="${from}" targetRef="${to}"/>`;
const WORK_8 = '<extensionElements><zeebe:taskDefinition type="work"/></extensionElements>';

function modelOf(cell: EventCell, notation: Notation): string {
  const vendor =
    notation === 7
      ? 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
      : 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"';
  const key =
    notation === 8 ? '<extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements>' : '';
  const roots = `<message id="m" name="m">${key}</message><signal id="s" name="s"/><error id="r" errorCode="r"/><escalation id="c" escalationCode="c"/>`;
  // A transaction is where a cancel event belongs.
  const body = cell.trigger === 'cancel' && notation === 7 ? inTransaction(cell, notation) : bodyOf(cell, notation);
  return (
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${vendor} id="d" targetNamespace="http://example.org/wheelhouse">` +
    `<process id="p" isExecutable="true"${notation === 7 ? ' camunda:historyTimeToLive="P1D"' : ''}>${body}</process>${roots}</definitions>`
  );
}

const task = (id: string, notation: Notation): string =>
  notation === 7 ? `<task id="${id}"/>` : `<serviceTask id="${id}">${WORK_8}</serviceTask>`;

function bodyOf(cell: EventCell, notation: Notation): string {
  const definition = definitionOf(cell, notation);
  const own =
    notation === 8 &&
    cell.trigger === 'message' &&
    (cell.position === 'endEvent' || cell.position === 'intermediateThrowEvent')
      ? WORK_8
      : '';
  // Camunda 8 asks of a boundary event that it names a flow that leaves it.
  const left =
    cell.position === 'boundaryEvent' && cell.trigger !== 'compensation'
      ? `<outgoing>${flowId('e', 't')}</outgoing>`
      : '';
  const event = (tag: string, attributes = ''): string =>
    `<${tag} id="e"${attributes}>${own}${left}${definition}</${tag}>`;
  const plain = `<startEvent id="start"/>`;
  switch (cell.position) {
    case 'startEvent':
      return `${event('startEvent')}${task('t', notation)}${flow('e', 't')}`;
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
      if (cell.trigger === 'link')
        return `${plain}${link(cell.position)}${task('t', notation)}${flow('start', cell.position === 'intermediateThrowEvent' ? 'e' : 'other')}${flow(cell.position === 'intermediateThrowEvent' ? 'other' : 'e', 't')}`;
      return `${plain}${event(cell.position)}${flow('start', 'e')}${task('t', notation)}${flow('e', 't')}`;
    case 'endEvent':
      return `${plain}${event('endEvent')}${flow('start', 'e')}`;
    case 'receiveTask':
      return `${plain}<receiveTask id="e" messageRef="m"/>${flow('start', 'e')}`;
    case 'boundaryEvent':
      return `${plain}${host(cell, notation)}${flow('start', 'h')}${event('boundaryEvent', ` attachedToRef="h"${cell.isInterrupting === false ? ' cancelActivity="false"' : ''}`)}${after(cell, notation)}`;
    case 'eventSubProcessStart':
      return `${plain}<subProcess id="h"><startEvent id="inner"/>${task('u', notation)}${flow('inner', 'u')}${eventSubProcess(event('startEvent', cell.isInterrupting === false ? ' isInterrupting="false"' : ''), notation)}</subProcess>${flow('start', 'h')}`;
  }
}

const host = ({ trigger }: EventCell, notation: Notation): string =>
  trigger === 'escalation'
    ? `<subProcess id="h"><startEvent id="inner"/>${task('u', notation)}${flow('inner', 'u')}</subProcess>`
    : task('h', notation);
const after = ({ trigger }: EventCell, notation: Notation): string =>
  trigger === 'compensation'
    ? `${task('undo', notation).replace('id="undo"', 'id="undo" isForCompensation="true"')}<association id="a" associationDirection="One" sourceRef="e" targetRef="undo"/>`
    : `${task('t', notation)}${flow('e', 't')}`;
const eventSubProcess = (start: string, notation: Notation): string =>
  `<subProcess id="v" triggeredByEvent="true">${start}${task('w', notation)}${flow('e', 'w')}</subProcess>`;
const link = (position: TriggerPosition): string =>
  `<${position} id="e" name="l"><linkEventDefinition name="l"/></${position}>` +
  (position === 'intermediateThrowEvent'
    ? '<intermediateCatchEvent id="other" name="l"><linkEventDefinition name="l"/></intermediateCatchEvent>'
    : '<intermediateThrowEvent id="other" name="l"><linkEventDefinition name="l"/></intermediateThrowEvent>');

function inTransaction(cell: EventCell, notation: Notation): string {
  const definition = definitionOf(cell, notation);
  const isEnd = cell.position === 'endEvent';
  const inner = isEnd
    ? `<startEvent id="inner"/><endEvent id="e">${definition}</endEvent>${flow('inner', 'e')}`
    : `<startEvent id="inner"/><task id="u"/>${flow('inner', 'u')}`;
  const boundary =
    cell.position === 'boundaryEvent'
      ? `<boundaryEvent id="e" attachedToRef="h"${cell.isInterrupting === false ? ' cancelActivity="false"' : ''}>${definition}</boundaryEvent><task id="t"/>${flow('e', 't')}`
      : '';
  return isEnd || boundary !== ''
    ? `<startEvent id="start"/><transaction id="h">${inner}</transaction>${flow('start', 'h')}${boundary}`
    : bodyOf(cell, notation);
}

function definitionOf({ trigger, position }: EventCell, notation: Notation): string {
  const expression = (text: string): string => (notation === 7 ? `\${${text}}` : `=${text}`);
  switch (trigger) {
    case 'none':
      return '';
    case 'message':
      return '<messageEventDefinition messageRef="m"/>';
    case 'signal':
      return '<signalEventDefinition signalRef="s"/>';
    case 'error':
      return '<errorEventDefinition errorRef="r"/>';
    case 'escalation':
      return '<escalationEventDefinition escalationRef="c"/>';
    case 'timer':
      return position === 'startEvent'
        ? '<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>'
        : '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
    case 'conditional':
      return `<conditionalEventDefinition><condition xsi:type="tFormalExpression">${expression('x')}</condition></conditionalEventDefinition>`;
    case 'compensation':
      return '<compensateEventDefinition/>';
    case 'terminate':
      return '<terminateEventDefinition/>';
    case 'cancel':
      return '<cancelEventDefinition/>';
    case 'link':
      return '<linkEventDefinition name="l"/>';
  }
}
