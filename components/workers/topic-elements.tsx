import Link from 'next/link';
import { versionName } from '@/components/data/definition-name.tsx';
import { definitionLink } from '@/components/definitions/definition-link.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import type { TopicView } from '@/lib/console/views/worker-view.ts';

type Elements = TopicView['elements'];

const COLUMNS: readonly SimpleColumn<Elements[number]>[] = [
  {
    id: 'element',
    head: t('column.element'),
    cell: ({ definition, elementId }) => <ElementName definitionKey={definition.key} elementId={elementId} />,
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: '44%',
    cell: ({ definition, elementId }) => (
      <Link className="link" href={`${definitionLink(definition)}?element=${encodeURIComponent(elementId)}`}>
        {versionName(definition)}
      </Link>
    ),
  },
  { id: 'open', head: t('jobs.open'), width: '84px', isRight: true, cell: ({ open }) => formatCount(open) },
];

/** The elements that make jobs of a topic. */
export function TopicElements({ elements }: { elements: Elements }) {
  return (
    <Panel title={t('workers.elements')} note={t('workers.elementsNote')}>
      {elements.length === 0 ? (
        <EmptyState title={t('workers.noElements')} />
      ) : (
        <SimpleTable
          label={t('workers.elements')}
          rows={elements}
          rowKey={({ definition, elementId }) => `${definition.key} ${elementId}`}
          columns={COLUMNS}
        />
      )}
    </Panel>
  );
}
