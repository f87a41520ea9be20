import { useState } from 'react';
import { type ValueDraft, VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { type ModelFlow, useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StartStep } from './plan.ts';
import { ScopeChoice } from './scope-choice.tsx';

interface StartChoicesProps {
  readonly definitionKey: string;
  /** null: the step is for many. */
  readonly instance: InstanceView | null;
  readonly step: StartStep;
  readonly onChange: (step: StartStep) => void;
}

/** Where a token begins, in which scope, and with which variables. */
export function StartChoices({ definitionKey, instance, step, onChange }: StartChoicesProps) {
  const [isOpen, setOpen] = useState(false);
  const elements = useModelElements(definitionKey);
  const flows = useModelFlows(definitionKey);
  const element = elements.get(step.position === 'flow' ? (flows.get(step.to)?.targetId ?? '') : step.to);
  const around = [...flows.values()].filter((flow) => flow.sourceId === element?.id || flow.targetId === element?.id);
  const place = (position: StartStep['position']) => {
    if (position === step.position || element === undefined) return;
    const [first] = around;
    if (position !== 'flow') onChange({ ...step, to: element.id, position, isBody: element.isLoop });
    else if (first !== undefined) onChange({ ...step, to: first.id, position, isBody: false });
  };
  return (
    <div className="mt-2 flex flex-col gap-2 pl-7">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label={t('modify.position')}
          value={step.position}
          options={[
            { id: 'before', label: t('modify.positionBefore') },
            { id: 'after', label: t('modify.positionAfter') },
            ...(around.length > 0 ? [{ id: 'flow' as const, label: t('modify.positionFlow') }] : []),
          ]}
          onChange={place}
        />
        <Button isSmall kind="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('modify.variables', { count: step.variables.length })}
        </Button>
      </div>
      {step.position === 'flow' && (
        <FlowChoice definitionKey={definitionKey} around={around} step={step} onChange={onChange} />
      )}
      {step.position !== 'flow' && element?.isLoop === true && <LoopChoice step={step} onChange={onChange} />}
      {instance !== null && element !== undefined && (
        <ScopeChoice instance={instance} elements={elements} element={element} step={step} onChange={onChange} />
      )}
      {isOpen && <StartVariables isMany={instance === null} step={step} onChange={onChange} />}
    </div>
  );
}

type ChoiceProps = Pick<StartChoicesProps, 'step' | 'onChange'>;

/** Which of the flows around the element it begins on. */
function FlowChoice({
  definitionKey,
  around,
  step,
  onChange,
}: ChoiceProps & { definitionKey: string; around: readonly ModelFlow[] }) {
  const elements = useModelElements(definitionKey);
  const current = useModelFlows(definitionKey).get(step.to);
  const name = (id: string) => elements.get(id)?.name ?? id;
  const flows = current === undefined || around.some(({ id }) => id === current.id) ? around : [...around, current];
  return (
    <SelectField
      label={t('modify.flow')}
      value={step.to}
      onChange={(event) => onChange({ ...step, to: event.target.value })}
    >
      {flows.map((flow) => (
        <option key={flow.id} value={flow.id}>
          {flow.name === '' ? `${name(flow.sourceId)} → ${name(flow.targetId)}` : flow.name}
        </option>
      ))}
    </SelectField>
  );
}

/** The whole loop begins, or one more run of it. */
function LoopChoice({ step, onChange }: ChoiceProps) {
  return (
    <div>
      <Segmented
        label={t('modify.loop')}
        value={step.isBody ? 'body' : 'inner'}
        options={[
          { id: 'body', label: t('modify.loopWhole') },
          { id: 'inner', label: t('modify.loopOne') },
        ]}
        onChange={(id) => onChange({ ...step, isBody: id === 'body', ancestorKey: null })}
      />
    </div>
  );
}

function StartVariables({ isMany, step, onChange }: ChoiceProps & { isMany: boolean }) {
  return (
    <div>
      <VariableDrafts
        title={t('modify.variablesTitle')}
        drafts={step.variables}
        onChange={(variables: readonly ValueDraft[]) => onChange({ ...step, variables })}
      />
      {!isMany && (
        <CheckField
          label={t('modify.isLocal')}
          checked={step.isLocal}
          onChange={(isLocal) => onChange({ ...step, isLocal })}
        />
      )}
    </div>
  );
}
