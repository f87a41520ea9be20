'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { wasOutcomeShown } from '@/components/actions/shown-outcomes.ts';
import { t } from '@/components/messages/messages.ts';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { hrefOf, isShownAt, sentenceOf } from './notice-words.ts';
import { useMarkNotices } from './use-mark-notices.ts';

const TOAST_MS = 10_000;

/** Says what has come since the page was opened; what is on the screen already is only marked as read. */
export function useNoticeToasts(newest: readonly NoticeRow[] | undefined, isListOpen: boolean): void {
  const router = useRouter();
  const path = usePathname();
  const { read } = useMarkNotices();
  const said = useRef<bigint | null>(null);
  const open = useRef<string[]>([]);
  const latest = useRef({ router, path, read, isListOpen });
  latest.current = { router, path, read, isListOpen };
  useEffect(() => {
    if (newest === undefined) return;
    const top = newest.reduce((most, { key }) => (BigInt(key) > most ? BigInt(key) : most), said.current ?? 0n);
    // What was there when the page opened is for the bell to say.
    const fresh =
      said.current === null ? [] : newest.filter(({ key }) => BigInt(key) > (said.current ?? 0n)).toReversed();
    said.current = top;
    const { path: here, read: markRead, isListOpen: isOpen } = latest.current;
    const isSeen = (row: NoticeRow) =>
      (row.facts.jobKey !== undefined && wasOutcomeShown(row.facts.jobKey)) ||
      (!document.hidden && isShownAt(row, here, window.location.search));
    const seen = fresh.filter(isSeen);
    if (seen.length > 0) markRead(seen);
    if (isOpen) return;
    const ids: string[] = [];
    for (const row of fresh.filter((each) => !seen.includes(each))) {
      const id = `notice-${row.key}`;
      ids.push(id);
      toast(sentenceOf(row), {
        id,
        duration: TOAST_MS,
        description: row.facts.text,
        action: {
          label: t('notice.open'),
          onClick: () => {
            latest.current.read([row]);
            latest.current.router.push(hrefOf(row));
          },
        },
      });
    }
    open.current = [...open.current, ...ids];
  }, [newest]);
  // The list says all of it.
  useEffect(() => {
    if (isListOpen) for (const id of open.current.splice(0)) toast.dismiss(id);
  }, [isListOpen]);
}
