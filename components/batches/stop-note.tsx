import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { BatchView } from '@/lib/console/views/batch-view.ts';
import { stoppedWords } from './stop-words.ts';

/** Why a batch has paused by itself, and what can be done now. */
export function StopNote({ batch }: { batch: BatchView }) {
  const because = stoppedWords(batch);
  if (because === null || batch.stopped === null) return null;
  return (
    <Note tone="warn" role="status">
      <span className="flex-none pt-0.5">
        <StateGlyph kind="suspended" />
      </span>
      <div className="min-w-0">
        <b className="font-semibold">{t('stop.banner')}</b>, <Clock at={batch.stopped.at} />. {because}
        <p className="text-ink-2">{t('stop.bannerNext')}</p>
      </div>
    </Note>
  );
}
