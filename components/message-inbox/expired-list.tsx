'use client';
import { useList } from '@/components/data/use-view.ts';
import { senderInWords } from '@/components/instance/instance-origin.tsx';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { ExpiredMessageRow } from '@/lib/console/views/message-view.ts';
import { ListBody } from './list-body.tsx';
import { EXPIRED_LOOKS } from './message-looks.ts';

const TWO_LINES_PX = 48;
const FILTERS = ['name', 'key', 'expired'] as const;
const COLUMNS: readonly Column<ExpiredMessageRow>[] = [
  {
    id: 'name',
    head: t('column.message'),
    width: 'minmax(150px, 1.2fr)',
    cell: (row) => (
      <>
        <div className="mono truncate leading-[17px]">{row.name}</div>
        <div className="truncate text-12 leading-[17px] text-ink-3">
          {(row.sender && senderInWords(row.sender)) ?? t('early.senderUnknown')}
        </div>
      </>
    ),
  },
  {
    id: 'key',
    head: t('column.correlation'),
    width: 'minmax(110px, .9fr)',
    cell: (row) => <span className="mono">{row.correlationKey === '' ? '–' : row.correlationKey}</span>,
  },
  {
    id: 'why',
    head: t('expired.why'),
    width: 'minmax(240px, 1.6fr)',
    cell: (row) => <StateWord kind={EXPIRED_LOOKS[row.why].glyph}>{t(EXPIRED_LOOKS[row.why].word)}</StateWord>,
  },
  {
    id: 'ttl',
    head: t('expired.timeToLive'),
    width: '96px',
    isRight: true,
    cell: (row) => (
      <span className="num">{row.expiredAt > row.publishedAt ? formatDuration(timeToLive(row)) : '–'}</span>
    ),
  },
  {
    id: 'at',
    head: t('messages.published'),
    width: '92px',
    isRight: true,
    cell: (row) => <Clock at={row.publishedAt} />,
  },
  { id: 'expired', head: t('expired.at'), width: '92px', isRight: true, cell: (row) => <Clock at={row.expiredAt} /> },
];

/** Milliseconds that it was to wait. */
export function timeToLive({ publishedAt, expiredAt }: Pick<ExpiredMessageRow, 'publishedAt' | 'expiredAt'>): number {
  return expiredAt - publishedAt;
}

/** Messages of Camunda 8 that nobody received while they lived. */
export function ExpiredList({
  values,
  onOpen,
}: {
  values: Readonly<Record<string, string>>;
  onOpen: (key: string) => void;
}) {
  const { name, key, expired } = values;
  const list = useList('expired-messages', { name, key, expired, limit: 50 });
  return (
    <ListBody
      label={t('messages.expired')}
      list={list}
      columns={COLUMNS}
      rowKey={(row) => row.key}
      rowHeight={TWO_LINES_PX}
      currentKey={values.message ?? null}
      onCurrent={(row) => onOpen(row.key)}
      isFiltered={FILTERS.some((id) => values[id] !== undefined)}
      emptyText={t('expired.none')}
      isGood
      minWidth={780}
    />
  );
}
