import type { Element } from '@/engine/index.ts';

type Trigger =
  | 'none'
  | 'message'
  | 'timer'
  | 'error'
  | 'escalation'
  | 'conditional'
  | 'signal'
  | 'terminate'
  | 'compensation'
  | 'cancel'
  | 'link';

/** Camunda 7's names for events, by position and trigger. */
const EVENT_TYPES: Readonly<
  Record<
    'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent',
    Readonly<Record<Trigger, string>>
  >
> = {
  startEvent: {
    none: 'startEvent',
    message: 'messageStartEvent',
    timer: 'startTimerEvent',
    error: 'errorStartEvent',
    escalation: 'escalationStartEvent',
    conditional: 'conditionalStartEvent',
    signal: 'signalStartEvent',
    terminate: 'startEvent',
    compensation: 'compensationStartEvent',
    cancel: 'startEvent',
    link: 'startEvent',
  },
  intermediateCatchEvent: {
    none: 'intermediateCatchEvent',
    message: 'intermediateMessageCatch',
    timer: 'intermediateTimer',
    error: 'intermediateCatchEvent',
    escalation: 'intermediateCatchEvent',
    conditional: 'intermediateConditional',
    signal: 'intermediateSignalCatch',
    terminate: 'intermediateCatchEvent',
    compensation: 'intermediateCatchEvent',
    cancel: 'intermediateCatchEvent',
    link: 'intermediateLinkCatch',
  },
  intermediateThrowEvent: {
    none: 'intermediateNoneThrowEvent',
    message: 'intermediateMessageThrowEvent',
    timer: 'intermediateThrowEvent',
    error: 'intermediateThrowEvent',
    escalation: 'intermediateEscalationThrowEvent',
    conditional: 'intermediateThrowEvent',
    signal: 'intermediateSignalThrow',
    terminate: 'intermediateThrowEvent',
    compensation: 'intermediateCompensationThrowEvent',
    cancel: 'intermediateThrowEvent',
    link: 'intermediateThrowEvent',
  },
  boundaryEvent: {
    none: 'boundaryEvent',
    message: 'boundaryMessage',
    timer: 'boundaryTimer',
    error: 'boundaryError',
    escalation: 'boundaryEscalation',
    conditional: 'boundaryConditional',
    signal: 'boundarySignal',
    terminate: 'boundaryEvent',
    compensation: 'compensationBoundaryCatch',
    cancel: 'cancelBoundaryCatch',
    link: 'boundaryEvent',
  },
  endEvent: {
    none: 'noneEndEvent',
    message: 'messageEndEvent',
    timer: 'noneEndEvent',
    error: 'errorEndEvent',
    escalation: 'escalationEndEvent',
    conditional: 'noneEndEvent',
    signal: 'signalEndEvent',
    terminate: 'terminateEndEvent',
    compensation: 'compensationEndEvent',
    cancel: 'cancelEndEvent',
    link: 'noneEndEvent',
  },
};

/** `activityType` of an element instance. */
export function activityType(kind: string, element: Element | undefined): string {
  if (kind === 'multiInstanceBody') return 'multiInstanceBody';
  if (element === undefined) return kind;
  switch (element.kind) {
    case 'startEvent':
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return EVENT_TYPES[element.kind][triggerKind(element.trigger.kind)];
    case 'endEvent':
      return isBareMessage(element) ? 'endEvent' : EVENT_TYPES[element.kind][triggerKind(element.trigger.kind)];
    case 'intermediateThrowEvent':
      return EVENT_TYPES[element.kind][isBareMessage(element) ? 'none' : triggerKind(element.trigger.kind)];
    default:
      return element.bpmnType;
  }
}

/**
 * A thrown message that nothing sends is passed like an event without any trigger, and is called so; at an end, by the
 * element's own name.
 */
const isBareMessage = ({
  trigger,
  work,
  logic,
}: Extract<Element, { kind: 'intermediateThrowEvent' | 'endEvent' }>): boolean =>
  trigger.kind === 'message' && work === undefined && logic === undefined;

const triggerKind = (kind: string): Trigger =>
  kind === 'message' ||
  kind === 'timer' ||
  kind === 'error' ||
  kind === 'escalation' ||
  kind === 'conditional' ||
  kind === 'signal' ||
  kind === 'terminate' ||
  kind === 'compensation' ||
  kind === 'cancel' ||
  kind === 'link'
    ? kind
    : 'none';
