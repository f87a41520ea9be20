import { actorName } from './actor-name.ts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { formatExactTime } from '@/components/ui/format.ts';
import { Facts } from '@/components/ui/panel.tsx';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { Why } from './reason-word.tsx';

/** Who did it, when, to what and why. */
export function EntryFacts({ entry }: { entry: AuditEntryView }) {
  const rows: readonly { readonly label: string; readonly value: ReactNode }[] = [
    { label: t('column.who'), value: <Who entry={entry} /> },
    { label: t('column.at'), value: formatExactTime(entry.at) },
    { label: t('audit.where'), value: <Where entry={entry} /> },
    { label: t('column.why'), value: <Why reasonCode={entry.reasonCode} ticket={entry.ticket} /> },
    ...known(entry.note, (note) => ({ label: t('reason.note'), value: note })),
    ...known(entry.undoes, (n) => ({ label: t('audit.undoes'), value: <EntryLink n={n} /> })),
    ...known(entry.permission, (permission) => ({
      label: t('audit.permission'),
      value: <span className="mono">{permission}</span>,
    })),
  ];
  return <Facts rows={rows} />;
}

/** Nothing of what is not known. */
function known<T, Row>(value: T | null, row: (value: T) => Row): readonly Row[] {
  return value === null ? [] : [row(value)];
}

export function EntryLink({ n }: { n: number | string }) {
  return (
    <Link className="link" href={`/audit?entry=${n}`}>
      #{n}
    </Link>
  );
}

function Who({ entry }: { entry: AuditEntryView }) {
  return (
    <>
      {actorName(entry)}
      {entry.actorRole !== null && `, ${entry.actorRole}`}{' '}
      <span className="text-ink-3">{[entry.channel, entry.address].filter((part) => part !== null).join(', ')}</span>
    </>
  );
}

function Where({ entry }: { entry: AuditEntryView }) {
  return (
    <>
      <Target entry={entry} />
      {entry.elementId !== null && (
        <>
          {' '}
          · <ElementOf entry={entry} />
        </>
      )}
    </>
  );
}

/** By its name, as far as it has one. */
function ElementOf({ entry: { elementName, elementId } }: { entry: AuditEntryView }) {
  return elementName === null ? (
    <span className="mono">{elementId}</span>
  ) : (
    <span title={elementId ?? undefined}>{elementName}</span>
  );
}

/** What the entry is about, with the way there. */
function Target({ entry }: { entry: AuditEntryView }) {
  const { instanceKey, targetKind, targetKey } = entry;
  if (instanceKey !== null)
    return (
      <Link className="link" href={`/instances/${instanceKey}`}>
        {entry.businessKey ?? instanceKey}
      </Link>
    );
  if (targetKind === 'batch' && targetKey !== null)
    return (
      <Link className="link" href={`/batches/${targetKey}`}>
        {t('audit.ofBatch', { key: targetKey })}
      </Link>
    );
  if (targetKind === 'entry' && targetKey !== null) return <EntryLink n={targetKey} />;
  return entry.targetName ?? (targetKey === null || targetKey === '' ? '–' : targetKey);
}
