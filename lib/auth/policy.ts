import type { Permission, RiskClass } from './permissions.ts';

/** An action as it is shown, allowed and judged everywhere: buttons, palette, dialog, audit log. */
export interface Action {
  /** On the button. */
  readonly label: string;
  /** Key on the page where it applies. */
  readonly shortcut: string | null;
  readonly permission: Permission;
  /** Its class by itself; what it is done to may raise it. */
  readonly risk: RiskClass;
}

/** Risk is data: the class of each action, in one table. */
export const ACTIONS = {
  'incident.retry': { label: 'Retry', shortcut: 'r', permission: 'incident.retry', risk: 'guarded' },
  'incident.acknowledge': { label: 'Acknowledge', shortcut: 'a', permission: 'incident.triage', risk: 'low' },
  'incident.assign': { label: 'Assign incident', shortcut: null, permission: 'incident.triage', risk: 'low' },
  'incident.snooze': { label: 'Snooze', shortcut: 's', permission: 'incident.triage', risk: 'low' },
  'incident.comment': { label: 'Comment', shortcut: 'c', permission: 'incident.triage', risk: 'low' },
  'incident.annotate': { label: 'Annotate incident', shortcut: null, permission: 'incident.triage', risk: 'low' },
  'incident.create': { label: 'Create incident', shortcut: null, permission: 'incident.triage', risk: 'guarded' },
  'incident.resolve': { label: 'Resolve incident', shortcut: null, permission: 'incident.triage', risk: 'guarded' },
  'incident.retry-group': { label: 'Retry group', shortcut: 'R', permission: 'incident.retry', risk: 'guarded' },
  'incident.link-ticket': { label: 'Link ticket', shortcut: null, permission: 'incident.triage', risk: 'low' },
  'instance.retry-all': { label: 'Retry all', shortcut: null, permission: 'incident.retry', risk: 'guarded' },
  'instance.cancel': { label: 'Cancel instance', shortcut: null, permission: 'instance.cancel', risk: 'high' },
  'instance.watch': { label: 'Watch instance', shortcut: 'w', permission: 'instance.read', risk: 'low' },
  'instance.suspend': { label: 'Suspend instance', shortcut: 's', permission: 'instance.suspend', risk: 'guarded' },
  'instance.resume': { label: 'Resume instance', shortcut: 's', permission: 'instance.suspend', risk: 'guarded' },
  'instance.modify': { label: 'Modify instance', shortcut: 'm', permission: 'instance.modify', risk: 'high' },
  'instance.migrate': { label: 'Migrate instance', shortcut: null, permission: 'instance.migrate', risk: 'high' },
  'instance.restart': { label: 'Restart instance', shortcut: null, permission: 'instance.restart', risk: 'high' },
  'instance.delete-history': {
    label: 'Delete history',
    shortcut: null,
    permission: 'instance.delete',
    risk: 'destructive',
  },
  'instance.export-bundle': { label: 'Export bundle', shortcut: null, permission: 'instance.export', risk: 'guarded' },
  'batch.create': { label: 'Create batch', shortcut: null, permission: 'batch.create', risk: 'guarded' },
  'batch.pause': { label: 'Pause batch', shortcut: 'p', permission: 'batch.control', risk: 'guarded' },
  'batch.resume': { label: 'Resume batch', shortcut: 'p', permission: 'batch.control', risk: 'guarded' },
  'batch.cancel': { label: 'Cancel batch', shortcut: null, permission: 'batch.control', risk: 'guarded' },
  'batch.retry': { label: 'Retry failed items', shortcut: null, permission: 'batch.control', risk: 'guarded' },
  'definition.suspend': { label: 'Suspend definition', shortcut: null, permission: 'definition.suspend', risk: 'high' },
  'definition.resume': { label: 'Resume definition', shortcut: null, permission: 'definition.suspend', risk: 'high' },
  'definition.edit-ttl': {
    label: 'Set how long history is kept',
    shortcut: null,
    permission: 'definition.edit-ttl',
    risk: 'guarded',
  },
  'definition.delete': {
    label: 'Delete definition',
    shortcut: null,
    permission: 'definition.delete',
    risk: 'destructive',
  },
  'message.correlate': { label: 'Correlate message', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.send': { label: 'Send message', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.publish': { label: 'Publish message', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.replay': { label: 'Replay message', shortcut: 'r', permission: 'message.correlate', risk: 'guarded' },
  'message.attach': { label: 'Attach message', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.replay-many': { label: 'Replay messages', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.mark-many': { label: 'Mark messages', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.watch': { label: 'Replay when it waits', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.mark': { label: 'Mark message', shortcut: null, permission: 'message.correlate', risk: 'guarded' },
  'message.rule': {
    label: 'Rule for early messages',
    shortcut: null,
    permission: 'message.correlate',
    risk: 'guarded',
  },
  'signal.broadcast': { label: 'Broadcast signal', shortcut: null, permission: 'signal.broadcast', risk: 'high' },
  'instance.start': { label: 'Start instance', shortcut: null, permission: 'instance.start', risk: 'guarded' },
  'variable.set': { label: 'Correct variable', shortcut: 'e', permission: 'variable.correct', risk: 'high' },
  'variable.add': { label: 'Add variable', shortcut: null, permission: 'variable.correct', risk: 'high' },
  'variable.remove': { label: 'Remove variable', shortcut: null, permission: 'variable.correct', risk: 'high' },
  'job.set-retries': { label: 'Set retries', shortcut: null, permission: 'job.retry', risk: 'guarded' },
  'job.execute': { label: 'Execute now', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job.set-due-date': { label: 'Set due date', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job.set-priority': { label: 'Set priority', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job.unlock': { label: 'Unlock job', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job.suspend': { label: 'Suspend job', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job.resume': { label: 'Resume job', shortcut: null, permission: 'job.schedule', risk: 'guarded' },
  'job-definition.suspend': {
    label: 'Suspend job definition',
    shortcut: null,
    permission: 'definition.suspend',
    risk: 'high',
  },
  'job-definition.resume': {
    label: 'Resume job definition',
    shortcut: null,
    permission: 'definition.suspend',
    risk: 'high',
  },
  'job-definition.set-priority': {
    label: 'Set priority of a job definition',
    shortcut: null,
    permission: 'job.schedule',
    risk: 'guarded',
  },
  'job-definition.retry-failed': {
    label: 'Retry failed jobs',
    shortcut: null,
    permission: 'job.retry',
    risk: 'guarded',
  },
  'job.complete': { label: 'Complete by hand', shortcut: null, permission: 'job.resolve', risk: 'high' },
  'job.fail': { label: 'Fail by hand', shortcut: null, permission: 'job.resolve', risk: 'high' },
  'job.throw-error': { label: 'Throw error by hand', shortcut: null, permission: 'job.resolve', risk: 'high' },
  'view.save': { label: 'Save view', shortcut: null, permission: 'view.save', risk: 'low' },
  'view.share': { label: 'Share view', shortcut: null, permission: 'view.share', risk: 'low' },
  'view.delete': { label: 'Delete view', shortcut: null, permission: 'view.save', risk: 'low' },
  'definition.star': { label: 'Star a definition', shortcut: '*', permission: 'definition.read', risk: 'low' },
  'view.set-default': { label: 'Open with a view', shortcut: null, permission: 'view.save', risk: 'low' },
  'instance.export-list': { label: 'Export instances', shortcut: null, permission: 'instance.export', risk: 'low' },
  'audit.export': { label: 'Export log', shortcut: null, permission: 'audit.export', risk: 'guarded' },
  'audit.annotate': { label: 'Annotate entry', shortcut: null, permission: 'audit.annotate', risk: 'low' },
  'task.claim': { label: 'Claim', shortcut: 'a', permission: 'task.work', risk: 'low' },
  'task.complete': { label: 'Complete', shortcut: null, permission: 'task.work', risk: 'low' },
  'task.delete': { label: 'Delete task', shortcut: null, permission: 'task.assign', risk: 'high' },
  'task.delegate': { label: 'Delegate', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.resolve': { label: 'Resolve task', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.set-candidates': { label: 'Set candidates', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.set-dates': { label: 'Set dates', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.set-priority': { label: 'Set task priority', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.complete-for': { label: 'Complete on behalf', shortcut: null, permission: 'task.assign', risk: 'high' },
  'task.reassign': { label: 'Reassign tasks', shortcut: null, permission: 'task.assign', risk: 'guarded' },
  'task.assign': { label: 'Assign', shortcut: null, permission: 'task.assign', risk: 'guarded' },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;

/**
 * Entries of the audit log that are no operation of the console: what clients do over the worker APIs, and the door's
 * own.
 */
const OTHER_LABELS: Readonly<Record<string, string>> = {
  'session.sign-in': 'Sign in',
  'setup.complete': 'Set up first administrator',
  'deployment.create': 'Deploy',
  'deployment.delete': 'Delete deployment',
  'definition.activate': 'Resume definition',
  'definition.setHistoryTimeToLive': 'Set how long history is kept',
  'history.cleanUp': 'Clean up history',
  'clock.set': 'Set clock',
  'clock.reset': 'Reset clock',
  'access.ask': 'Ask for access',
  'decision.evaluate': 'Evaluate decision',
  'decision.setHistoryTimeToLive': 'Set how long decisions are kept',
  'instance.activate': 'Resume instance',
  'instances.suspend': 'Suspend instances',
  'instances.activate': 'Resume instances',
  'instance.deleteHistory': 'Delete history',
  'adHoc.activate': 'Activate ad hoc',
  'job.suspend': 'Suspend job',
  'job.activate': 'Resume job',
  'job.setPriority': 'Set priority',
  'job.setDueDate': 'Set due date',
  'job.recalculateDueDate': 'Compute due date anew',
  'job.setRetries': 'Set retries',
  'job.retries': 'Set retries',
  'job.delete': 'Delete job',
  'jobDefinition.suspend': 'Suspend jobs',
  'jobDefinition.activate': 'Resume jobs',
  'jobDefinition.setPriority': 'Set priority of jobs',
  'externalTask.setRetries': 'Set retries of work',
  'externalTask.setPriority': 'Set priority of work',
  'externalTask.unlock': 'Unlock work',
  'incident.clearAnnotation': 'Remove note',
  'operation.annotate': 'Annotate entry',
  'operation.clearAnnotation': 'Remove annotation',
  'variable.put': 'Set variable',
  'variable.deleteHistory': 'Delete history of variable',
  'batch.delete': 'Delete batch',
  'batch.deleteHistory': 'Delete history of batch',
  'batch.suspend': 'Pause batch',
  'batch.activate': 'Resume batch',
  'task.create': 'Create task',
  'task.update': 'Change task',
  'task.modifyVariables': 'Correct variables of task',
  'task.setVariable': 'Set variable of task',
  'task.removeVariable': 'Remove variable of task',
  'task.addAttachment': 'Attach to task',
  'task.deleteAttachment': 'Remove attachment',
  'task.updateComment': 'Change comment',
  'task.deleteComment': 'Delete comment',
  'task.addUserLink': 'Add person to task',
  'task.deleteUserLink': 'Remove person from task',
  'task.addGroupLink': 'Add group to task',
  'task.deleteGroupLink': 'Remove group from task',
};

/** A read that was denied: `read.` and the name of the query. */
const READ = 'read.';

export function actionLabel(name: string): string {
  if (name.startsWith(READ)) return `Read ${name.slice(READ.length).replaceAll('-', ' ')}`;
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name as ActionName].label : (OTHER_LABELS[name] ?? name);
}

/** What a class asks of the person before anything is done. */
export function demandsOf(risk: RiskClass): {
  readonly needsReason: boolean;
  readonly needsTicket: boolean;
  readonly needsConfirmation: boolean;
} {
  return {
    needsReason: risk !== 'low',
    needsTicket: risk === 'high' || risk === 'destructive',
    needsConfirmation: risk === 'destructive',
  };
}
