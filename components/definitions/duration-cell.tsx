import { t } from '@/components/messages/messages.ts';
import { MiniBars } from '@/components/ui/bars.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import type { DefinitionDurations } from '@/lib/console/views/definition-view.ts';

const LINE_PX = 64;

/** The 95th percentile with the course of the medians; `–`: nothing has ended yet, or it is still read. */
export function DurationCell({ durations }: { durations: DefinitionDurations | undefined }) {
  if (durations === undefined) return <span className="text-ink-3">–</span>;
  const p95 = formatDuration(durations.p95);
  const words = t('definitions.p95Of', {
    p95,
    median: formatDuration(durations.median),
    count: durations.instances,
  });
  return (
    <span className="inline-flex items-center justify-end gap-2 align-middle" title={words}>
      <MiniBars values={durations.line} label={words} width={LINE_PX} />
      <span className="num min-w-[52px] whitespace-nowrap text-right">{p95}</span>
    </span>
  );
}
