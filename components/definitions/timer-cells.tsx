import { ElementName } from '@/components/diagram/element-name.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';

export function TimerState({ job }: { job: JobRow }) {
  return <StateWord kind={JOB_LOOKS[job.state].glyph}>{t(JOB_LOOKS[job.state].word)}</StateWord>;
}

export function TimerElement({ job }: { job: JobRow }) {
  return <ElementName definitionKey={job.definition.key} elementId={job.elementId} />;
}

export function TimerRepeat({ job }: { job: JobRow }) {
  return job.repeat === null ? (
    <span className="text-ink-3">{t('timers.once')}</span>
  ) : (
    <span className="mono" title={job.repeat}>
      {job.repeat}
    </span>
  );
}
