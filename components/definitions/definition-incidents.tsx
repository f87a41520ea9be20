'use client';
import Link from 'next/link';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { TRIAGE_LOOKS } from '@/components/incidents/triage-looks.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';

/** What fails in this version, by cause; the inbox has the rest of it. `selected`: at this element alone. */
export function DefinitionIncidents({ view, selected }: { view: DefinitionView; selected: string | null }) {
  const scope = {
    definition: `${view.definition.processId}:${view.definition.version}`,
    ...(selected !== null && { element: selected }),
  };
  const groups = useView('incident-groups', scope);
  const query = new URLSearchParams(scope).toString();
  return (
    <ViewGate query={groups}>
      {({ groups: rows }) =>
        rows.length === 0 ? (
          <EmptyState
            glyph="done"
            title={t(selected === null ? 'definitions.noIncidents' : 'definitions.noIncidentsHere')}
          />
        ) : (
          <SimpleTable<IncidentGroup>
            label={t('nav.incidents')}
            rows={rows}
            rowKey={(row) => `${row.fingerprint} ${row.elementId}`}
            columns={[
              {
                id: 'message',
                head: t('column.message'),
                cell: (row) => (
                  <Link
                    className="link mono"
                    title={row.message}
                    href={`/incidents?${query}&group=${encodeURIComponent(row.fingerprint)}`}
                  >
                    {row.message}
                  </Link>
                ),
              },
              {
                id: 'element',
                head: t('column.element'),
                width: '22%',
                cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
              },
              {
                id: 'open',
                head: t('word.open'),
                width: '80px',
                isRight: true,
                cell: (row) => <b className="font-semibold text-incident-text">{formatCount(row.open)}</b>,
              },
              {
                id: 'last',
                head: t('incidents.lastSeen'),
                width: '100px',
                isRight: true,
                cell: (row) => <Clock at={row.lastSeen} />,
              },
              {
                id: 'triage',
                head: t('column.state'),
                width: '120px',
                cell: (row) => (
                  <StateWord kind={TRIAGE_LOOKS[row.triage.state].glyph}>
                    {t(TRIAGE_LOOKS[row.triage.state].word)}
                  </StateWord>
                ),
              },
              {
                id: 'owner',
                head: t('triage.owner'),
                width: '14%',
                isExtra: true,
                cell: (row) => row.triage.owner?.name ?? <span className="text-ink-3">{t('word.nobody')}</span>,
              },
            ]}
          />
        )
      }
    </ViewGate>
  );
}
