'use client';
import { DefinitionName } from '@/components/data/definition-name';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { useList } from '@/components/data/use-view.ts';
import { senderInWords } from '@/components/instance/instance-origin.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import { Clock, useNow } from '@/components/ui/time.tsx';
import type { BufferedMessageRow, CorrelatedMessageRow } from '@/lib/console/views/message-view.ts';
import { ListBody } from './list-body.tsx';

function Left({ until }: { until: number }) {
  const now = useNow();
  return <span className="num">{formatDuration(Math.max(0, until - now))}</span>;
}
const Key = ({ text }: { text: string | null }) =>
  text === null || text === '' ? <span className="text-ink-3">–</span> : <span className="mono">{text}</span>;

function From({ row: { sender } }: { row: BufferedMessageRow }) {
  const words = sender === null ? null : senderInWords(sender);
  return words === null ? <span className="text-ink-3">–</span> : <span title={words}>{words}</span>;
}

const BUFFERED: readonly Column<BufferedMessageRow>[] = [
  {
    id: 'name',
    head: t('column.message'),
    width: 'minmax(150px, 1.4fr)',
    cell: (row) => <span className="mono">{row.name}</span>,
  },
  {
    id: 'key',
    head: t('column.correlation'),
    width: 'minmax(110px, 1fr)',
    cell: (row) => <Key text={row.correlationKey} />,
  },
  { id: 'id', head: t('messages.messageId'), width: 'minmax(110px, 1fr)', cell: (row) => <Key text={row.messageId} /> },
  { id: 'from', head: t('messages.from'), width: 'minmax(110px, 1fr)', cell: (row) => <From row={row} /> },
  { id: 'had', head: t('messages.had'), width: '96px', isRight: true, cell: (row) => row.received },
  {
    id: 'at',
    head: t('messages.published'),
    width: '96px',
    isRight: true,
    cell: (row) => <Clock at={row.publishedAt} />,
  },
  {
    id: 'left',
    head: t('messages.expiresIn'),
    width: '110px',
    isRight: true,
    cell: (row) => <Left until={row.expiresAt} />,
  },
];
const CORRELATED: readonly Column<CorrelatedMessageRow>[] = [
  { id: 'name', head: t('column.message'), width: 'minmax(140px, 1.2fr)', cell: (row) => <Key text={row.name} /> },
  {
    id: 'key',
    head: t('column.correlation'),
    width: 'minmax(110px, 1fr)',
    cell: (row) => <Key text={row.correlationKey} />,
  },
  {
    id: 'instance',
    head: t('column.instance'),
    width: 'minmax(130px, 1fr)',
    cell: (row) => <InstanceLink instanceKey={row.instanceKey} businessKey={row.businessKey} />,
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => <DefinitionName definition={row.definition} />,
  },
  {
    id: 'element',
    head: t('column.element'),
    width: 'minmax(120px, 1fr)',
    cell: (row) =>
      row.elementId === null ? '–' : <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
  },
  { id: 'at', head: t('column.at'), width: '96px', isRight: true, cell: (row) => <Clock at={row.at} /> },
];

/** Messages of Camunda 8 that may still be received. */
export function BufferedList({ values }: { values: Readonly<Record<string, string>> }) {
  const list = useList('buffered-messages', { name: values.name, key: values.key, limit: 100 });
  return (
    <ListBody
      label={t('messages.buffered')}
      list={list}
      columns={BUFFERED}
      rowKey={(row) => row.key}
      isFiltered={values.name !== undefined || values.key !== undefined}
      emptyText={t('messages.bufferedNone')}
      minWidth={820}
    />
  );
}

export function CorrelatedList({ values }: { values: Readonly<Record<string, string>> }) {
  const list = useList('correlated-messages', { name: values.name, key: values.key, limit: 100 });
  return (
    <>
      <ListBody
        label={t('messages.correlated')}
        list={list}
        columns={CORRELATED}
        rowKey={(row) => row.key}
        isFiltered={values.name !== undefined || values.key !== undefined}
        emptyText={t('messages.correlatedNone')}
        minWidth={760}
      />
      {list.searchedTo !== null && (
        <SearchedTo
          at={list.searchedTo}
          isSearching={list.isFetchingNextPage}
          onSearchOn={list.searchOn}
          word="messages.searchedTo"
        />
      )}
    </>
  );
}
