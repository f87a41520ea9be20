'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { PaceView } from '@/lib/console/views/worker-view.ts';
import { PaceChart } from './pace-chart.tsx';

export const PACE_RANGES = [
  { id: '1h', label: t('pace.hour') },
  { id: '24h', label: t('pace.day') },
] as const;
type Range = (typeof PACE_RANGES)[number]['id'];

/** The stretch of time that the address names. */
export function usePaceRange(): readonly [Range, (range: Range) => void] {
  const { values, set } = useUrlState();
  return [values.range === '24h' ? '24h' : '1h', (range) => set({ range: range === '1h' ? null : range })];
}

export function PacePanel({ view, title }: { view: PaceView; title: string }) {
  const [range, setRange] = usePaceRange();
  const isEmpty = view.total.done + view.total.failed === 0;
  return (
    <Panel
      title={title}
      note={t('pace.note')}
      aside={<Segmented label={t('pace.range')} value={range} options={PACE_RANGES} onChange={setRange} />}
    >
      {isEmpty ? (
        <EmptyState title={t(range === '1h' ? 'pace.noneHour' : 'pace.noneDay')} />
      ) : (
        <PaceChart view={view} label={title} />
      )}
    </Panel>
  );
}
