import { type MessageKey, t } from '@/components/messages/messages.ts';
import { codeOf } from './model-fact.ts';
import { CAMUNDA, extensionsOf, type ModelNode, ZEEBE } from './model-node.ts';

/**
 * What a model has called beside an element's own work. Camunda 7 runs code within the step, Camunda 8 makes a job of
 * it.
 */
export interface ModelListener {
  readonly kind: 'execution' | 'task';
  /** As it stands in the model: `start`, `completing`. */
  readonly event: string | null;
  readonly code: string;
  /** Of the jobs that it makes; null: it makes none. */
  readonly jobType: string | null;
  readonly retries: string | null;
}

export function listenersOf(node: ModelNode): readonly ModelListener[] {
  const code =
    (kind: ModelListener['kind']) =>
    (each: ModelNode): ModelListener => ({
      kind,
      event: each.getAttribute('event'),
      code: codeOf(each),
      jobType: null,
      retries: null,
    });
  const work =
    (kind: ModelListener['kind']) =>
    (each: ModelNode): ModelListener => ({
      kind,
      event: each.getAttribute('eventType'),
      code: '',
      jobType: each.getAttribute('type') ?? '',
      retries: each.getAttribute('retries'),
    });
  return [
    ...extensionsOf(node, CAMUNDA, 'executionListener').map(code('execution')),
    ...extensionsOf(node, CAMUNDA, 'taskListener').map(code('task')),
    ...extensionsOf(node, ZEEBE, 'executionListeners', 'executionListener').map(work('execution')),
    ...extensionsOf(node, ZEEBE, 'taskListeners', 'taskListener').map(work('task')),
  ];
}

const EVENT_WORDS: Readonly<Record<string, MessageKey>> = {
  start: 'model.event.start',
  end: 'model.event.end',
  take: 'model.event.take',
  create: 'model.event.create',
  creating: 'model.event.create',
  assignment: 'model.event.assign',
  assigning: 'model.event.assign',
  complete: 'model.event.complete',
  completing: 'model.event.complete',
  update: 'model.event.update',
  updating: 'model.event.update',
  delete: 'model.event.delete',
  canceling: 'model.event.delete',
  timeout: 'model.event.timeout',
};
/** When it is called, in words. */
export function listenerWord({ kind, event }: Pick<ModelListener, 'kind' | 'event'>): string {
  const word = event === null ? undefined : EVENT_WORDS[event];
  return t(kind === 'task' ? 'model.onTask' : 'model.on', { event: word === undefined ? (event ?? '') : t(word) });
}

/** What such a listener's jobs say of their position. */
export function listenerPosition({ event }: Pick<ModelListener, 'event'>): string {
  return `${event ?? ''}Listener`;
}
