'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useModelElements, useModelNodes } from '@/components/diagram/model-elements.ts';
import { modelCatches, type ModelCatch } from '@/components/instance/model-uses.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';

/** Messages and signals of the model: which start an instance, which are waited for, and who waits now. */
export function DefinitionEvents({
  view,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const [nodes, elements] = [useModelNodes(view.definition.key), useModelElements(view.definition.key)];
  const rows = useMemo(() => modelCatches(nodes, (id) => elements.get(id)?.parentId === null), [nodes, elements]);
  if (rows.length === 0) return <EmptyState title={t('catches.none')} />;
  return (
    <SimpleTable<ModelCatch>
      label={t('tab.catches')}
      rows={rows}
      rowKey={(row) => `${row.elementId} ${row.name}`}
      currentKey={rows.filter((row) => row.elementId === selected).map((row) => `${row.elementId} ${row.name}`)[0]}
      onRow={(row) => onSelect(row.elementId)}
      columns={[
        {
          id: 'kind',
          head: t('column.kind'),
          width: '110px',
          cell: (row) => <span className="text-ink-2">{t(`word.${row.kind}`)}</span>,
        },
        { id: 'name', head: t('column.name'), width: '28%', cell: (row) => <span className="mono">{row.name}</span> },
        { id: 'element', head: t('column.element'), cell: (row) => elements.get(row.elementId)?.name ?? row.elementId },
        {
          id: 'what',
          head: t('column.what'),
          width: '24%',
          cell: (row) =>
            !row.starts ? (
              <span className="text-ink-2">{t('catches.waits')}</span>
            ) : view.isLatest ? (
              <Tag>{t('catches.starts')}</Tag>
            ) : (
              <span className="text-ink-3">{t('catches.startsNewer')}</span>
            ),
        },
        {
          id: 'who',
          head: t('column.actions'),
          width: '120px',
          isRight: true,
          cell: (row) =>
            !row.starts && (
              <Link
                className="link"
                onClick={(event) => event.stopPropagation()}
                href={`/messages?${new URLSearchParams({ tab: 'waiting', ...(row.kind === 'signal' && { kind: 'signal' }), name: row.name, definition: `${view.definition.processId}:${view.definition.version}` }).toString()}`}
              >
                {t('catches.who')}
              </Link>
            ),
        },
      ]}
    />
  );
}
