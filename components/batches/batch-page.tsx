'use client';
import { Ban, FileDown, Pause, Play, RotateCw } from 'lucide-react';
import { toast } from 'sonner';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ReasonWord } from '@/components/audit/reason-word.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Panel } from '@/components/ui/panel.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import { DoorError } from '@/lib/console/client.ts';
import type { BatchView } from '@/lib/console/views/batch-view.ts';
import { downloadItems } from './batch-csv.ts';
import { BatchItems } from './batch-items.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { kindWord, lookOf } from './batch-words.ts';
import { type BatchControl, ControlDialog } from './control-dialog.tsx';
import { StopNote } from './stop-note.tsx';
import { ruleWords } from './stop-words.ts';

/** One batch: how far it is, what failed and why, and the result of each item. */
export function BatchPage({ batchKey }: { batchKey: string }) {
  const batch = useView('batch', { key: batchKey });
  return (
    <PageGate query={batch} area={{ label: t('nav.batches'), href: '/batches' }}>
      {(view) => <BatchBody batch={view} />}
    </PageGate>
  );
}

function BatchBody({ batch }: { batch: BatchView }) {
  const [control, setControl] = useState<BatchControl | null>(null);
  const look = lookOf(batch);
  const isEnded = batch.endedAt !== null;
  const mayPause = useBlockedBecause('batch.pause') === null;
  const mayResume = useBlockedBecause('batch.resume') === null;
  useShortcuts({
    p: () => {
      if (isEnded) return;
      if (batch.state === 'paused' ? mayResume : mayPause)
        setControl(batch.state === 'paused' ? 'batch.resume' : 'batch.pause');
    },
  });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.batches'), href: '/batches' }, { label: kindWord(batch.kind) }]} />
      <PageHead
        title={kindWord(batch.kind)}
        beside={
          <>
            <span data-testid="batch-state" className="contents">
              <Pill kind={look.glyph}>{t(look.word)}</Pill>
            </span>
            <span className="mono text-ink-2">{batch.key}</span>
          </>
        }
        facts={<BatchFacts batch={batch} />}
        actions={<BatchActions batch={batch} onControl={setControl} />}
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 px-[var(--page-x)] pb-4">
        <StopNote batch={batch} />
        <Panel
          title={t('batch.progressHead')}
          note={t('batch.progress', {
            done: formatCount(batch.done),
            failed: formatCount(batch.failed),
            left: formatCount(batch.total - batch.done - batch.failed),
            total: formatCount(batch.total),
          })}
          className="flex-none"
        >
          <div className="p-4">
            <BatchProgress batch={batch} isTall />
          </div>
        </Panel>
        {batch.failures.length > 0 && (
          <Panel title={t('batch.causes')} className="max-h-[220px] flex-none">
            <ul className="overflow-auto">
              {batch.failures.map((failure) => (
                <li key={failure.message} className="flex gap-4 border-b border-line-faint px-3.5 py-2 last:border-0">
                  <b className="num w-14 flex-none text-right font-semibold">{formatCount(failure.count)}</b>
                  <span className="mono min-w-0 break-words">{failure.message}</span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <BatchItems batchKey={batch.key} />
      </div>
      {control !== null && <ControlDialog control={control} batch={batch} onClose={() => setControl(null)} />}
    </>
  );
}

function BatchFacts({ batch }: { batch: BatchView }) {
  return (
    <>
      <Fact label={t('batch.by')}>{batch.createdBy ?? '–'}</Fact>
      <Fact label={t('batch.created')}>
        <Clock at={batch.createdAt} />
      </Fact>
      {batch.startedAt !== null && (
        <Fact label={t(batch.endedAt === null ? 'batch.since' : 'fact.took')}>
          <Age at={batch.startedAt} until={batch.endedAt} />
        </Fact>
      )}
      {batch.startedAt !== null && batch.endedAt !== null && (
        <Fact label={t('batch.rate')}>
          {formatCount(Math.round(batch.done / Math.max(1, (batch.endedAt - batch.startedAt) / 1000)))}
        </Fact>
      )}
      {batch.reason?.code != null && (
        <Fact label={t('fact.reason')}>
          <ReasonWord code={batch.reason.code} />
        </Fact>
      )}
      {batch.reason?.ticket != null && <Fact label={t('reason.ticket')}>{batch.reason.ticket}</Fact>}
      {batch.endedAt === null && batch.stopRule !== null && (
        <Fact label={t('stop.fact')}>{ruleWords(batch.stopRule)}</Fact>
      )}
    </>
  );
}

function BatchActions({ batch, onControl }: { batch: BatchView; onControl: (control: BatchControl) => void }) {
  const isEnded = batch.endedAt !== null;
  return (
    <>
      <Button icon={FileDown} onClick={() => void saveItems(batch.key)}>
        {t('batch.csv')}
      </Button>
      {batch.failed > 0 && !isEnded && (
        <ActionButton operation="batch.retry" kind="primary" icon={RotateCw} onClick={() => onControl('batch.retry')}>
          {t('batch.retryFailed', { count: formatCount(batch.failed) })}
        </ActionButton>
      )}
      {batch.state === 'paused' ? (
        <ActionButton operation="batch.resume" icon={Play} shortcut="P" onClick={() => onControl('batch.resume')}>
          {t('batch.resume')}
        </ActionButton>
      ) : (
        <ActionButton
          operation="batch.pause"
          icon={Pause}
          shortcut="P"
          blockedBecause={isEnded ? t('batch.hasEnded') : null}
          onClick={() => onControl('batch.pause')}
        >
          {t('batch.pause')}
        </ActionButton>
      )}
      <ActionButton
        operation="batch.cancel"
        kind="danger"
        icon={Ban}
        blockedBecause={isEnded ? t('batch.hasEnded') : null}
        onClick={() => onControl('batch.cancel')}
      >
        {t('batch.cancelRest')}
      </ActionButton>
    </>
  );
}

/** A list that broke off is no file: it is said instead. */
async function saveItems(batchKey: string): Promise<void> {
  try {
    await downloadItems(batchKey);
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    toast.error(error.problem.message);
  }
}
