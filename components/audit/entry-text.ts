import { actorName } from './actor-name.ts';
import { addressOf, detailsText } from '@/components/data/details-text.ts';
import { t } from '@/components/messages/messages.ts';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';

/** For a ticket: everything that the entry says. */
export function entryText(entry: AuditEntryView): string {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value, null, 2));
  return detailsText(
    `${t('audit.entry', { n: entry.n })}: ${entry.operationLabel}`,
    [
      [
        t('column.outcome'),
        [t(`outcome.${entry.outcome}`), entry.outcomeText].filter((part) => part !== null).join(', '),
      ],
      [t('column.who'), [actorName(entry), entry.actorRole, entry.channel].filter((part) => part !== null).join(', ')],
      [t('column.at'), new Date(entry.at).toISOString()],
      [t('column.instance'), entry.instanceKey],
      [t('column.businessKey'), entry.businessKey],
      [t('column.element'), [entry.elementName, entry.elementId].filter((part) => part !== null).join(', ') || null],
      [t('audit.target'), entry.targetKey],
      [t('reason.code'), entry.reasonCode],
      [t('reason.ticket'), entry.ticket],
      [t('reason.note'), entry.note],
      [t('audit.this'), entry.hash],
      [t('copy.address'), addressOf(`/audit?entry=${entry.n}`)],
    ],
    [
      [t('audit.before'), json(entry.before)],
      [t('audit.after'), json(entry.after)],
    ],
  );
}
