'use client';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { CodeBlock } from '@/components/ui/code.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { JobLogEntry } from '@/lib/console/views/job-view.ts';

const LOOKS: Readonly<Record<JobLogEntry['what'], GlyphKind>> = {
  created: 'waiting',
  failed: 'incident',
  succeeded: 'done',
  cancelled: 'ended',
};

/** One job's life, by the name of its element: made, attempts that failed, its end; with the details of its last failure. */
export function JobLog({ jobKey, name }: { jobKey: string; name: string }) {
  const job = useView('job', { key: jobKey });
  return (
    <ViewGate query={job}>
      {(view) => (
        <section aria-label={t('jobLog.title', { element: name })} className="flex flex-col gap-3 p-3.5">
          <h3 className="text-12 font-semibold">{t('jobLog.title', { element: name })}</h3>
          <ol>
            {view.log.map((entry) => (
              <li
                key={entry.key}
                className="flex items-center gap-3 border-b border-line-faint py-1 text-12 last:border-0"
              >
                <span className="w-16 flex-none text-ink-3">
                  <Clock at={entry.at} />
                </span>
                <span className="w-28 flex-none">
                  <StateWord kind={LOOKS[entry.what]}>{t(`jobLog.${entry.what}`)}</StateWord>
                </span>
                <span className="mono min-w-0 flex-1 truncate" title={entry.message ?? undefined}>
                  {entry.message}
                </span>
                <span className="mono flex-none text-ink-2">{entry.worker}</span>
                {entry.retries !== null && (
                  <span className="num flex-none text-ink-3">
                    {t('incident.retriesLeft', { count: entry.retries })}
                  </span>
                )}
              </li>
            ))}
          </ol>
          {view.details !== null && (
            <CodeBlock text={view.details} label={t('incident.trace')} copyLabel={t('copy.trace')} maxHeight={220} />
          )}
        </section>
      )}
    </ViewGate>
  );
}
