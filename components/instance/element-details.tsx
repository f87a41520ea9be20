'use client';
import { MailPlus, RotateCw, X } from 'lucide-react';
import Link from 'next/link';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { useNow } from '@/components/ui/time.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { InstanceOriginWords } from './instance-origin.tsx';
import { ElementFacts } from './element-facts.tsx';
import { InnerInstances } from './inner-instances.tsx';
import { HeldNote } from './held-note.tsx';
import { useInstanceAction } from './instance-actions.tsx';
import { openAt } from './instance-at.ts';
import { listensFor, waitsOf } from './waits.ts';

const NO_JOBS: readonly JobRow[] = [];

/** The selected element: why it stands, what it waits for. Without one: where the instance waits. */
export function ElementDetails({
  instance,
  at,
  elementId,
  onClose,
  isTab = false,
}: {
  instance: InstanceView;
  /** The moment in the past that is shown; null: now. */
  at: number | null;
  elementId: string | null;
  onClose: () => void;
  isTab?: boolean;
}) {
  const Frame = isTab ? 'div' : 'aside';
  const elements = useModelElements(instance.definition.key);
  // What a job was like in the past is not kept.
  const jobs = useList('jobs', { instance: instance.key, limit: 100 }, { isOff: at !== null });
  const jobsNow = at === null ? jobs.rows : NO_JOBS;
  const incidents = useList('incidents', { instance: instance.key, state: at === null ? 'open' : 'all', limit: 100 });
  const open = at === null ? incidents.rows : openAt(incidents.rows, at);
  const element = elementId === null ? undefined : elements.get(elementId);
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
  const now = useNow();
  const waits =
    elementId === null || instance.endedAt !== null ? [] : waitsOf(instance, jobsNow, elementId, now, elements);
  const shown = elementId === null ? open : open.filter((row) => row.elementId === elementId);
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
          {element?.hasOwnName === true && <p className="mono break-all text-ink-2">{elementId}</p>}
        </div>
        {elementId !== null && <IconButton icon={X} isSmall label={t('details.close')} onClick={onClose} />}
      </div>
      <div className={classNames('gap-4 p-4', isTab ? 'grid grid-cols-2 items-start' : 'flex flex-col')}>
        {at === null && elementId === null && instance.isSuspended && instance.endedAt === null && (
          <HeldNote instance={instance} />
        )}
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
            listens={instance.endedAt === null ? listensFor(instance, jobsNow, now, elements) : []}
            names={(id) => elements.get(id)?.name ?? id}
          />
        ) : (
          <ElementFacts
            instance={instance}
            element={elements.get(elementId)}
            elementId={elementId}
            nodes={nodes}
            waits={waits}
            jobs={jobsNow}
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
