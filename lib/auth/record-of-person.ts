import { type AuditRecord, NOTHING_TOLD } from '@/engine/index.ts';
import { roleText } from './authorize.ts';
import type { Person } from './person.ts';

type Actor = Pick<AuditRecord, 'actorId' | 'actorName' | 'address'> & Partial<AuditRecord>;
type Deed = Pick<AuditRecord, 'operation' | 'risk'> & Partial<AuditRecord>;

/** What the audit log keeps of a deed in the console by somebody who need not be signed in; what is not told is null. */
export function recordOfActor(actor: Actor, deed: Deed): AuditRecord {
  return { ...NOTHING_TOLD, actorKind: 'person', channel: 'console', ...actor, ...deed };
}

/** The same of a person who is signed in. */
export function recordOfPerson(person: Person, address: string, deed: Deed): AuditRecord {
  const { username, name, sessionId } = person;
  return recordOfActor({ actorId: username, actorName: name, actorRole: roleText(person), sessionId, address }, deed);
}
