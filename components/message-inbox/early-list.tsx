'use client';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord, Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { EarlyMessageRow } from '@/lib/console/views/message-view.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { EarlyBulk } from './early-bulk.tsx';
import { ListBody } from './list-body.tsx';
import { EARLY_LOOKS, WHY_LOOKS } from './message-looks.ts';

const TWO_LINES_PX = 48;
const COLUMNS: readonly Column<EarlyMessageRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '112px',
    cell: (row) => <StateWord kind={EARLY_LOOKS[row.state].glyph}>{t(EARLY_LOOKS[row.state].word)}</StateWord>,
  },
  {
    id: 'name',
    head: t('column.message'),
    width: 'minmax(150px, 1.2fr)',
    cell: (row) => (
      <>
        <div className="mono truncate leading-[17px]">{row.name}</div>
        <div className="truncate text-12 leading-[17px] text-ink-3">{row.sender ?? t('early.senderUnknown')}</div>
      </>
    ),
  },
  {
    id: 'key',
    head: t('column.businessKey'),
    width: 'minmax(110px, .9fr)',
    cell: (row) => <span className="mono">{row.businessKey ?? '–'}</span>,
  },
  { id: 'why', head: t('early.why'), width: 'minmax(220px, 1.8fr)', cell: (row) => <WhyCell row={row} /> },
  { id: 'tries', head: t('early.tries'), width: '58px', isRight: true, cell: (row) => row.tries },
  {
    id: 'at',
    head: t('messages.received'),
    width: '92px',
    isRight: true,
    cell: (row) => <Clock at={row.receivedAt} />,
  },
];

function WhyCell({ row }: { row: EarlyMessageRow }) {
  if (row.why !== null)
    return (
      <span className="flex min-w-0 items-center gap-2">
        <StateWord kind={WHY_LOOKS[row.why].glyph}>{t(WHY_LOOKS[row.why].word)}</StateWord>
        {row.isWatched && <Tag tone="planned">{t('early.watched')}</Tag>}
      </span>
    );
  if (row.instanceKey !== null) return <InstanceLink instanceKey={row.instanceKey} businessKey={row.businessKey} />;
  return (
    <span className="text-ink-2">{row.decidedBy === null ? '–' : t('early.decided', { who: row.decidedBy })}</span>
  );
}

const FILTERS = ['state', 'name', 'key', 'received', 'watched'] as const;

/**
 * What matched nothing when it came, with why that is so now; some or all of it can be replayed or put aside together.
 */
export function EarlyList({
  values,
  onOpen,
}: {
  values: Readonly<Record<string, string>>;
  onOpen: (key: string) => void;
}) {
  const filter = Object.fromEntries(
    FILTERS.flatMap((id) => {
      const value = values[id];
      return value === undefined ? [] : [[id, value]];
    }),
  );
  const list = useList('early-messages', { ...filter, limit: 50 });
  const count = useView('early-message-count', filter);
  const chosen = useChosen(filter, count.data, list);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <ListBody
        label={t('messages.inbox')}
        list={list}
        columns={COLUMNS}
        rowKey={(row) => row.key}
        rowHeight={TWO_LINES_PX}
        currentKey={values.message ?? null}
        onCurrent={(row) => onOpen(row.key)}
        isFiltered={Object.keys(filter).length > 0}
        emptyText={t('early.noneGood')}
        isGood
        minWidth={760}
        foot={<BarRoom chosen={chosen} />}
        selection={chosen.grid}
      />
      <EarlyBulk chosen={chosen} />
    </div>
  );
}
