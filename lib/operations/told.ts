import type { AuditRecord, Notice } from '@/engine/index.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { IncidentGroup } from './incident-group.ts';

type Own = Pick<Person, 'username'>;

/** The person is told what came of these jobs; goes with the entry of what tries them again. */
export function followingJobs(audit: AuditRecord, { username }: Own, jobKeys: readonly string[]): AuditRecord {
  return { ...audit, follows: jobKeys.map((key) => ({ username, kind: 'job', key, isOn: true })) };
}

/** The person is told when the batch that is made has done what it can. */
export function followingBatch(audit: AuditRecord, { username }: Own): AuditRecord {
  return { ...audit, targetKind: 'batch', follows: [{ username, kind: 'batch', key: null, isOn: true }] };
}

/** Whoever owns the failures is told of what somebody else has done about them; nobody is told of their own deeds. */
export function tellingOwner(
  audit: AuditRecord,
  { username, name }: Pick<Person, 'username' | 'name'>,
  owner: string | null,
  { fingerprint, processId, elementId }: IncidentGroup,
  told: Pick<Notice, 'kind' | 'event'> & { readonly text?: string },
): AuditRecord {
  if (owner === null || owner === username) return audit;
  const { kind, event, text } = told;
  return {
    ...audit,
    tells: [
      {
        username: owner,
        kind,
        event,
        target: { kind: 'group', key: fingerprint },
        processId,
        facts: { who: name, elementId, ...(text !== undefined && { text }) },
      },
    ],
  };
}
