'use client';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatDuration } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import type { DefinitionView, ElementStatistics } from '@/lib/console/views/definition-view.ts';

const quiet = (count: number) => (count === 0 ? <span className="text-ink-3">0</span> : formatCount(count));

/** How long each element takes and how often it fails: where the time of a process goes. */
export function DefinitionStatistics({
  view,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const statistics = useView('definition-statistics', { definition: view.definition.key });
  return (
    <ViewGate query={statistics}>
      {({ instances, elements }) =>
        instances === 0 ? (
          <EmptyState title={t('statistics.none')} />
        ) : (
          <>
            <p className="border-b border-line-faint px-3.5 py-1.5 text-12 text-ink-2">
              {t('statistics.of', { count: formatCount(instances) })}
            </p>
            <SimpleTable<ElementStatistics>
              label={t('tab.statistics')}
              rows={[...elements].sort((one, other) => other.median * other.entries - one.median * one.entries)}
              rowKey={(row) => row.elementId}
              currentKey={selected}
              onRow={(row) => onSelect(row.elementId)}
              columns={[
                {
                  id: 'element',
                  head: t('column.element'),
                  cell: (row) => <ElementName definitionKey={view.definition.key} elementId={row.elementId} />,
                },
                {
                  id: 'entries',
                  head: t('statistics.entries'),
                  width: '84px',
                  isRight: true,
                  cell: (row) => formatCount(row.entries),
                },
                {
                  id: 'cancelled',
                  head: t('word.cancelled'),
                  width: '90px',
                  isRight: true,
                  isExtra: true,
                  cell: (row) => quiet(row.cancelled),
                },
                {
                  id: 'failures',
                  head: t('statistics.failures'),
                  width: '120px',
                  isRight: true,
                  cell: (row) =>
                    row.failures === 0 ? (
                      <span className="text-ink-3">0</span>
                    ) : (
                      <span className="font-semibold text-incident-text">{formatCount(row.failures)}</span>
                    ),
                },
                {
                  id: 'median',
                  head: t('statistics.median'),
                  width: '100px',
                  isRight: true,
                  cell: (row) => formatDuration(row.median),
                },
                {
                  id: 'p95',
                  head: t('statistics.p95'),
                  width: '100px',
                  isRight: true,
                  cell: (row) => formatDuration(row.p95),
                },
                {
                  id: 'longest',
                  head: t('statistics.longest'),
                  width: '100px',
                  isRight: true,
                  cell: (row) => formatDuration(row.longest),
                },
              ]}
            />
          </>
        )
      }
    </ViewGate>
  );
}
