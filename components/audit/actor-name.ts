import { t } from '@/components/messages/messages.ts';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';

/** Who it was, as far as it is known: a client may have come without credentials. */
export const actorName = (actor: Pick<AuditRow, 'actorName' | 'actorKind'>): string =>
  actor.actorName ?? t(actor.actorKind === 'client' ? 'actor.anonymous' : `actor.${actor.actorKind}`);
