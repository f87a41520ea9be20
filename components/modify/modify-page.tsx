'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { useView } from '@/components/data/use-view.ts';
import { useWholeInstance } from '@/components/instance/use-whole-instance.ts';
import { OthersHere } from '@/components/instance/others-here.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { ChangedNote } from './changed-note.tsx';
import { DryRun } from './dry-run.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ModifyBar } from './modify-bar.tsx';
import { ModifyBoard } from './modify-board.tsx';
import { PlanPane } from './plan-pane.tsx';
import { useModification } from './use-modification.ts';

/** Draw the repair, see its result, then apply it whole. */
export function ModifyPage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => <ModifyBody head={view} />}
    </PageGate>
  );
}

function ModifyBody({ head }: { head: InstanceView }) {
  const { whole: instance } = useWholeInstance(head, true);
  const router = useRouter();
  const [phase, setPhase] = useState<'drawing' | 'reviewing' | 'applied'>('drawing');
  const modification = useModification(instance, phase === 'applied');
  const { hand, changes, parameters, blockedBecause, isPlanned } = modification;
  const title = instance.businessKey ?? instance.key;
  const home = `/instances/${instance.key}`;
  const close = () => {
    if (phase === 'applied') {
      hand.forget();
      hand.set([]);
      router.push(home);
    } else setPhase('drawing');
  };
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          { label: title, href: home },
          { label: t('modify.crumb') },
        ]}
      />
      <LeaveGuard isPlanned={isPlanned} onLeave={hand.forget} />
      <ModifyBar
        operation="instance.modify"
        title={t('modify.title', { name: title })}
        note={instance.endedAt === null ? t('modify.nothing', { version: instance.version }) : t('instance.hasEnded')}
        hand={hand}
        blockedBecause={blockedBecause}
        onLeave={() => router.push(home)}
        onReview={() => setPhase('reviewing')}
      />
      <MayNot operation="instance.modify" />
      {changes.length > 0 && (
        <ChangedNote definitionKey={instance.definition.key} changes={changes} onSeen={modification.seeChanges} />
      )}
      <Drawing instance={instance} modification={modification} />
      {phase !== 'drawing' && parameters !== null && (
        <ActionDialog
          operation="instance.modify"
          title={t('modify.dialogTitle')}
          where={`${title} · ${versionName(instance.definition)}`}
          confirmLabel={tCount('modify.confirmOne', 'modify.confirm', hand.plan.length)}
          parameters={parameters}
          expectedVersion={instance.version}
          auditTarget={instance.key}
          outcome={() => {
            if (phase !== 'applied') queueMicrotask(() => setPhase('applied'));
            return null;
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** The diagram with the plan drawn on it, its outcome below, its steps at the right. */
function Drawing({
  instance,
  modification: { hand, lost, skips, setSkips, rehearsal, rehearsed, preview, isPlanned },
}: {
  instance: InstanceView;
  modification: ReturnType<typeof useModification>;
}) {
  const definitionKey = instance.definition.key;
  return (
    <div className="flex min-h-0 flex-1 border-x-[3px] border-b-[3px] border-planned">
      <div className="relative flex min-w-0 flex-1 flex-col">
        <div className="pointer-events-none absolute top-2.5 right-3 z-[var(--z-sticky)] flex max-w-[300px]">
          <OthersHere instanceKey={instance.key} isChanging={isPlanned} />
        </div>
        <ModifyBoard
          definitionKey={definitionKey}
          counts={instance.elements}
          takenFlows={instance.takenFlows}
          hand={hand}
          rehearsed={rehearsed}
          isReadOnly={instance.endedAt !== null}
        />
        <DryRun
          definitionKey={definitionKey}
          preview={preview}
          isBusy={rehearsal.isFetching}
          version={instance.version}
          now={instance.elements}
        />
      </div>
      <PlanPane
        definitionKey={definitionKey}
        instance={instance}
        plan={hand.plan}
        lost={lost}
        skips={skips}
        rehearsal={rehearsal}
        onPlan={hand.set}
        onSkips={setSkips}
      />
    </div>
  );
}
