'use client';
import Link from 'next/link';
import { versionName } from '@/components/data/definition-name';
import { addressOf, detailsText } from '@/components/data/details-text.ts';
import { useView } from '@/components/data/use-view.ts';
import { wholeError } from '@/components/data/whole-error.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { CodeBlock } from '@/components/ui/code.tsx';
import { CopyTextButton } from '@/components/ui/copy-text-button.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { IncidentView } from '@/lib/console/views/incident-view.ts';
import { incidentLink } from './incident-link.ts';
import { IncidentAdvice } from './incident-type.tsx';

/** Stack trace, and what each attempt said. */
export function IncidentDetails({ incidentKey }: { incidentKey: string }) {
  const incident = useView('incident', { key: incidentKey });
  return (
    <ViewGate query={incident}>
      {(view) => (
        <div className="flex flex-col gap-3">
          <section>
            <h3 className="mb-1 text-12 font-semibold">
              {t(view.details === null ? 'column.message' : 'incident.trace')}
            </h3>
            <CodeBlock
              text={wholeError(view.message, view.details)}
              label={t(view.details === null ? 'column.message' : 'incident.trace')}
              copyLabel={t(view.details === null ? 'copy.message' : 'copy.trace')}
              maxHeight={220}
              isWrapped={view.details === null}
            />
          </section>
          {view.isOpen && <IncidentAdvice type={view.type} />}
          {view.annotation !== null && (
            <Note>
              <p className="whitespace-pre-wrap break-words">
                <b className="font-medium">{t('incident.annotation')}</b> {view.annotation}
              </p>
            </Note>
          )}
          {view.resolvedAt !== null && (
            <p className="text-12 text-ink-2">
              {t('incident.resolvedBy')} {view.resolvedBy ?? t('word.nobody')}
              {view.resolvedBatch !== null && (
                <>
                  ,{' '}
                  <Link className="link" href={`/batches/${view.resolvedBatch}`}>
                    {t('incident.byBatch', { key: view.resolvedBatch })}
                  </Link>
                </>
              )}{' '}
              <Clock at={view.resolvedAt} />
            </p>
          )}
          {view.attempts.length > 0 && (
            <section>
              <h3 className="mb-1 text-12 font-semibold">{t('incident.attempts', { count: view.attempts.length })}</h3>
              <ol>
                {view.attempts.map((attempt) => (
                  <li key={attempt.key} className="flex gap-3 border-b border-line-faint py-1 text-12 last:border-0">
                    <span className="w-14 flex-none text-ink-3">
                      <Clock at={attempt.failedAt} />
                    </span>
                    <span className="mono min-w-0 flex-1 truncate" title={attempt.message ?? undefined}>
                      {attempt.message}
                    </span>
                    <span className="mono flex-none text-ink-2">{attempt.worker}</span>
                    <span className="num flex-none text-ink-3">
                      {t('incident.retriesLeft', { count: attempt.retries })}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <div>
            <CopyTextButton text={() => incidentText(view)} label={t('copy.details')} copied={t('copy.done')} />
          </div>
        </div>
      )}
    </ViewGate>
  );
}

/** For a ticket. */
function incidentText(view: IncidentView): string {
  const attempts = view.attempts
    .map(({ failedAt, worker, retries, message }) =>
      `${new Date(failedAt).toISOString()} ${worker ?? ''} ${t('incident.retriesLeft', { count: retries })} ${message ?? ''}`.trimEnd(),
    )
    .join('\n');
  return detailsText(
    `${t('incident.titled', { key: view.key })}: ${view.type}`,
    [
      [t('column.definition'), `${versionName(view.definition)} (${view.definition.processId})`],
      [t('column.element'), view.elementId],
      [t('column.businessKey'), view.businessKey],
      [t('column.instance'), view.instanceKey],
      [t('column.since'), new Date(view.raisedAt).toISOString()],
      [t('column.message'), view.message],
      [t('incident.annotation'), view.annotation],
      [
        t('copy.address'),
        addressOf(view.instanceKey === null ? incidentLink(view) : `/instances/${view.instanceKey}?tab=incidents`),
      ],
    ],
    [
      [t('incident.attempts', { count: view.attempts.length }), attempts],
      [t('incident.trace'), view.details],
    ],
  );
}
