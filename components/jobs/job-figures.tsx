import { useView } from '@/components/data/use-view.ts';
import { Fact } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { Age } from '@/components/ui/time.tsx';

/** What is due now and since when, and how fast jobs are made, done and failed. */
export function JobFigures() {
  const { data } = useView('job-figures', {});
  if (data === undefined) return <span>&nbsp;</span>;
  const { due, oldestDueAt, perMinute } = data;
  return (
    <>
      <Fact label={t('jobFigures.due')}>
        {formatCount(due.value)}
        {!due.isExact && '+'}
      </Fact>
      {oldestDueAt !== null && (
        <Fact label={t('jobFigures.oldest')}>
          <Age at={oldestDueAt} />
        </Fact>
      )}
      {perMinute !== null && (
        <>
          <Fact label={t('jobFigures.created')}>{rate(perMinute.created)}</Fact>
          <Fact label={t('jobFigures.done')}>{rate(perMinute.done)}</Fact>
          <Fact label={t('jobFigures.failed')}>
            <span className={perMinute.failed > 0 ? 'text-incident-text' : undefined}>{rate(perMinute.failed)}</span>
          </Fact>
        </>
      )}
    </>
  );
}

/** With one digit where there are few. */
function rate(perMinute: number): string {
  return Number.isInteger(perMinute) || perMinute >= 10 ? formatCount(Math.round(perMinute)) : perMinute.toFixed(1);
}
