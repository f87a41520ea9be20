import { isTriggerAllowedAt } from '../core/triggers/index.ts';
import type { TriggerPosition } from '../core/trigger-behavior.ts';
import type { Trigger, TriggerKind } from '../graph/trigger.ts';
import { readCompensation } from './read-compensation.ts';
import { readConditional } from './read-conditional.ts';
import { readError } from './read-error.ts';
import { readEscalation } from './read-escalation.ts';
import { readLink } from './read-link.ts';
import { readMessage } from './read-message.ts';
import { readSignal } from './read-signal.ts';
import { readTimer } from './read-timer.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Reads one event definition; null after a problem was reported. */
export type ReadTrigger = (reading: Reading, event: XmlElement, definition: XmlElement) => Trigger | null;

const READERS: ReadonlyMap<string, { readonly kind: TriggerKind; readonly read: ReadTrigger }> = new Map(
  Object.entries({
    messageEventDefinition: { kind: 'message', read: readMessage },
    timerEventDefinition: { kind: 'timer', read: readTimer },
    signalEventDefinition: { kind: 'signal', read: readSignal },
    errorEventDefinition: { kind: 'error', read: readError },
    escalationEventDefinition: { kind: 'escalation', read: readEscalation },
    compensateEventDefinition: { kind: 'compensation', read: readCompensation },
    cancelEventDefinition: { kind: 'cancel', read: () => ({ kind: 'cancel' }) },
    linkEventDefinition: { kind: 'link', read: readLink },
    conditionalEventDefinition: { kind: 'conditional', read: readConditional },
    terminateEventDefinition: { kind: 'terminate', read: () => ({ kind: 'terminate' }) },
  } satisfies Record<string, { kind: TriggerKind; read: ReadTrigger }>),
);

/** The event definition of an event, where the core says that it can stand. One that is unknown was refused before. */
export function readTriggerAt(reading: Reading, event: XmlElement, position: TriggerPosition): Trigger | null {
  const { reader, dialect } = reading;
  const definition = dialect.chosenDefinition(reader, event, position);
  if (definition === 'refused') return null;
  const found = definition && READERS.get(definition.name);
  if (definition && !found) return null;
  if (!isTriggerAllowedAt(found?.kind ?? 'none', position)) {
    dialect.refusals.misplaced(reader, event, definition);
    return null;
  }
  return definition && found ? found.read(reading, event, definition) : { kind: 'none' };
}
