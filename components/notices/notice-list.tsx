'use client';
import { BellOff, Check, CheckCheck } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ListGate } from '@/components/data/list-gate.tsx';
import { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { type Column, DataGrid } from '@/components/ui/data-grid.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import { NOTICE_KINDS } from '@/lib/console/notice-kinds.ts';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { glyphOf, hrefOf, KIND_WORDS, sentenceOf } from './notice-words.ts';
import { useMarkNotices } from './use-mark-notices.ts';

const ROW_PX = 58;
const SHOWN = [
  { id: 'all', label: t('notice.all') },
  { id: 'unread', label: t('notice.unread') },
] as const;

/** What the person was told, newest first. */
export function NoticeList({ muted, onClose }: { muted: readonly NoticeRow['kind'][]; onClose: () => void }) {
  const router = useRouter();
  const [shown, setShown] = useState<'all' | 'unread'>('all');
  const [kind, setKind] = useState<NoticeRow['kind'] | ''>('');
  const [current, setCurrent] = useState<string | null>(null);
  const list = useList('notices', {
    ...(shown === 'unread' && { unread: 'yes' }),
    ...(kind !== '' && { kind }),
    limit: 50,
  });
  const { read, readAll, mute } = useMarkNotices();
  const newest = list.rows[0];
  const open = (row: NoticeRow) => {
    read([row]);
    onClose();
    router.push(hrefOf(row));
  };
  const columns: readonly Column<NoticeRow>[] = [
    {
      id: 'what',
      head: t('notice.what'),
      width: 'minmax(0, 1fr)',
      cell: (row) => (
        <NoticeCell
          row={row}
          onOpen={() => {
            read([row]);
            onClose();
          }}
        />
      ),
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
            <IconButton isSmall icon={Check} label={t('notice.markRead')} onClick={() => read([row])} />
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line py-2.5 pr-2.5 pl-4">
        <h2 className="flex-1 text-16 font-semibold tracking-[-0.012em]">{t('notice.bell')}</h2>
        <Button
          isSmall
          kind="ghost"
          icon={CheckCheck}
          disabled={newest === undefined}
          onClick={() => {
            if (newest !== undefined) readAll(newest.key);
          }}
        >
          {t('notice.allRead')}
        </Button>
        <Menu trigger={<IconButton isSmall icon={BellOff} label={t('notice.mute')} />}>
          <MenuLabel>
            <span className="block max-w-[260px]">{t('notice.muteHelp')}</span>
          </MenuLabel>
          <MenuLine />
          {NOTICE_KINDS.map((each) => {
            const isMuted = muted.includes(each);
            return (
              <MenuItem key={each} icon={isMuted ? Check : undefined} onSelect={() => mute(each, !isMuted)}>
                {t(isMuted ? 'notice.muteOff' : 'notice.muteOn', { kind: t(KIND_WORDS[each]) })}
              </MenuItem>
            );
          })}
        </Menu>
      </header>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <Segmented label={t('notice.shown')} value={shown} options={SHOWN} onChange={setShown} />
        <select
          aria-label={t('notice.kind')}
          value={kind}
          onChange={(event) => setKind(NOTICE_KINDS.find((each) => each === event.target.value) ?? '')}
          className="h-[30px] min-w-0 flex-1 rounded-2 border border-control bg-surface px-2"
        >
          <option value="">{t('notice.allKinds')}</option>
          {NOTICE_KINDS.map((each) => (
            <option key={each} value={each}>
              {t(KIND_WORDS[each])}
              {muted.includes(each) ? ` (${t('notice.muted')})` : ''}
            </option>
          ))}
        </select>
      </div>
      <div className="flex h-[440px] min-h-0 flex-col">
        <ListGate
          list={list}
          skeletonRows={6}
          empty={
            <EmptyState
              glyph={shown === 'unread' && kind === '' ? 'done' : undefined}
              title={t(kind !== '' ? 'notice.noneFiltered' : shown === 'unread' ? 'notice.noneUnread' : 'notice.none')}
            />
          }
        >
          <DataGrid
            label={t('notice.bell')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.key}
            rowHeight={ROW_PX}
            currentKey={current}
            onCurrent={(row) => setCurrent(row.key)}
            onOpen={open}
            onEndReached={list.loadMore}
          />
        </ListGate>
      </div>
    </>
  );
}

function NoticeCell({ row, onOpen }: { row: NoticeRow; onOpen: () => void }) {
  const glyph = glyphOf(row);
  const sentence = sentenceOf(row);
  return (
    <span className="flex min-w-0 items-start gap-2.5 py-1.5">
      <span className="relative mt-px flex w-6 flex-none justify-center">
        {glyph === 'person' ? (
          <Avatar name={row.facts.who ?? ''} />
        ) : (
          <span className="mt-0.5">
            <StateGlyph kind={glyph} size={16} />
          </span>
        )}
        {!row.isRead && <i className="absolute -left-2 top-1.5 size-1.5 rounded-full bg-accent" />}
      </span>
      <span className="min-w-0 flex-1 leading-[17px]">
        <Link
          href={hrefOf(row)}
          onClick={onOpen}
          title={sentence}
          className={classNames(
            'line-clamp-2 whitespace-normal text-ink hover:underline',
            !row.isRead && 'font-medium',
          )}
        >
          {!row.isRead && <span className="sr-only">{t('notice.unread')}: </span>}
          {sentence}
        </Link>
        {row.facts.text !== undefined && (
          <span title={row.facts.text} className="block truncate text-12 text-ink-3">
            {row.facts.text}
          </span>
        )}
      </span>
    </span>
  );
}
