/**
 * Fields of the instance filter, in the order in which they are offered. `text`: compared with an operator; `list`: one
 * of several.
 */
export type FieldKind = 'text' | 'list' | 'time' | 'choice' | 'keys';
export interface InstanceField {
  readonly kind: FieldKind;
  readonly choices?: readonly string[];
  readonly usual?: 'eq' | 'like';
}

export const INSTANCE_STATES = [
  'running',
  'incident',
  'suspended',
  'retrying',
  'active',
  'completed',
  'cancelled',
] as const;
export const INCIDENT_STATES = ['open', 'resolved', 'any', 'none', 'below'] as const;
export const HIERARCHY = ['root', 'called', 'calls'] as const;

export const INSTANCE_FIELDS = {
  state: { kind: 'list', choices: INSTANCE_STATES },
  definition: { kind: 'list' },
  businessKey: { kind: 'text', usual: 'eq' },
  element: { kind: 'list' },
  error: { kind: 'text', usual: 'like' },
  incident: { kind: 'choice', choices: INCIDENT_STATES },
  incidentType: { kind: 'list' },
  fingerprint: { kind: 'list' },
  failedJob: { kind: 'choice', choices: ['left', 'out'] },
  suspended: { kind: 'choice', choices: ['yes', 'no'] },
  started: { kind: 'time' },
  ended: { kind: 'time' },
  changed: { kind: 'time' },
  executed: { kind: 'list' },
  executedAt: { kind: 'time' },
  jobExecuted: { kind: 'time' },
  key: { kind: 'keys' },
  parent: { kind: 'keys' },
  called: { kind: 'keys' },
  hierarchy: { kind: 'choice', choices: HIERARCHY },
  batch: { kind: 'keys' },
  startedBy: { kind: 'list' },
  tenant: { kind: 'list' },
  versionTag: { kind: 'list' },
  definitionName: { kind: 'text', usual: 'like' },
} as const satisfies Readonly<Record<string, InstanceField>>;

export type InstanceFieldName = keyof typeof INSTANCE_FIELDS;
export function isInstanceField(name: string): name is InstanceFieldName {
  return Object.hasOwn(INSTANCE_FIELDS, name);
}
/** As one type, whichever field it is. */
export function instanceField(name: InstanceFieldName): InstanceField {
  return INSTANCE_FIELDS[name];
}
/** Instances without a tenant. */
export const NO_TENANT = '-';
/** Keys that one filter takes. */
export const MAX_FILTER_KEYS = 1_000;
