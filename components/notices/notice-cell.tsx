import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';
import { glyphOf, hrefOf, sentenceOf } from './notice-words.ts';

/** What the person was told, with the way there. */
export function NoticeCell({ row, onOpen }: { row: NoticeRow; onOpen: () => void }) {
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
