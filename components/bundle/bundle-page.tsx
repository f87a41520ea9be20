'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { ActionsOff } from '@/components/actions/action-button.tsx';
import { ReadsContext } from '@/components/data/reads.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { InstanceHrefContext } from '@/components/instance/instance-link.tsx';
import { InstancePage } from '@/components/instance/instance-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { formatExactTime } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { bundleAnswers } from '@/lib/console/bundle/bundle-answers.ts';
import type { InstanceBundle } from '@/lib/console/bundle/instance-bundle.ts';
import { MAX_BUNDLE_BYTES, readBundle } from '@/lib/console/bundle/read-bundle.ts';

/** A bundle's instances, looked at like instances of the engine: the same page, its views read from the file. */
export function BundlePage() {
  const [bundle, setBundle] = useState<InstanceBundle | null>(null);
  return bundle === null ? (
    <ChooseBundle onBundle={setBundle} />
  ) : (
    <OpenBundle bundle={bundle} onClose={() => setBundle(null)} />
  );
}

function ChooseBundle({ onBundle }: { onBundle: (bundle: InstanceBundle) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MAX_BUNDLE_BYTES) {
      setProblem(t('bundle.tooLarge', { size: MAX_BUNDLE_BYTES / 1024 / 1024 }));
      return;
    }
    setReading(true);
    const read = readBundle(await file.text());
    setReading(false);
    if (read.isValid) onBundle(read.bundle);
    else setProblem(`${file.name}: ${read.message}`);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: t('bundle.crumb') }]} />
      <PageHead title={t('bundle.open')} />
      <div className="flex flex-1 flex-col items-center border-t border-line bg-surface px-6 pt-16">
        <section
          aria-label={t('bundle.file')}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={classNames(
            'flex w-full max-w-[560px] flex-col items-center gap-4 rounded-3 border border-dashed p-10 text-center',
            isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
          )}
        >
          <FileUp size={24} strokeWidth={1.5} className="text-ink-3" aria-hidden />
          <p className="max-w-[400px] text-ink-2">{t('bundle.drop')}</p>
          <input
            ref={input}
            type="file"
            accept="application/json,.json"
            aria-label={t('bundle.file')}
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button kind="primary" isBusy={isReading} onClick={() => input.current?.click()}>
            {t('bundle.choose')}
          </Button>
          <p role="alert" className="text-incident-text empty:hidden">
            {isReading ? '' : problem}
          </p>
        </section>
      </div>
    </>
  );
}

function OpenBundle({ bundle, onClose }: { bundle: InstanceBundle; onClose: () => void }) {
  const { values, set } = useUrlState();
  const shown = bundle.instances.find((each) => each.instance.key === values.instance)?.instance.key ?? bundle.rootKey;
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false } },
      }),
  );
  const reads = useMemo(() => bundleAnswers(bundle), [bundle]);
  const keys = useMemo(() => new Set(bundle.instances.map((each) => each.instance.key)), [bundle]);
  return (
    <QueryClientProvider client={client}>
      <ReadsContext value={reads}>
        <InstanceHrefContext value={(key) => (keys.has(key) ? `/instances/bundle?instance=${key}` : null)}>
          <div
            role="note"
            className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-[var(--page-x)] py-2 text-12"
          >
            <StateGlyph kind="ended" />
            <span>
              {t('bundle.banner', { time: formatExactTime(Date.parse(bundle.exportedAt)), who: bundle.exportedBy })}
            </span>
            {bundle.instances.length > 1 && (
              <label className="flex items-center gap-1.5 text-ink-2">
                {t('bundle.instances')}
                <select
                  value={shown}
                  onChange={(event) => set({ instance: event.target.value, element: null, scope: null, at: null })}
                  className="h-6 rounded-1 border border-line bg-surface px-1 text-ink"
                >
                  {bundle.instances.map(({ instance }) => (
                    <option key={instance.key} value={instance.key}>
                      {instance.businessKey ?? instance.key} · {definitionName(instance.definition)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {bundle.notes.length > 0 && (
              <details className="text-ink-2">
                <summary>{t('bundle.notes')}</summary>
                <ul className="list-disc pl-4">
                  {bundle.notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              </details>
            )}
            <span className="ml-auto">
              <Button isSmall onClick={onClose}>
                {t('bundle.another')}
              </Button>
            </span>
          </div>
          <ActionsOff because={t('bundle.notHere')}>
            <InstancePage key={shown} instanceKey={shown} />
          </ActionsOff>
        </InstanceHrefContext>
      </ReadsContext>
    </QueryClientProvider>
  );
}
