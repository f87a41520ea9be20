import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { PlannedStep } from './plan.ts';
import { SourceChoices } from './source-choices.tsx';
import { StartChoices } from './start-choices.tsx';
import { StepWords } from './step-words.tsx';

export interface PlanStepsProps {
  readonly definitionKey: string;
  /** null: the plan is for many. */
  readonly instance: InstanceView | null;
  readonly plan: readonly PlannedStep[];
  /** Steps whose tokens are gone since. */
  readonly lost: ReadonlySet<number>;
  readonly onPlan: (plan: readonly PlannedStep[]) => void;
}

/** The steps, to be put into another order by pulling or by buttons. */
export function PlanSteps({ definitionKey, instance, plan, lost, onPlan }: PlanStepsProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number) => {
    const step = plan[from];
    if (step === undefined || to < 0 || to >= plan.length) return;
    const rest = plan.filter((_, index) => index !== from);
    onPlan([...rest.slice(0, to), step, ...rest.slice(to)]);
  };
  return (
    <ol>
      {plan.map((step, index) => {
        const replace = (by: readonly PlannedStep[]) =>
          onPlan(plan.flatMap((each) => (each.id === step.id ? by : [each])));
        const remove = () => replace([]);
        return (
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
              <StepButtons
                isFirst={index === 0}
                isLast={index === plan.length - 1}
                onMove={(by) => move(index, index + by)}
                onRemove={remove}
              />
            </div>
            {lost.has(step.id) && <LostNote onRemove={remove} />}
            <StepChoices
              definitionKey={definitionKey}
              instance={instance}
              step={step}
              onChange={(changed) => replace([changed])}
            />
          </li>
        );
      })}
    </ol>
  );
}

interface StepButtonsProps {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}
function StepButtons({ isFirst, isLast, onMove, onRemove }: StepButtonsProps) {
  return (
    <span className="ml-auto inline-flex flex-none">
      <IconButton
        isSmall
        icon={ArrowUp}
        label={t('modify.earlier')}
        blockedBecause={isFirst ? t('modify.isFirst') : null}
        onClick={() => onMove(-1)}
      />
      <IconButton
        isSmall
        icon={ArrowDown}
        label={t('modify.later')}
        blockedBecause={isLast ? t('modify.isLast') : null}
        onClick={() => onMove(1)}
      />
      <IconButton isSmall icon={Trash2} label={t('modify.remove')} onClick={onRemove} />
    </span>
  );
}

function LostNote({ onRemove }: { onRemove: () => void }) {
  return (
    <p role="alert" className="mt-1 flex items-center gap-2 pl-7 text-12 text-incident-text">
      {t('modify.lost')}
      <Button isSmall onClick={onRemove}>
        {t('modify.remove')}
      </Button>
    </p>
  );
}

interface StepChoicesProps extends Pick<PlanStepsProps, 'definitionKey' | 'instance'> {
  readonly step: PlannedStep;
  readonly onChange: (step: PlannedStep) => void;
}
/** Which tokens leave, where they begin anew. */
function StepChoices({ definitionKey, instance, step, onChange }: StepChoicesProps) {
  return (
    <>
      {instance !== null && step.kind !== 'add' && (
        <SourceChoices instance={instance} definitionKey={definitionKey} step={step} onChange={onChange} />
      )}
      {step.kind !== 'cancel' && (
        <StartChoices definitionKey={definitionKey} instance={instance} step={step} onChange={onChange} />
      )}
    </>
  );
}
