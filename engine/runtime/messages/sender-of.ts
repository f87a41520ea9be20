import type { Sender, StartCause } from '../../core/start-cause.ts';
import type { AuditRecord } from '../../store/audit-record.ts';

/** Whoever the entry of a command names. */
export function senderOf({ actorKind, actorId, actorName, channel }: AuditRecord): Sender {
  return { kind: actorKind, id: actorId, name: actorName, channel };
}

export function requestBy(audit: AuditRecord | undefined): StartCause {
  return { kind: 'request', ...(audit && { sender: senderOf(audit) }) };
}
