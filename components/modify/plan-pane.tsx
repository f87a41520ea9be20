'use client';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { type ValueDraft, VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { Refusal } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { CheckField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { PlannedStep } from './plan.ts';
import { type Skips, useRehearsal } from './use-rehearsal.ts';

interface PlanProps { readonly instance: InstanceView; readonly plan: readonly PlannedStep[]; readonly skips: Skips; readonly onPlan: (plan: readonly PlannedStep[]) => void; readonly onSkips: (skips: Skips) => void }

/** The steps in their order, what the engine says of them, and how they are done. */
export function PlanPane({ instance, plan, skips, onPlan, onSkips }: PlanProps) {
  const rehearsal = useRehearsal(instance, plan, skips);
  const replace = (id: number, step: PlannedStep | null) => onPlan(plan.flatMap((each) => (each.id !== id ? [each] : step === null ? [] : [step])));
  const swap = (index: number, by: 1 | -1) => {
    const [one, other] = [plan[index], plan[index + by]];
    if (one === undefined || other === undefined) return;
    onPlan(plan.map((each, i) => (i === index ? other : i === index + by ? one : each)));
  };
  return (
    <aside aria-label={t('modify.plan')} className="flex w-[340px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:w-[300px]">
      <div className="flex min-h-10 items-center gap-2 border-b border-line px-4"><h2 className="font-semibold">{t('modify.plan')}</h2><span className="whitespace-nowrap text-12 text-ink-3">{tCount('modify.countOne', 'modify.count', plan.length)}</span>{rehearsal.data !== undefined && plan.length > 0 && <span className="ml-auto" title={rehearsal.data.riskBecause}><RiskMeter risk={rehearsal.data.risk}>{t(`risk.${rehearsal.data.risk}`)}</RiskMeter></span>}</div>
      {plan.length === 0 && <p className="px-4 py-6 text-ink-3">{t('modify.noSteps')}</p>}
      <ol>
        {plan.map((step, index) => (
          <li key={step.id} className="border-b border-line-faint px-4 py-3">
            <div className="flex items-start gap-2">
              <span className="num grid size-5 flex-none place-items-center rounded-full bg-planned-soft text-11 font-semibold text-planned-text">{index + 1}</span>
              <StepWords instance={instance} step={step} />
              <span className="ml-auto inline-flex flex-none"><IconButton isSmall icon={ArrowUp} label={t('modify.earlier')} blockedBecause={index === 0 ? t('modify.isFirst') : null} onClick={() => swap(index, -1)} /><IconButton isSmall icon={ArrowDown} label={t('modify.later')} blockedBecause={index === plan.length - 1 ? t('modify.isLast') : null} onClick={() => swap(index, 1)} /><IconButton isSmall icon={Trash2} label={t('modify.remove')} onClick={() => replace(step.id, null)} /></span>
            </div>
            {step.kind !== 'cancel' && <StartChoices step={step} onChange={(changed) => replace(step.id, changed)} />}
          </li>
        ))}
      </ol>
      {plan.length > 0 && (
        <div className="flex flex-col gap-4 px-4 py-3">
          <section><h3 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h3>{rehearsal.error !== null ? <Refusal error={rehearsal.error} onRetry={() => void rehearsal.refetch()} /> : <ChecksList preview={rehearsal.data} />}</section>
          <section><h3 className="text-12 font-semibold">{t('modify.how')}</h3>
            <CheckField label={t('modify.skipListeners')} checked={skips.skipsListeners} onChange={(skipsListeners) => onSkips({ ...skips, skipsListeners })} /><br />
            <CheckField label={t('modify.skipMappings')} checked={skips.skipsMappings} onChange={(skipsMappings) => onSkips({ ...skips, skipsMappings })} />
          </section>
        </div>
      )}
    </aside>
  );
}

function StepWords({ instance, step }: { instance: InstanceView; step: PlannedStep }) {
  const elements = useModelElements(instance.definition.key);
  const name = (id: string) => elements.get(id)?.name ?? id;
  if (step.kind === 'cancel') return <div className="min-w-0"><b className="font-medium">{tCount('modify.stepCancelOne', 'modify.stepCancel', step.count)}</b><p className="text-12 break-words text-ink-2">{name(step.from)}</p></div>;
  const target = t(step.position === 'before' ? 'modify.before' : 'modify.after', { element: name(step.to) });
  return step.kind === 'add'
    ? <div className="min-w-0"><b className="font-medium">{t('modify.stepAdd')}</b><p className="text-12 break-words text-ink-2">{target}</p></div>
    : <div className="min-w-0"><b className="font-medium">{tCount('modify.stepMoveOne', 'modify.stepMove', step.count)}</b><p className="text-12 break-words text-ink-2">{name(step.from)} → {target}</p></div>;
}

type Start = Extract<PlannedStep, { kind: 'move' | 'add' }>;

/** Before or after the element, and with which variables. */
function StartChoices({ step, onChange }: { step: Start; onChange: (step: Start) => void }) {
  const [isOpen, setOpen] = useState(false);
  const variables = (drafts: readonly ValueDraft[]) => onChange({ ...step, variables: drafts });
  return (
    <div className="mt-2 pl-7">
      <div className="flex items-center gap-2"><Segmented label={t('modify.position')} value={step.position} options={[{ id: 'before', label: t('modify.positionBefore') }, { id: 'after', label: t('modify.positionAfter') }]} onChange={(position) => onChange({ ...step, position })} /><Button isSmall kind="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('modify.variables', { count: step.variables.length })}</Button></div>
      {isOpen && <div className="mt-2"><VariableDrafts title={t('modify.variablesTitle')} drafts={step.variables} onChange={variables} /></div>}
    </div>
  );
}
