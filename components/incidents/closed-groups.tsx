'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { DefinitionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { ClosedGroup } from '@/lib/console/views/incident-view.ts';

/** Below the open groups: what was closed today, and whether the work has succeeded since. */
export function ClosedGroups({ definition }: { definition: string | undefined }) {
  const [today] = useState(midnight);
  const [isOpen, setOpen] = useState(true);
  const view = useView('incident-groups-closed', { definition, since: today });
  const groups = view.data?.groups ?? [];
  if (groups.length === 0) return null;
  const isCut = view.data?.isCut === true;
  const closed = groups.reduce((sum, each) => sum + each.closed, 0);
  return (
    <section
      aria-label={t('closed.title')}
      className="flex max-h-[38%] flex-none flex-col border-t border-line bg-surface"
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-[34px] flex-none items-center gap-1.5 px-3.5 text-left hover:bg-hover"
      >
        {isOpen ? (
          <ChevronDown size={14} className="text-ink-3" aria-hidden />
        ) : (
          <ChevronRight size={14} className="text-ink-3" aria-hidden />
        )}
        <span className="font-semibold">{t('closed.title')}</span>
        <span className="num text-12 text-ink-2">
          {t(isCut ? 'closed.sumCut' : 'closed.sum', {
            closed: formatCount(closed),
            groups: tCount('closed.group', 'closed.groups', groups.length),
          })}
        </span>
      </button>
      {isOpen && (
        <div className="min-h-0 overflow-auto">
          <SimpleTable<ClosedGroup>
            label={t('closed.title')}
            rows={groups}
            rowKey={(row) => `${row.fingerprint} ${row.definition.processId} ${row.elementId}`}
            columns={[
              {
                id: 'what',
                head: t('incidents.what'),
                cell: (row) => (
                  <p className="truncate">
                    <Link
                      className="link"
                      href={`/incidents/list?${new URLSearchParams({ state: 'resolved', fingerprint: row.fingerprint, definition: row.definition.processId }).toString()}`}
                    >
                      <ElementName definitionKey={row.definition.key} elementId={row.elementId} />
                    </Link>{' '}
                    <span className="mono text-ink-3" title={row.message}>
                      {row.message}
                    </span>
                  </p>
                ),
              },
              {
                id: 'definition',
                head: t('column.definition'),
                width: '150px',
                isExtra: true,
                cell: (row) => <DefinitionName definition={row.definition} />,
              },
              {
                id: 'closed',
                head: t('closed.count'),
                width: '74px',
                isRight: true,
                cell: (row) => `${formatCount(row.closed)}${isCut ? '+' : ''}`,
              },
              { id: 'verified', head: t('closed.verified'), width: '250px', cell: (row) => <Proof group={row} /> },
              {
                id: 'at',
                head: t('closed.last'),
                width: '88px',
                isRight: true,
                cell: (row) => <Clock at={row.lastClosedAt} />,
              },
            ]}
          />
        </div>
      )}
    </section>
  );
}

/** Worst first: what failed again, what is still awaited, what has succeeded; the rest ended without its work. */
function Proof({ group: { closed, succeeded, failedAgain, awaited } }: { group: ClosedGroup }) {
  const ended = closed - succeeded - failedAgain - awaited;
  const parts = [
    ...(failedAgain > 0 ? [t('closed.failedAgain', { count: formatCount(failedAgain) })] : []),
    ...(awaited > 0 ? [t('closed.awaited', { count: formatCount(awaited) })] : []),
    ...(succeeded > 0 ? [t('closed.succeeded', { count: formatCount(succeeded) })] : []),
    ...(ended > 0 ? [t('closed.ended', { count: formatCount(ended) })] : []),
  ];
  return (
    <StateWord kind={failedAgain > 0 ? 'incident' : awaited > 0 ? 'active' : succeeded > 0 ? 'done' : 'ended'}>
      {parts.join(', ')}
    </StateWord>
  );
}

/** Where the person is. */
function midnight(): string {
  const now = new Date();
  return `${new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()}..`;
}
