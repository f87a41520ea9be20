import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { NOTICE_KINDS } from '@/lib/console/notice-kinds.ts';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { KIND_WORDS } from './notice-words.ts';

/** Which notices are shown; a kind of `''`: all kinds. */
export interface NoticeChoice {
  readonly shown: 'all' | 'unread';
  readonly kind: NoticeRow['kind'] | '';
}
const SHOWN = [
  { id: 'all', label: t('notice.all') },
  { id: 'unread', label: t('notice.unread') },
] as const;

interface NoticeFilterProps {
  readonly choice: NoticeChoice;
  readonly onChoice: (choice: NoticeChoice) => void;
  readonly muted: readonly NoticeRow['kind'][];
}

export function NoticeFilter({ choice, onChoice, muted }: NoticeFilterProps) {
  return (
    <div className="flex items-center gap-2 border-b border-line px-4 py-2">
      <Segmented
        label={t('notice.shown')}
        value={choice.shown}
        options={SHOWN}
        onChange={(shown) => onChoice({ ...choice, shown })}
      />
      <select
        aria-label={t('notice.kind')}
        value={choice.kind}
        onChange={(event) =>
          onChoice({ ...choice, kind: NOTICE_KINDS.find((each) => each === event.target.value) ?? '' })
        }
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
  );
}
