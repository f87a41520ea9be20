'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { versionName } from '@/components/data/definition-name';
import { useHostedDialog } from '@/components/actions/dialog-host.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { BatchActionDialog, instancesOf } from '@/components/batches/batch-dialog.tsx';
import { SampleList } from '@/components/actions/sample-list.tsx';
import { t } from '@/components/messages/messages.ts';
import type { BatchAction, InstanceSelection } from '@/lib/console/contract.ts';
import type { SelectionReach } from '@/lib/console/views/batch-view.ts';
import { DryRun } from './dry-run.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ModifyBar } from './modify-bar.tsx';
import { ModifyBoard } from './modify-board.tsx';
import { manyStepsOf } from './plan.ts';
import { PlanPane } from './plan-pane.tsx';
import { usePlan } from './use-plan.ts';
import { isPlanReady, NO_SKIPS, useRehearsal } from './use-rehearsal.ts';

const NONE_LOST: ReadonlySet<number> = new Set();

/** The same steps in many instances of one version: counts instead of single tokens, rehearsed on a sample. */
export function ModifyMany({
  reach,
  selection,
  choice,
  onDone,
  isDone,
}: {
  reach: SelectionReach;
  selection: InstanceSelection;
  choice: ReactNode;
  onDone: (batchKey: string | null) => void;
  isDone: boolean;
}) {
  const router = useRouter();
  const hand = usePlan(`many-${reach.definition.key}`);
  const [skips, setSkips] = useState(NO_SKIPS);
  const open = useHostedDialog();
  const action: BatchAction | null = isPlanReady(hand.plan)
    ? { kind: 'modify', steps: manyStepsOf(hand.plan), ...skips }
    : null;
  const chosen = onlyOf(selection, reach);
  const rehearsal = useRehearsal('batch.create', action === null ? null : { selection: chosen, action }, 0);
  const sample = hand.plan.length === 0 ? null : (rehearsal.data?.sample ?? null);
  const title = t('batch.title.modify', { instances: instancesOf(reach.running) });
  const review = () =>
    open((close) => (
      <BatchActionDialog
        title={title}
        action={action}
        selection={chosen}
        count={reach.running}
        onStarted={hand.forget}
        onClose={(batchKey) => {
          close();
          if (batchKey !== null) onDone(batchKey);
        }}
      />
    ));
  return (
    <>
      <LeaveGuard isPlanned={hand.plan.length > 0 && !isDone} onLeave={hand.forget} />
      <ModifyBar
        operation="batch.create"
        title={title}
        note={t('batch.drawnNote', { process: versionName(reach.definition) })}
        hand={hand}
        blockedBecause={hand.plan.length === 0 ? t('modify.empty') : action === null ? t('start.invalid') : null}
        onLeave={() => router.push('/instances')}
        onReview={review}
      >
        {choice}
      </ModifyBar>
      <MayNot operation="instance.modify" />
      <div className="flex min-h-0 flex-1 border-x-[3px] border-b-[3px] border-planned">
        <div className="flex min-w-0 flex-1 flex-col">
          <ModifyBoard definitionKey={reach.definition.key} counts={reach.elements} hand={hand} rehearsed={null} />
          {sample === null ? (
            <DryRun
              definitionKey={reach.definition.key}
              preview={null}
              isBusy={rehearsal.isFetching}
              version={0}
              now={reach.elements}
            />
          ) : (
            <section
              aria-label={t('modify.dryRun')}
              aria-busy={rehearsal.isFetching}
              className="min-h-[180px] flex-1 overflow-auto border-t border-line bg-surface p-4"
            >
              <SampleList sample={sample} />
            </section>
          )}
        </div>
        <PlanPane
          definitionKey={reach.definition.key}
          instance={null}
          plan={hand.plan}
          lost={NONE_LOST}
          skips={skips}
          rehearsal={rehearsal}
          onPlan={hand.set}
          onSkips={setSkips}
        />
      </div>
    </>
  );
}

/** A plan is for one version: of a filter, those of that version; chosen by hand, those that are of it. */
export function onlyOf(selection: InstanceSelection, { definition, keys }: SelectionReach): InstanceSelection {
  if (selection.filter === undefined) return { keys };
  return { ...selection, filter: { ...selection.filter, definition: `${definition.processId}:${definition.version}` } };
}
