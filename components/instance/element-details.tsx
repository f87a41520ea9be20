'use client';
import { MailPlus, RotateCw, X } from 'lucide-react';
import Link from 'next/link';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { kindInWords, useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { StateGlyph, StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock, useNow } from '@/components/ui/time.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { InstanceOriginWords } from './instance-origin.tsx';
import { InnerInstances } from './inner-instances.tsx';
import { InstanceLink } from './instance-link.tsx';
import { HeldNote } from './held-note.tsx';
import { useInstanceAction } from './instance-actions.tsx';
import { JOB_LOOKS, NODE_LOOKS } from './state-words.ts';
import { listensFor, waitsOf } from './waits.ts';

/** The selected element: why it stands, what it waits for. Without one: where the instance waits. */
export function ElementDetails({
  instance,
  elementId,
  onClose,
  isTab = false,
}: {
  instance: InstanceView;
  elementId: string | null;
  onClose: () => void;
  isTab?: boolean;
}) {
  const Frame = isTab ? 'div' : 'aside';
  const { set } = useUrlState();
  const elements = useModelElements(instance.definition.key);
  const jobs = useList('jobs', { instance: instance.key, limit: 100 });
  const incidents = useList('incidents', { instance: instance.key, state: 'open', limit: 100 });
  const element = elementId === null ? null : elements.get(elementId);
  // The body of a multi-instance holds its runs and is none itself; so does what stands around something activated ad
  // hoc.
  const nodes =
    elementId === null
      ? []
      : instance.history.filter(
          (node) =>
            node.elementId === elementId && node.kind !== 'multiInstanceBody' && node.kind !== 'adHocInnerInstance',
        );
  const inner = nodes.filter((node) => node.index !== null);
  const latest = nodes.at(-1);
  const now = useNow();
  const waits =
    elementId === null || instance.endedAt !== null ? [] : waitsOf(instance, jobs.rows, elementId, now, elements);
  const shown = elementId === null ? incidents.rows : incidents.rows.filter((row) => row.elementId === elementId);
  return (
    <Frame
      aria-label={isTab ? undefined : t('details.label')}
      className={classNames(
        'flex flex-col',
        !isTab && 'w-[310px] flex-none overflow-auto border-l border-line bg-surface',
      )}
    >
      <div className="flex items-start gap-2 border-b border-line px-4 py-3.5">
        <div className="min-w-0 flex-1">
          <h2 className="text-14 font-semibold break-words">
            {elementId === null ? t('details.instance') : (element?.name ?? elementId)}
          </h2>
          {elementId !== null && <p className="mono break-all text-ink-2">{elementId}</p>}
        </div>
        {elementId !== null && <IconButton icon={X} isSmall label={t('details.close')} onClick={onClose} />}
      </div>
      <div className={classNames('gap-4 p-4', isTab ? 'grid grid-cols-2 items-start' : 'flex flex-col')}>
        {elementId === null && instance.isSuspended && instance.endedAt === null && <HeldNote instance={instance} />}
        {shown.slice(0, 3).map((incident) => (
          <IncidentBox
            key={incident.key}
            incident={incident}
            instance={instance}
            at={elementId === null ? (elements.get(incident.elementId)?.name ?? incident.elementId) : null}
          />
        ))}
        {elementId !== null && shown.length > 1 && <RetryHere elementId={elementId} count={shown.length} />}
        {elementId === null ? (
          <WaitingList
            instance={instance}
            listens={instance.endedAt === null ? listensFor(instance, jobs.rows, now, elements) : []}
            names={(id) => elements.get(id)?.name ?? id}
          />
        ) : (
          <Facts
            rows={[
              {
                label: t('column.kind'),
                value: element === undefined || element === null ? '–' : kindInWords(element.kind),
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
              ...jobs.rows
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
                      <button
                        type="button"
                        className="link ml-1.5 text-12"
                        onClick={() => set({ root: call.instanceKey })}
                      >
                        {t('inside.open')}
                      </button>
                    </>
                  ),
                })),
            ]}
          />
        )}
        {elementId !== null && <Correlate instance={instance} elementId={elementId} />}
        {inner.length > 0 && <InnerInstances nodes={inner} />}
      </div>
    </Frame>
  );
}
/** A message that this element waits for can be sent from here. */
function Correlate({ instance, elementId }: { instance: InstanceView; elementId: string }) {
  const open = useInstanceAction();
  const names = new Set(
    instance.subscriptions
      .filter((each) => each.elementId === elementId && each.kind === 'message' && each.closedAt === null)
      .map(({ name }) => name),
  );
  return [...names].map((name) => (
    <ActionButton
      key={name}
      operation="message.correlate"
      isSmall
      icon={MailPlus}
      onClick={() => open({ kind: 'correlate', name })}
    >
      {t('correlate.do', { name })}
    </ActionButton>
  ));
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

/** All that failed at one element, in one action. */
function RetryHere({ elementId, count }: { elementId: string; count: number }) {
  const open = useInstanceAction();
  return (
    <div>
      <ActionButton
        operation="instance.retry-all"
        isSmall
        icon={RotateCw}
        onClick={() => open({ kind: 'retryAll', elementIds: [elementId] })}
      >
        {t('retry.element', { count })}
      </ActionButton>
    </div>
  );
}

/** `at`: the name of its element, where boxes of several stand together. */
function IncidentBox({ incident, instance, at }: { incident: IncidentRow; instance: InstanceView; at: string | null }) {
  const open = useInstanceAction();
  const { set } = useUrlState();
  return (
    <Note tone="bad">
      <StateGlyph kind="incident" size={15} />
      <div className="min-w-0 flex-1">
        <b className="font-semibold text-incident-text">
          {incident.retries === 0 ? t('details.noRetries') : t('details.stopped')}
        </b>
        {at !== null && (
          <button
            type="button"
            className="block text-left font-medium hover:underline"
            onClick={() => set({ element: incident.elementId })}
          >
            {at}
          </button>
        )}
        <p className="mono mt-1 line-clamp-5 break-words">{incident.message}</p>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <button type="button" className="link" onClick={() => set({ tab: 'incidents', incident: incident.key })}>
            {t('details.trace')}
          </button>
          <Link className="link" href={`/incidents?group=${encodeURIComponent(incident.fingerprint)}`}>
            {t('details.same')}
          </Link>
          {instance.incidentCount > 1 && (
            <ActionButton
              operation="incident.retry"
              isSmall
              icon={RotateCw}
              onClick={() => open({ kind: 'retry', incident })}
            >
              {t('instance.retry')}
            </ActionButton>
          )}
        </p>
      </div>
    </Note>
  );
}

function WaitingList({
  instance,
  listens,
  names,
}: {
  instance: InstanceView;
  listens: readonly string[];
  names: (id: string) => string;
}) {
  const { set } = useUrlState();
  const waiting = instance.elements.filter((each) => each.active > 0);
  return (
    <>
      <Facts
        rows={[
          { label: t('fact.key'), value: <span className="mono">{instance.key}</span> },
          ...(instance.origin === undefined
            ? []
            : [{ label: t('fact.startedBy'), value: <InstanceOriginWords instance={instance} /> }]),
          { label: t('fact.version'), value: <span className="num">{instance.version}</span> },
          { label: t('fact.notation'), value: instance.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8' },
          ...(instance.calledIncidentCount === 0
            ? []
            : [{ label: t('fact.incidentsBelow'), value: instance.calledIncidentCount }]),
        ]}
      />
      {instance.endedAt === null && (
        <div>
          <h3 className="mb-1 text-12 font-semibold">{t('details.waitingAt')}</h3>
          {waiting.length === 0 ? (
            <p className="text-ink-3">{t('word.nowhere')}</p>
          ) : (
            waiting.map((each) => (
              <p key={each.elementId} className="flex items-center gap-1.5 py-0.5">
                <StateGlyph kind={each.incidents > 0 ? 'incident' : 'active'} />
                <button type="button" className="link text-left" onClick={() => set({ element: each.elementId })}>
                  {names(each.elementId)}
                </button>
              </p>
            ))
          )}
        </div>
      )}
      {listens.length > 0 && (
        <div>
          <h3 className="mb-1 text-12 font-semibold">{t('details.listens')}</h3>
          <ul className="break-words">
            {listens.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
