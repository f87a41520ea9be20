import type { Instant, Key } from './shared.ts';

/** One entry of what was kept of an instance: when something of it began, changed or ended. */
export interface InstanceEvent {
  readonly kind: InstanceEventKind;
  readonly at: Instant;
  /** Of the record that says so: an element instance, a job, a variable. */
  readonly key: Key;
  readonly elementId: string | null;
  /** A name, a topic, a message. */
  readonly text: string | null;
}
export const INSTANCE_EVENT_KINDS = [
  'started',
  'ended',
  'entered',
  'left',
  'cancelled',
  'written',
  'removed',
  'jobMade',
  'jobFailed',
  'jobDone',
  'jobCancelled',
  'incident',
  'resolved',
  'waits',
  'waitsNoMore',
  'taskMade',
  'taskAssigned',
  'taskDone',
  'taskCancelled',
  'decided',
  'called',
  'operation',
] as const;
export type InstanceEventKind = (typeof INSTANCE_EVENT_KINDS)[number];
