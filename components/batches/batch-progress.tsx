import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { BatchRow } from '@/lib/console/views/batch-view.ts';

/** Done, failed and left as one bar; the three always add up to the total. */
export function BatchProgress({ batch, isTall = false }: { batch: BatchRow; isTall?: boolean }) {
  const part = (count: number) => `${batch.total === 0 ? 0 : (count / batch.total) * 100}%`;
  const words = t('batch.progress', {
    done: formatCount(batch.done),
    failed: formatCount(batch.failed),
    left: formatCount(batch.total - batch.done - batch.failed),
    total: formatCount(batch.total),
  });
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      className={`flex w-full overflow-hidden rounded-full bg-press ${isTall ? 'h-2.5' : 'h-1.5'}`}
    >
      <span className="bg-done" style={{ width: part(batch.done) }} />
      <span
        className="bg-incident"
        style={{
          width: part(batch.failed),
          backgroundImage:
            'repeating-linear-gradient(45deg, transparent 0 3px, color-mix(in oklab, var(--surface) 45%, transparent) 3px 6px)',
        }}
      />
    </div>
  );
}
