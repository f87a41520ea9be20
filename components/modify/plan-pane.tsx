'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { Refusal } from '@/components/data/view-gate.tsx';
import { useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { CheckField } from '@/components/ui/field.tsx';
import type { DoorError } from '@/lib/console/client.ts';
import type { OperationPreview } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { PlannedStep } from './plan.ts';
import { SourceChoices, StartChoices } from './step-choices.tsx';
import type { Skips } from './use-rehearsal.ts';

interface PlanProps {
  readonly definitionKey: string;
  /** null: the plan is for many. */
  readonly instance: InstanceView | null;
  readonly plan: readonly PlannedStep[];
  /** Steps whose tokens are gone since. */
  readonly lost: ReadonlySet<number>;
  readonly skips: Skips;
  readonly rehearsal: UseQueryResult<OperationPreview, DoorError>;
  readonly onPlan: (plan: readonly PlannedStep[]) => void;
  readonly onSkips: (skips: Skips) => void;
}

/** The steps in their order, what the engine says of them, and how they are done. */
export function PlanPane({ definitionKey, instance, plan, lost, skips, rehearsal, onPlan, onSkips }: PlanProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const replace = (id: number, step: PlannedStep | null) =>
    onPlan(plan.flatMap((each) => (each.id !== id ? [each] : step === null ? [] : [step])));
  const move = (from: number, to: number) => {
    const step = plan[from];
    if (step === undefined || to < 0 || to >= plan.length) return;
    const rest = plan.filter((_, index) => index !== from);
    onPlan([...rest.slice(0, to), step, ...rest.slice(to)]);
  };
  return (
    <aside
      aria-label={t('modify.plan')}
      className="flex w-[360px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:w-[310px]"
    >
      <div className="flex min-h-10 flex-none items-center gap-2 border-b border-line px-4">
        <h2 className="font-semibold">{t('modify.plan')}</h2>
        {plan.length > 0 && (
          <span className="whitespace-nowrap text-12 text-ink-3">
            {tCount('modify.countOne', 'modify.count', plan.length)}
          </span>
        )}
        {rehearsal.data !== undefined && plan.length > 0 && (
          <span className="ml-auto" title={rehearsal.data.riskBecause}>
            <RiskMeter risk={rehearsal.data.risk}>{t(`risk.${rehearsal.data.risk}`)}</RiskMeter>
          </span>
        )}
      </div>
      {plan.length === 0 && <p className="px-4 py-4 text-ink-3">{t('modify.noSteps')}</p>}
      <ol>
        {plan.map((step, index) => (
          <li
            key={step.id}
            draggable
            onDragStart={() => setDragged(index)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => {
              if (dragged !== null) move(dragged, index);
              setDragged(null);
            }}
            className={classNames('border-b border-line-faint px-4 py-3', lost.has(step.id) && 'bg-incident-soft')}
          >
            <div className="flex items-start gap-2">
              <span className="num grid size-5 flex-none place-items-center rounded-full bg-planned-soft text-11 font-semibold text-planned-text">
                {index + 1}
              </span>
              <StepWords definitionKey={definitionKey} isMany={instance === null} step={step} />
              <span className="ml-auto inline-flex flex-none">
                <IconButton
                  isSmall
                  icon={ArrowUp}
                  label={t('modify.earlier')}
                  blockedBecause={index === 0 ? t('modify.isFirst') : null}
                  onClick={() => move(index, index - 1)}
                />
                <IconButton
                  isSmall
                  icon={ArrowDown}
                  label={t('modify.later')}
                  blockedBecause={index === plan.length - 1 ? t('modify.isLast') : null}
                  onClick={() => move(index, index + 1)}
                />
                <IconButton isSmall icon={Trash2} label={t('modify.remove')} onClick={() => replace(step.id, null)} />
              </span>
            </div>
            {lost.has(step.id) && (
              <p role="alert" className="mt-1 flex items-center gap-2 pl-7 text-12 text-incident-text">
                {t('modify.lost')}
                <Button isSmall onClick={() => replace(step.id, null)}>
                  {t('modify.remove')}
                </Button>
              </p>
            )}
            {instance !== null && step.kind !== 'add' && (
              <SourceChoices
                instance={instance}
                definitionKey={definitionKey}
                step={step}
                onChange={(changed) => replace(step.id, changed)}
              />
            )}
            {step.kind !== 'cancel' && (
              <StartChoices
                definitionKey={definitionKey}
                instance={instance}
                step={step}
                onChange={(changed) => replace(step.id, changed)}
              />
            )}
          </li>
        ))}
      </ol>
      {plan.length > 0 && (
        <div className="flex flex-col gap-4 px-4 py-3">
          <section>
            <h3 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h3>
            {rehearsal.error !== null ? (
              <Refusal error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />
            ) : (
              <ChecksList preview={rehearsal.data} />
            )}
          </section>
          <section>
            <h3 className="text-12 font-semibold">{t('modify.how')}</h3>
            <CheckField
              label={t('modify.skipListeners')}
              checked={skips.skipsListeners}
              onChange={(skipsListeners) => onSkips({ ...skips, skipsListeners })}
            />
            <br />
            <CheckField
              label={t('modify.skipMappings')}
              checked={skips.skipsMappings}
              onChange={(skipsMappings) => onSkips({ ...skips, skipsMappings })}
            />
          </section>
        </div>
      )}
    </aside>
  );
}

function StepWords({ definitionKey, isMany, step }: { definitionKey: string; isMany: boolean; step: PlannedStep }) {
  const elements = useModelElements(definitionKey);
  const flows = useModelFlows(definitionKey);
  const name = (id: string) => elements.get(id)?.name ?? id;
  const flow = step.kind !== 'cancel' && step.position === 'flow' ? flows.get(step.to) : undefined;
  const head =
    step.kind === 'add'
      ? t('modify.stepAdd')
      : isMany
        ? t(step.kind === 'cancel' ? 'modify.stepCancelAll' : 'modify.stepMoveAll')
        : step.kind === 'cancel'
          ? tCount('modify.stepCancelOne', 'modify.stepCancel', step.count)
          : tCount('modify.stepMoveOne', 'modify.stepMove', step.count);
  const target =
    step.kind === 'cancel'
      ? null
      : flow !== undefined
        ? t('modify.onFlow', { from: name(flow.sourceId), to: name(flow.targetId) })
        : t(step.position === 'after' ? 'modify.after' : 'modify.before', { element: name(step.to) });
  return (
    <div className="min-w-0">
      <b className="font-medium">{head}</b>
      <p className="text-12 break-words text-ink-2">
        {[...(step.kind === 'add' ? [] : [name(step.from)]), ...(target === null ? [] : [target])].join(' → ')}
      </p>
    </div>
  );
}
