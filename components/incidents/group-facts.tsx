import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Facts } from '@/components/ui/panel.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import type { Instant } from '@/lib/console/views/shared.ts';
import { IncidentTypeWord } from './incident-type.tsx';

const SHOWN_CHARACTERS = 12;

/** Whom a group hurts, since when, and what it is told apart by; `jobType`: of its newest incident. */
export function GroupFacts({ group, jobType }: { group: IncidentGroup; jobType: string | null }) {
  const fingerprint = encodeURIComponent(group.fingerprint);
  const rows: readonly { readonly label: string; readonly value: ReactNode }[] = [
    {
      label: t('group.instances'),
      value:
        group.instances === 0 ? (
          t('incident.atStart')
        ) : (
          <Link className="link" href={`/instances?state=incident&fingerprint=${fingerprint}`}>
            {formatCount(group.instances)}
          </Link>
        ),
    },
    { label: t('group.first'), value: <Moment at={group.firstSeen} /> },
    { label: t('incidents.lastSeen'), value: <Moment at={group.lastSeen} /> },
    { label: t('column.kind'), value: <IncidentTypeWord type={group.type} /> },
    {
      label: t('group.hash'),
      value: (
        <span className="inline-flex items-center gap-1">
          <Link className="link mono" href={`/incidents/list?state=all&fingerprint=${fingerprint}`}>
            {group.fingerprint.slice(0, SHOWN_CHARACTERS)}
          </Link>
          <CopyButton text={group.fingerprint} label={t('copy.id')} />
        </span>
      ),
    },
    { label: t('column.topic'), value: <span className="mono">{jobType ?? '–'}</span> },
  ];
  return <Facts rows={rows} />;
}

function Moment({ at }: { at: Instant }) {
  return (
    <>
      <Clock at={at} />{' '}
      <span className="text-ink-3">
        <Age at={at} />
      </span>
    </>
  );
}
