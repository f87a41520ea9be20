'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { useView } from '@/components/data/use-view.ts';
import { OthersHere } from '@/components/instance/others-here.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { DryRun } from './dry-run.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ModifyBar } from './modify-bar.tsx';
import { ModifyBoard } from './modify-board.tsx';
import { changesBetween, lostSteps, rehearsedTokens } from './plan.ts';
import { PlanPane } from './plan-pane.tsx';
import { scopesFor } from './step-choices.tsx';
import { usePlan } from './use-plan.ts';
import { modificationOf, NO_SKIPS, useRehearsal } from './use-rehearsal.ts';

const SCOPES = /^(subProcess|transaction|adHocSubProcess|callActivity)$/;

/** Draw the repair, see its result, then apply it whole. */
export function ModifyPage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => <ModifyBody instance={view} />}
    </PageGate>
  );
}

function ModifyBody({ instance }: { instance: InstanceView }) {
  const router = useRouter();
  const definitionKey = instance.definition.key;
  const elements = useModelElements(definitionKey);
  const hand = usePlan(instance.key);
  const [skips, setSkips] = useState(NO_SKIPS);
  const [phase, setPhase] = useState<'drawing' | 'reviewing' | 'applied'>('drawing');
  // As it was when the person began to plan, or said that the changes since are seen.
  const [seen, setSeen] = useState(instance.elements);
  const parameters = modificationOf(instance, hand.plan, skips);
  const rehearsal = useRehearsal('instance.modify', parameters, instance.version);
  const preview = hand.plan.length === 0 ? null : (rehearsal.data ?? null);
  const changes = phase === 'applied' || hand.plan.length === 0 ? [] : changesBetween(seen, instance.elements);
  const alive = new Set(instance.history.filter((node) => node.endedAt === null).map((node) => node.key));
  const lost = phase === 'applied' ? new Set<number>() : lostSteps(hand.plan, instance.elements, alive);
  const scopes = new Set([...elements.values()].filter((each) => SCOPES.test(each.kind)).map((each) => each.id));
  const needsScope = hand.plan.some(
    (step) =>
      step.kind !== 'cancel' &&
      step.position !== 'flow' &&
      step.ancestorKey === null &&
      isSplit(instance, elements, step.to, step.isBody),
  );
  const title = instance.businessKey ?? instance.key;
  const home = `/instances/${instance.key}`;
  const blocked =
    instance.endedAt !== null
      ? t('instance.hasEnded')
      : hand.plan.length === 0
        ? t('modify.empty')
        : parameters === null
          ? t('start.invalid')
          : lost.size > 0
            ? t('modify.lost')
            : needsScope
              ? t('modify.scopeMissing')
              : changes.length > 0
                ? t('modify.seeFirst')
                : null;
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
      <LeaveGuard isPlanned={hand.plan.length > 0 && phase !== 'applied'} onLeave={hand.forget} />
      <ModifyBar
        operation="instance.modify"
        title={t('modify.title', { name: title })}
        note={t('modify.nothing', { version: instance.version })}
        hand={hand}
        blockedBecause={blocked}
        onLeave={() => router.push(home)}
        onReview={() => setPhase('reviewing')}
      />
      <MayNot operation="instance.modify" />
      {changes.length > 0 && (
        <div
          role="alert"
          className="flex flex-none items-center gap-3 border-b border-warning-line bg-warning-soft px-[var(--page-x)] py-2"
        >
          <p className="min-w-0 flex-1">
            {t('modify.changed', {
              changes: changes
                .map((each) =>
                  t('modify.change', {
                    element: elements.get(each.elementId)?.name ?? each.elementId,
                    before: each.before,
                    after: each.after,
                  }),
                )
                .join('; '),
            })}
          </p>
          <Button isSmall onClick={() => setSeen(instance.elements)}>
            {t('modify.onNewState')}
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1 border-x-[3px] border-b-[3px] border-planned">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <div className="pointer-events-none absolute top-2.5 right-3 z-[var(--z-sticky)] flex max-w-[300px]">
            <OthersHere instanceKey={instance.key} isChanging={hand.plan.length > 0 && phase !== 'applied'} />
          </div>
          <ModifyBoard
            definitionKey={definitionKey}
            counts={instance.elements}
            takenFlows={instance.takenFlows}
            hand={hand}
            rehearsed={
              preview?.outlook == null || rehearsal.isPlaceholderData ? null : rehearsedTokens(preview.outlook, scopes)
            }
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

/** There are several scopes that it could begin in. */
function isSplit(
  instance: InstanceView,
  elements: ReturnType<typeof useModelElements>,
  to: string,
  isBody: boolean,
): boolean {
  const element = elements.get(to);
  return element !== undefined && scopesFor(instance.history, elements, element, isBody).length > 1;
}
