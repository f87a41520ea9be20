import type { Permission, RiskClass } from './permissions.ts';

/** A permission as a role has it. */
export interface Grant {
  /** Actions of a higher class are refused; undefined: any. */
  readonly upTo?: RiskClass;
  /** own: only what belongs to the person (own and candidate tasks, own audit entries). */
  readonly only?: 'own';
  /** Holds only for definitions that the role was given for by name, never for all. */
  readonly needsDefinition?: true;
}

export interface Role {
  readonly id: RoleId;
  readonly label: string;
  readonly grants: Readonly<Partial<Record<Permission, Grant>>>;
}

export const ROLE_IDS = ['business-user', 'l1-operator', 'l2-operator', 'developer', 'admin', 'auditor'] as const;
export type RoleId = (typeof ROLE_IDS)[number];

const YES: Grant = {};
const OWN: Grant = { only: 'own' };

/** What everybody sees who watches processes. */
const WATCH = {
  'overview.read': YES,
  'instance.read': YES,
  'incident.read': YES,
  'job.read': YES,
  'definition.read': YES,
  'variable.read': YES,
  'task.read': YES,
  'batch.read': YES,
  'message.read': YES,
  'view.save': YES,
} as const;

/** What repairs: second and third line have the same rights, apart from what is deployed. */
const REPAIR = {
  'incident.triage': YES,
  'incident.retry': { upTo: 'high' },
  'job.retry': { upTo: 'high' },
  'variable.correct': YES,
  'job.schedule': YES,
  'job.resolve': YES,
  'message.correlate': YES,
  'signal.broadcast': YES,
  'definition.suspend': YES,
  'batch.create': YES,
  'batch.control': YES,
  'instance.start': YES,
  'instance.suspend': YES,
  'instance.modify': YES,
  'instance.migrate': YES,
  'instance.restart': YES,
  'instance.cancel': YES,
  'instance.export': YES,
  'task.assign': YES,
} as const satisfies Partial<Record<Permission, Grant>>;

/** What a version leaves behind, and its end: of those who deploy, not of those who repair. */
const RETIRE = { 'definition.edit-ttl': YES, 'definition.delete': YES } as const satisfies Partial<
  Record<Permission, Grant>
>;

/**
 * Admins manage access but do not repair: their batches delete history, since each item needs the right to its own
 * action; auditors change nothing; the first line retries only what a runbook calls safe, which makes a retry Low.
 */
export const ROLES: Readonly<Record<RoleId, Role>> = {
  'business-user': {
    id: 'business-user',
    label: 'Business user',
    grants: {
      'task.read': OWN,
      'task.work': OWN,
      'audit.read': OWN,
      'view.save': YES,
      'instance.start': { needsDefinition: true },
    },
  },
  'l1-operator': {
    id: 'l1-operator',
    label: 'L1 operator',
    grants: {
      ...WATCH,
      'incident.triage': YES,
      'incident.retry': { upTo: 'low' },
      'job.retry': { upTo: 'low' },
      'audit.read': OWN,
    },
  },
  'l2-operator': {
    id: 'l2-operator',
    label: 'L2 operator',
    grants: { ...WATCH, ...REPAIR, 'view.share': YES, 'audit.read': YES, 'audit.annotate': YES },
  },
  developer: {
    id: 'developer',
    label: 'Developer',
    grants: { ...WATCH, ...REPAIR, ...RETIRE, 'view.share': YES, 'audit.read': YES, 'audit.annotate': YES },
  },
  admin: {
    id: 'admin',
    label: 'Admin',
    grants: {
      ...WATCH,
      ...RETIRE,
      'batch.create': YES,
      'batch.control': YES,
      'instance.delete': YES,
      'instance.export': YES,
      'view.share': YES,
      'audit.read': YES,
      'audit.verify': YES,
    },
  },
  auditor: {
    id: 'auditor',
    label: 'Auditor',
    grants: {
      ...WATCH,
      'instance.export': YES,
      'view.share': YES,
      'audit.read': YES,
      'audit.export': YES,
      'audit.annotate': YES,
      'audit.verify': YES,
    },
  },
};

export function isRoleId(text: string): text is RoleId {
  return (ROLE_IDS as readonly string[]).includes(text);
}

/** Roles as an audit entry keeps them, by their names; one that there is no more stands as it was written. */
export function rolesInWords(written: string | null): string | null {
  return written === null
    ? null
    : written
        .split(', ')
        .map((id) => (isRoleId(id) ? ROLES[id].label : id))
        .join(', ');
}
