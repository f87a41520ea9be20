'use client';
import Link from 'next/link';
import { kindInWords, useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';

/** Counts per element of the model. */
export function DefinitionElements({
  view,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const elements = useModelElements(view.definition.key);
  const counts = new Map(view.elements.map((each) => [each.elementId, each]));
  const rows = [...elements.values()].map((element) => ({ element, counts: counts.get(element.id) }));
  const scope = `definition=${encodeURIComponent(`${view.definition.processId}:${view.definition.version}`)}`;
  return (
    <SimpleTable<(typeof rows)[number]>
      label={t('tab.elements')}
      rows={rows}
      rowKey={(row) => row.element.id}
      currentKey={selected}
      onRow={(row) => onSelect(row.element.id)}
      columns={[
        {
          id: 'name',
          head: t('column.element'),
          cell: ({ element }) => (
            <>
              <span className="font-medium">{element.name}</span>{' '}
              {element.hasOwnName && <span className="mono text-ink-3">{element.id}</span>}
            </>
          ),
        },
        {
          id: 'kind',
          head: t('column.kind'),
          width: '18%',
          cell: ({ element }) => <span className="text-ink-2">{kindInWords(element.kind)}</span>,
        },
        {
          id: 'running',
          head: t('column.running'),
          width: '96px',
          isRight: true,
          cell: (row) =>
            row.counts === undefined || row.counts.active === 0 ? (
              <span className="text-ink-3">0</span>
            ) : (
              <Link className="link" href={`/instances?${scope}&element=${encodeURIComponent(row.element.id)}`}>
                {formatCount(row.counts.active)}
              </Link>
            ),
        },
        {
          id: 'incidents',
          head: t('nav.incidents'),
          width: '96px',
          isRight: true,
          cell: (row) =>
            row.counts === undefined || row.counts.incidents === 0 ? (
              <span className="text-ink-3">0</span>
            ) : (
              <Link
                className="font-semibold text-incident-text hover:underline"
                href={`/incidents?${scope}&element=${encodeURIComponent(row.element.id)}`}
              >
                {formatCount(row.counts.incidents)}
              </Link>
            ),
        },
        {
          id: 'completed',
          head: t('word.completed'),
          width: '96px',
          isRight: true,
          cell: (row) => formatCount(row.counts?.completed ?? 0),
        },
        {
          id: 'cancelled',
          head: t('word.cancelled'),
          width: '96px',
          isRight: true,
          cell: (row) => formatCount(row.counts?.cancelled ?? 0),
        },
      ]}
    />
  );
}
