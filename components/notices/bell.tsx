'use client';
import { Bell as BellIcon } from 'lucide-react';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { NoticeList } from './notice-list.tsx';
import { useNoticeToasts } from './use-notice-toasts.ts';

/** The server counts no further. */
const MAX_COUNT = 100;

/** How much is unread, and behind it all that the person was told. */
export function Bell() {
  const [isOpen, setOpen] = useState(false);
  const state = useView('notice-state', {});
  const { unread = 0, newest, muted = [] } = state.data ?? {};
  useNoticeToasts(newest, isOpen);
  const label = unread === 0 ? t('notice.bell') : t('notice.bellUnread', { count: unread });
  return (
    <span className="relative inline-grid">
      <Popover
        label={t('notice.bell')}
        isOpen={isOpen}
        onChange={setOpen}
        trigger={<IconButton icon={BellIcon} label={label} data-testid="bell" />}
      >
        <NoticeList muted={muted} onClose={() => setOpen(false)} />
      </Popover>
      {unread > 0 && (
        <span
          aria-hidden
          className="num pointer-events-none absolute -top-0.5 -right-1 min-w-[16px] rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent"
        >
          {unread >= MAX_COUNT ? `${MAX_COUNT - 1}+` : unread}
        </span>
      )}
    </span>
  );
}
