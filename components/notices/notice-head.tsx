import { BellOff, Check, CheckCheck } from 'lucide-react';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu.tsx';
import { NOTICE_KINDS } from '@/lib/console/notice-kinds.ts';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { KIND_WORDS } from './notice-words.ts';
import { useMarkNotices } from './use-mark-notices.ts';

interface NoticeHeadProps {
  /** The newest that is shown: all up to it can be marked as read. */
  readonly newest: NoticeRow | undefined;
  readonly muted: readonly NoticeRow['kind'][];
}

/** What is done to all notices, and to all of a kind. */
export function NoticeHead({ newest, muted }: NoticeHeadProps) {
  const { readAll, mute } = useMarkNotices();
  return (
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
  );
}
