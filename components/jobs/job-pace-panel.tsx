import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { PaceChart } from '@/components/workers/pace-chart.tsx';
import { PACE_RANGES, usePaceRange } from '@/components/workers/pace-panel.tsx';

/** Jobs of all kinds as they were made, done and failed. */
export function JobPacePanel() {
  const [range, setRange] = usePaceRange();
  const pace = useView('job-pace', { range });
  return (
    <Panel
      title={t('jobPace.title')}
      note={t('jobPace.note')}
      aside={<Segmented label={t('pace.range')} value={range} options={PACE_RANGES} onChange={setRange} />}
    >
      <ViewGate query={pace}>
        {({ points, stepMs }) =>
          points === null ? (
            <EmptyState title={t('jobPace.forAll')} />
          ) : points.every(({ created, done, failed }) => created + done + failed === 0) ? (
            <EmptyState title={t(range === '1h' ? 'jobPace.noneHour' : 'jobPace.noneDay')} />
          ) : (
            <PaceChart view={{ points, stepMs }} label={t('jobPace.title')} />
          )
        }
      </ViewGate>
    </Panel>
  );
}
