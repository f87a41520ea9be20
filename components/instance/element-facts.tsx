import { useUrlState } from '@/components/data/use-url-state.ts';
import { kindInWords, type ModelElement } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Facts } from '@/components/ui/panel.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { InstanceLink } from './instance-link.tsx';
import { JOB_LOOKS, NODE_LOOKS } from './state-words.ts';

interface ElementFactsProps {
  readonly instance: InstanceView;
  /** Of the model; undefined until it is read. */
  readonly element: ModelElement | undefined;
  readonly elementId: string;
  /** Its runs, oldest first. */
  readonly nodes: readonly ElementInstanceNode[];
  /** What it waits for, in words. */
  readonly waits: readonly string[];
  /** The jobs of the instance; none where the past is shown. */
  readonly jobs: readonly JobRow[];
}

/** One element of the instance: its state, what it waits for, and what belongs to it. */
export function ElementFacts({ instance, element, elementId, nodes, waits, jobs }: ElementFactsProps) {
  const { set } = useUrlState();
  const latest = nodes.at(-1);
  return (
    <Facts
      rows={[
        {
          label: t('column.kind'),
          value: element === undefined ? '–' : kindInWords(element.kind),
        },
        {
          label: t('column.state'),
          value:
            latest === undefined ? (
              <StateWord kind="waiting">{t('word.notReached')}</StateWord>
            ) : (
              <StateWord kind={NODE_LOOKS[latest.state].glyph}>{t(NODE_LOOKS[latest.state].word)}</StateWord>
            ),
        },
        ...(latest === undefined
          ? []
          : [
              {
                label: t('fact.entered'),
                value: (
                  <>
                    <Clock at={latest.startedAt} />{' '}
                    <span className="text-ink-3">
                      <Age at={latest.startedAt} until={latest.endedAt} />
                    </span>
                  </>
                ),
              },
            ]),
        ...(waits.length === 0
          ? []
          : [
              {
                label: t('wait.for'),
                value: (
                  <ul>
                    {waits.map((wait) => (
                      <li key={wait}>{wait}</li>
                    ))}
                  </ul>
                ),
              },
            ]),
        { label: t('fact.times'), value: nodes.length },
        ...jobs
          .filter((job) => job.elementId === elementId)
          .slice(0, 1)
          .flatMap(jobFacts),
        ...instance.tasks
          .filter((task) => task.elementId === elementId && task.endedAt === null)
          .map((task) => ({
            label: t('column.assignee'),
            value: task.assignee ?? (task.candidateGroups.join(', ') || t('word.nobody')),
          })),
        ...instance.subscriptions
          .filter((each) => each.elementId === elementId && each.closedAt === null)
          .filter((each) => each.name !== '')
          .map((each) => ({
            label: t(`word.${each.kind}`),
            value: (
              <span className="mono break-all">
                {each.name}
                {each.correlationKey !== null && ` · ${each.correlationKey}`}
              </span>
            ),
          })),
        ...instance.called
          .filter((call) => call.elementId === elementId)
          .map((call) => ({
            label: t('fact.called'),
            value: (
              <>
                <InstanceLink instanceKey={call.instanceKey}>{call.businessKey ?? call.instanceKey}</InstanceLink>{' '}
                <button type="button" className="link ml-1.5 text-12" onClick={() => set({ root: call.instanceKey })}>
                  {t('inside.open')}
                </button>
              </>
            ),
          })),
      ]}
    />
  );
}

function jobFacts(job: JobRow) {
  return [
    {
      label: t('fact.job'),
      value: (
        <>
          <span className="mono">{job.topic ?? job.kind}</span>{' '}
          <StateWord kind={JOB_LOOKS[job.state].glyph}>{t(JOB_LOOKS[job.state].word)}</StateWord>
        </>
      ),
    },
    ...(job.retries === null
      ? []
      : [
          {
            label: t('column.retries'),
            value: t('fact.retriesLeft', { retries: job.retries, attempts: job.attempts }),
          },
        ]),
    // A job with an incident rests: it is due at no time.
    ...(job.dueAt === null || job.endedAt !== null || job.state === 'incident'
      ? []
      : [{ label: t('column.due'), value: <Clock at={job.dueAt} /> }]),
    ...(job.worker === null ? [] : [{ label: t('column.worker'), value: <span className="mono">{job.worker}</span> }]),
  ];
}
