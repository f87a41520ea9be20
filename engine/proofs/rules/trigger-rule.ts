import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { ElementInstance, Job, Key, Subscription } from '../../core/state.ts';
import { count, type Rule, type Witness } from './witness.ts';

/** What a command says to an event, with the scope in which that begins. */
interface Triggered {
  readonly eventId: string;
  readonly beginsId: string;
  readonly scopeKey: Key;
  /** Who has to be gone. */
  readonly interrupted: Key | null;
}

/**
 * An event that is triggered at a boundary, behind an event-based gateway or in an event sub-process begins exactly once;
 * non-interrupting ones too, beside what goes on, and interrupting ones end their activity.
 */
export class TriggerRule implements Rule {
  private triggered: Triggered | null = null;
  private readonly begun = new Map<string, number>();
  private hasFailed = false;

  /** Before the events of the command. */
  command(command: Command, witness: Witness): void {
    const waiting = waitingFor(command, witness);
    this.triggered = waiting ? triggeredBy(waiting, witness) : null;
  }

  see(event: EngineEvent): void {
    if (event.type === 'jobFailed') this.hasFailed = true;
    if (event.type === 'elementActivated') this.begin(event.element);
    if (event.type === 'jobCreated' && event.job.position === 'before') this.begin(event.job);
  }

  close(witness: Witness): string[] {
    const { triggered, hasFailed } = this;
    const begun = triggered ? (this.begun.get(`${triggered.scopeKey} ${triggered.beginsId}`) ?? 0) : 0;
    this.triggered = null;
    this.begun.clear();
    this.hasFailed = false;
    if (!triggered || hasFailed) return [];
    const faults = begun === 1 ? [] : [`${triggered.eventId} was triggered and has begun ${begun} times`];
    return triggered.interrupted !== null && witness.elements.has(triggered.interrupted)
      ? [...faults, `${triggered.eventId} has not interrupted its activity`]
      : faults;
  }

  private begin({ scopeKey, elementId }: Pick<ElementInstance | Job, 'scopeKey' | 'elementId'>): void {
    count(this.begun, `${scopeKey} ${elementId}`);
  }
}

function waitingFor(command: Command, { jobs, subscriptions }: Witness): Job | Subscription | undefined {
  if (command.type === 'executeJob') {
    const job = jobs.get(command.jobKey);
    return job?.kind === 'continuation' ? undefined : job;
  }
  return command.type === 'correlateMessage' || command.type === 'triggerSignal'
    ? subscriptions.get(command.subscriptionKey)
    : undefined;
}

function triggeredBy(
  { elementId, instanceKey, elementInstanceKey }: Job | Subscription,
  witness: Witness,
): Triggered | null {
  const element = witness.elementAt({ elementId, instanceKey });
  const owner = witness.elements.get(elementInstanceKey ?? '');
  if (element.kind === 'startEvent')
    return {
      eventId: elementId,
      beginsId: element.parentId ?? '',
      scopeKey: elementInstanceKey ?? '',
      interrupted: null,
    };
  if (!owner || owner.elementId === elementId) return null;
  const isInterrupting = element.kind !== 'boundaryEvent' || element.isInterrupting;
  return {
    eventId: elementId,
    beginsId: elementId,
    scopeKey: owner.scopeKey,
    interrupted: isInterrupting ? owner.key : null,
  };
}
