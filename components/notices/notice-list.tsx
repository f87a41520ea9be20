'use client';
import { Check } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ListGate } from '@/components/data/list-gate.tsx';
import { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { type Column, DataGrid } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { NoticeCell } from './notice-cell.tsx';
import { type NoticeChoice, NoticeFilter } from './notice-filter.tsx';
import { NoticeHead } from './notice-head.tsx';
import { hrefOf } from './notice-words.ts';
import { useMarkNotices } from './use-mark-notices.ts';

const ROW_PX = 58;

/** What the person was told, newest first. */
export function NoticeList({ muted, onClose }: { muted: readonly NoticeRow['kind'][]; onClose: () => void }) {
  const router = useRouter();
  const [choice, setChoice] = useState<NoticeChoice>({ shown: 'all', kind: '' });
  const [current, setCurrent] = useState<string | null>(null);
  const list = useList('notices', {
    ...(choice.shown === 'unread' && { unread: 'yes' }),
    ...(choice.kind !== '' && { kind: choice.kind }),
    limit: 50,
  });
  const { read } = useMarkNotices();
  const leaveFor = (row: NoticeRow) => {
    read([row]);
    onClose();
  };
  return (
    <>
      <NoticeHead newest={list.rows[0]} muted={muted} />
      <NoticeFilter choice={choice} onChoice={setChoice} muted={muted} />
      <div className="flex h-[440px] min-h-0 flex-col">
        <ListGate list={list} skeletonRows={6} empty={<NoNotices choice={choice} />}>
          <DataGrid
            label={t('notice.bell')}
            columns={columnsOf(leaveFor, (row) => read([row]))}
            rows={list.rows}
            rowKey={(row) => row.key}
            rowHeight={ROW_PX}
            currentKey={current}
            onCurrent={(row) => setCurrent(row.key)}
            onOpen={(row) => {
              leaveFor(row);
              router.push(hrefOf(row));
            }}
            onEndReached={list.loadMore}
          />
        </ListGate>
      </div>
    </>
  );
}

function columnsOf(
  leaveFor: (row: NoticeRow) => void,
  markRead: (row: NoticeRow) => void,
): readonly Column<NoticeRow>[] {
  return [
    {
      id: 'what',
      head: t('notice.what'),
      width: 'minmax(0, 1fr)',
      cell: (row) => <NoticeCell row={row} onOpen={() => leaveFor(row)} />,
    },
    {
      id: 'at',
      head: t('notice.at'),
      width: '96px',
      isRight: true,
      cell: (row) => (
        <span className="flex items-center justify-end gap-1 text-12 text-ink-3">
          <Clock at={row.at} />
          {row.isRead ? null : (
            <IconButton isSmall icon={Check} label={t('notice.markRead')} onClick={() => markRead(row)} />
          )}
        </span>
      ),
    },
  ];
}

function NoNotices({ choice: { shown, kind } }: { choice: NoticeChoice }) {
  if (kind !== '') return <EmptyState title={t('notice.noneFiltered')} />;
  if (shown === 'unread') return <EmptyState glyph="done" title={t('notice.noneUnread')} />;
  return <EmptyState title={t('notice.none')} />;
}
