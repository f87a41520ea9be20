'use client';
import Link from 'next/link';
import { useMay } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { incidentLink } from '@/components/incidents/incident-link.ts';
import { t } from '@/components/messages/messages.ts';

/** After one of a group of failures: the oldest that is still open, or that none is left. */
export function NextIncident({ incidentKey }: { incidentKey: string }) {
  const mayRead = useMay('incident.read');
  const done = useView('incident', { key: incidentKey }, { isOff: !mayRead });
  const group = done.data === undefined || done.data === null ? null : done.data;
  const open = useView(
    'incidents',
    {
      fingerprint: group?.fingerprint,
      definition: group?.definition.processId,
      element: group?.elementId,
      sort: 'raised',
      limit: 2,
    },
    { isOff: group === null },
  );
  if (group === null || open.data === undefined) return null;
  const next = open.data.rows.find((row) => row.key !== incidentKey);
  if (next === undefined) return <p className="text-ink-2">{t('result.groupDone')}</p>;
  return (
    <p>
      <Link className="link" href={incidentLink(next)}>
        {t('result.nextIncident', { name: next.businessKey ?? next.instanceKey ?? t('incident.atStart') })}
      </Link>
    </p>
  );
}
