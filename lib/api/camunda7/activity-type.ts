import type { Element } from '@/engine/index.ts';

type Trigger = 'none' | 'message' | 'timer' | 'error' | 'signal' | 'terminate';

/** Camunda 7's names for events, by position and trigger. */
const EVENT_TYPES: Readonly<Record<'startEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent', Readonly<Record<Trigger, string>>>> = {
  startEvent: { none: 'startEvent', message: 'messageStartEvent', timer: 'startTimerEvent', error: 'errorStartEvent', signal: 'signalStartEvent', terminate: 'startEvent' },
  intermediateCatchEvent: { none: 'intermediateCatchEvent', message: 'intermediateMessageCatch', timer: 'intermediateTimer', error: 'intermediateCatchEvent', signal: 'intermediateSignalCatch', terminate: 'intermediateCatchEvent' },
  intermediateThrowEvent: { none: 'intermediateNoneThrowEvent', message: 'intermediateMessageThrowEvent', timer: 'intermediateThrowEvent', error: 'intermediateThrowEvent', signal: 'intermediateSignalThrow', terminate: 'intermediateThrowEvent' },
  boundaryEvent: { none: 'boundaryEvent', message: 'boundaryMessage', timer: 'boundaryTimer', error: 'boundaryError', signal: 'boundarySignal', terminate: 'boundaryEvent' },
  endEvent: { none: 'noneEndEvent', message: 'messageEndEvent', timer: 'noneEndEvent', error: 'errorEndEvent', signal: 'signalEndEvent', terminate: 'terminateEndEvent' },
};

/** `activityType` of an element instance. */
export function activityType(kind: string, element: Element | undefined): string {
  if (kind === 'multiInstanceBody') return 'multiInstanceBody';
  if (element === undefined) return kind;
  switch (element.kind) {
    case 'startEvent': case 'intermediateCatchEvent': case 'intermediateThrowEvent': case 'boundaryEvent': case 'endEvent':
      return EVENT_TYPES[element.kind][triggerKind(element.trigger.kind)];
    default:
      return element.bpmnType;
  }
}

const triggerKind = (kind: string): Trigger => (kind === 'message' || kind === 'timer' || kind === 'error' || kind === 'signal' || kind === 'terminate' ? kind : 'none');

