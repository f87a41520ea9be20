import { ACTIONS, type ActionName } from './policy.ts';

/**
 * `by`: the ordinary action that takes it back, with its own permission, class and entry. `because`: why there is none.
 */
export type WayBack = { readonly by: ActionName } | { readonly because: string };

const WORK_BEGINS = 'What was tried again may have begun at once, and work cannot be made undone.';
const GOES_ON = 'The process has gone on with it; move its tokens back by hand where that is right.';
const RECEIVED = 'What was received has been acted upon.';
const SENT_OUT = 'A copy that was taken cannot be called back.';
const GONE = 'What was deleted is not kept anywhere.';

/** For each action what takes it back, or why nothing does. An action that is missing here does not compile. */
const WAYS_BACK: Readonly<Record<ActionName, WayBack>> = {
  'variable.set': { by: 'variable.set' },
  'variable.add': { by: 'variable.remove' },
  'variable.remove': { by: 'variable.add' },
  'instance.suspend': { by: 'instance.resume' },
  'instance.resume': { by: 'instance.suspend' },
  'instance.modify': { by: 'instance.modify' },
  'definition.suspend': { by: 'definition.resume' },
  'definition.resume': { by: 'definition.suspend' },
  'definition.edit-ttl': { by: 'definition.edit-ttl' },
  'definition.delete': { because: GONE },
  'job-definition.suspend': { by: 'job-definition.resume' },
  'job-definition.resume': { by: 'job-definition.suspend' },
  'job-definition.set-priority': { by: 'job-definition.set-priority' },
  'task.claim': { by: 'task.claim' },
  'task.assign': { by: 'task.assign' },
  'task.reassign': { by: 'task.assign' },
  'task.delegate': { by: 'task.assign' },
  'task.resolve': { by: 'task.assign' },
  'task.set-dates': { by: 'task.set-dates' },
  'task.set-priority': { by: 'task.set-priority' },
  'task.set-candidates': { by: 'task.set-candidates' },
  'job.set-retries': { by: 'job.set-retries' },
  'job.set-due-date': { by: 'job.set-due-date' },
  'job.set-priority': { by: 'job.set-priority' },
  'job.suspend': { by: 'job.resume' },
  'job.resume': { by: 'job.suspend' },
  'incident.acknowledge': { by: 'incident.acknowledge' },
  'incident.assign': { by: 'incident.assign' },
  'incident.snooze': { by: 'incident.snooze' },
  'incident.link-ticket': { by: 'incident.link-ticket' },
  'incident.annotate': { by: 'incident.annotate' },
  'incident.create': { by: 'incident.resolve' },
  'message.mark': { by: 'message.mark' },
  'message.watch': { by: 'message.watch' },
  'message.rule': { by: 'message.rule' },
  'batch.pause': { by: 'batch.resume' },
  'batch.resume': { by: 'batch.pause' },
  'view.save': { by: 'view.save' },
  'view.share': { by: 'view.share' },
  'instance.watch': { because: 'It says what one person is told; watch it, or not, once more.' },
  'definition.star': { because: 'It says what stands first for one person; press the star once more.' },
  'view.set-default': { because: 'It says what opens for one person; choose again.' },
  'incident.comment': { because: 'A comment stays, as what was known then; write another.' },
  'incident.resolve': { because: 'An incident that was resolved does not come back; report it again.' },
  'incident.retry': { because: WORK_BEGINS },
  'incident.retry-group': { because: WORK_BEGINS },
  'instance.retry-all': { because: WORK_BEGINS },
  'job-definition.retry-failed': { because: WORK_BEGINS },
  'job.execute': { because: GOES_ON },
  'job.complete': { because: GOES_ON },
  'job.throw-error': { because: GOES_ON },
  'task.complete': { because: GOES_ON },
  'task.complete-for': { because: GOES_ON },
  'job.fail': { because: 'The failure has been counted; give attempts again to go on.' },
  'job.unlock': { because: 'Another worker may have taken it already.' },
  'instance.cancel': { because: 'An instance that has ended does not come back; restart it.' },
  'instance.start': { because: 'What has started has run; cancel it.' },
  'instance.restart': { because: 'What has started has run; cancel the new instance.' },
  'instance.migrate': { because: 'What the new version has done since stays; migrate it back by hand.' },
  'instance.delete-history': { because: GONE },
  'view.delete': { because: GONE },
  'task.delete': { because: 'A task that has ended does not come back; create another.' },
  'audit.export': { because: SENT_OUT },
  'audit.annotate': { because: 'What was noted in the log stays; write another note.' },
  'instance.export-bundle': { because: SENT_OUT },
  'instance.export-list': { because: SENT_OUT },
  'message.correlate': { because: RECEIVED },
  'message.send': { because: RECEIVED },
  'message.publish': { because: RECEIVED },
  'message.replay': { because: RECEIVED },
  'signal.broadcast': { because: RECEIVED },
  'message.attach': { because: RECEIVED },
  'message.replay-many': { because: RECEIVED },
  'message.mark-many': {
    because: 'Each message is marked by itself: let single ones, or the same choice, wait again.',
  },
  'batch.create': { because: 'Its items are actions of their own: cancel the rest, and take back single ones.' },
  'batch.cancel': { because: 'A batch that has ended does not go on; make another with what is left.' },
  'batch.retry': { because: WORK_BEGINS },
};

function wayBack(operation: string): WayBack | null {
  return Object.hasOwn(ACTIONS, operation) ? WAYS_BACK[operation as ActionName] : null;
}

/** null: it cannot be taken back. */
export function undoOf(operation: string): ActionName | null {
  const way = wayBack(operation);
  return way !== null && 'by' in way ? way.by : null;
}

/** null: it can be taken back, or it is no action. */
export function whyNoWayBack(operation: string): string | null {
  const way = wayBack(operation);
  return way !== null && 'because' in way ? way.because : null;
}
