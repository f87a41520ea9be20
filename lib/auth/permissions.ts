/** What can be allowed, as `resource.action`. A new query or operation names one of these, or does not compile. */
export const PERMISSIONS = [
  'overview.read',
  'instance.read',
  'incident.read',
  'job.read',
  'definition.read',
  'variable.read',
  'task.read',
  'task.work',
  'task.assign',
  'incident.triage',
  'incident.retry',
  'job.retry',
  'job.schedule',
  'job.resolve',
  'variable.correct',
  'instance.start',
  'instance.suspend',
  'instance.modify',
  'instance.migrate',
  'instance.restart',
  'instance.cancel',
  'instance.delete',
  'instance.export',
  'definition.suspend',
  'definition.edit-ttl',
  'definition.delete',
  'message.read',
  'message.correlate',
  'signal.broadcast',
  'batch.read',
  'batch.create',
  'batch.control',
  'audit.read',
  'audit.export',
  'audit.annotate',
  'audit.verify',
  'view.save',
  'view.share',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
export function isPermission(text: string | undefined): text is Permission {
  return PERMISSIONS.some((permission) => permission === text);
}

/** `session`: whoever is signed in; for what only speaks of the person or of the console itself. */
export type Demand = Permission | 'session';

/** How much harm an action can do, in rising order. */
const RISK_CLASSES = ['low', 'guarded', 'high', 'destructive'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

export function isAtMost(risk: RiskClass, limit: RiskClass): boolean {
  return RISK_CLASSES.indexOf(risk) <= RISK_CLASSES.indexOf(limit);
}
