'use client';
import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { formatClock, formatExactTime, formatTime } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { AuditEntryView, AuditMoment } from '@/lib/console/views/audit-view.ts';
import { OUTCOME_GLYPHS } from './outcome-word.tsx';

const GLYPHS: Readonly<Record<AuditMoment['what'], GlyphKind>> = {
  failed: 'incident',
  succeeded: 'done',
  cancelled: 'ended',
  batchStarted: 'active',
  batchEnded: 'done',
  batchCancelled: 'ended',
  undone: 'ended',
};

/** What came of an entry, moment by moment. */
export function EntryStory({ entry }: { entry: AuditEntryView }) {
  return (
    <section aria-label={t('column.outcome')}>
      <h3 className="mb-1.5 text-12 font-semibold">{t('column.outcome')}</h3>
      <ol className="flex flex-col gap-1 text-[12.5px] leading-[18px]">
        <Line at={entry.at} glyph={OUTCOME_GLYPHS[entry.outcome]}>
          {t(`audit.was.${entry.outcome}`)}
          {entry.outcomeText !== null && <span className="text-ink-2 break-words"> {entry.outcomeText}</span>}
        </Line>
        {entry.story.map((moment) => (
          <Line key={`${moment.what} ${moment.at} ${moment.text ?? ''}`} at={moment.at} glyph={GLYPHS[moment.what]}>
            <Words moment={moment} />
          </Line>
        ))}
      </ol>
    </section>
  );
}

function Line({ at, glyph, children }: { at: number; glyph: GlyphKind; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[auto_16px_minmax(0,1fr)] items-baseline gap-x-2">
      <time className="num text-ink-2" title={formatExactTime(at)}>
        {new Date(at).toDateString() === new Date().toDateString() ? formatClock(at) : formatTime(at, Date.now())}
      </time>
      <StateGlyph kind={glyph} size={13} />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}

function Words({ moment: { what, by, text } }: { moment: AuditMoment }) {
  switch (what) {
    case 'failed':
      return (
        <>
          {by === null ? t('audit.then.failed') : t('audit.then.failedBy', { by })}
          {text !== null && <span className="text-ink-2"> {text}</span>}
        </>
      );
    case 'succeeded':
      return by === null ? t('audit.then.succeeded') : t('audit.then.succeededBy', { by });
    case 'cancelled':
      return t('audit.then.cancelled');
    case 'batchStarted':
      return t('audit.then.batchStarted');
    case 'batchCancelled':
      return t('audit.then.batchCancelled');
    case 'batchEnded':
      return text === '0' || text === null ? t('audit.then.batchEnded') : t('audit.then.batchFailed', { count: text });
    case 'undone':
      return (
        <>
          {t('audit.undoneBy')} {by ?? t('actor.system')}{' '}
          <Link className="link" href={`/audit?entry=${text ?? ''}`}>
            #{text}
          </Link>
        </>
      );
  }
}
