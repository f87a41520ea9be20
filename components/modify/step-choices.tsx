'use client';
import { useState } from 'react';
import { type ValueDraft, VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { useView } from '@/components/data/use-view.ts';
import { type ModelElement, useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { SourceStep, StartStep } from './plan.ts';

/** Rows of tokens to choose from; of more, all are taken or none. */
const MAX_CHOICES = 100;
const BODY = 'multiInstanceBody';

/** Where a token begins, in which scope, and with which variables. `instance` null: the step is for many. */
export function StartChoices({
  definitionKey,
  instance,
  step,
  onChange,
}: {
  definitionKey: string;
  instance: InstanceView | null;
  step: StartStep;
  onChange: (step: StartStep) => void;
}) {
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
  const name = (id: string) => elements.get(id)?.name ?? id;
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
        <SelectField
          label={t('modify.flow')}
          value={step.to}
          onChange={(event) => onChange({ ...step, to: event.target.value })}
        >
          {[
            ...new Map(
              [...around, ...(flows.get(step.to) === undefined ? [] : [flows.get(step.to)])].flatMap((flow) =>
                flow === undefined ? [] : [[flow.id, flow]],
              ),
            ).values(),
          ].map((flow) => (
            <option key={flow.id} value={flow.id}>
              {flow.name === '' ? `${name(flow.sourceId)} → ${name(flow.targetId)}` : flow.name}
            </option>
          ))}
        </SelectField>
      )}
      {step.position !== 'flow' && element?.isLoop === true && (
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
      )}
      {instance !== null && element !== undefined && (
        <ScopeChoice instance={instance} elements={elements} element={element} step={step} onChange={onChange} />
      )}
      {isOpen && (
        <div>
          <VariableDrafts
            title={t('modify.variablesTitle')}
            drafts={step.variables}
            onChange={(variables: readonly ValueDraft[]) => onChange({ ...step, variables })}
          />
          {instance !== null && (
            <CheckField
              label={t('modify.isLocal')}
              checked={step.isLocal}
              onChange={(isLocal) => onChange({ ...step, isLocal })}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** Asked only where there are several. */
function ScopeChoice({
  instance,
  elements,
  element,
  step,
  onChange,
}: {
  instance: InstanceView;
  elements: ReadonlyMap<string, ModelElement>;
  element: ModelElement;
  step: StartStep;
  onChange: (step: StartStep) => void;
}) {
  const candidates = scopesFor(instance.history, elements, element, step.isBody || step.position === 'flow');
  const values = useScopeValues(instance, candidates.length > 1);
  if (candidates.length < 2) return null;
  return (
    <SelectField
      label={t('modify.scope')}
      need={t('field.required')}
      value={step.ancestorKey ?? ''}
      error={step.ancestorKey === null ? t('modify.scopeMissing') : null}
      onChange={(event) => onChange({ ...step, ancestorKey: event.target.value === '' ? null : event.target.value })}
    >
      <option value="">{t('reason.choose')}</option>
      {candidates.map((node) => (
        <option key={node.key} value={node.key}>
          {[
            elements.get(node.elementId)?.name ?? node.elementId,
            ...(node.index === null ? [] : [`#${node.index + 1}`]),
            node.key.slice(-5),
            ...(values.get(node.key) === undefined ? [] : [values.get(node.key)]),
          ].join(' · ')}
        </option>
      ))}
    </SelectField>
  );
}

/** The nearest scopes around an element of which there are any; a run of a loop stands in its body. */
export function scopesFor(
  history: readonly ElementInstanceNode[],
  elements: ReadonlyMap<string, ModelElement>,
  element: ModelElement,
  isAround: boolean,
): readonly ElementInstanceNode[] {
  const alive = history.filter((node) => node.state === 'active' || node.state === 'incident');
  if (element.isLoop && !isAround) {
    const bodies = alive.filter((node) => node.elementId === element.id && node.kind === BODY);
    if (bodies.length > 0) return bodies;
  }
  for (let parent = element.parentId; parent !== null; parent = elements.get(parent)?.parentId ?? null) {
    const scopes = alive.filter((node) => node.elementId === parent && node.kind !== BODY);
    if (scopes.length > 0) return scopes;
  }
  return [];
}

/** Which of the tokens are taken; each with what is known in its own scope. */
export function SourceChoices({
  instance,
  definitionKey,
  step,
  onChange,
}: {
  instance: InstanceView;
  definitionKey: string;
  step: SourceStep;
  onChange: (step: SourceStep) => void;
}) {
  const elements = useModelElements(definitionKey);
  const alive = instance.history.filter(
    (node) => node.elementId === step.from && (node.state === 'active' || node.state === 'incident'),
  );
  const bodies = alive.filter((node) => node.kind === BODY);
  const runs = alive.filter((node) => node.kind !== BODY);
  const choices = (step.isFromBody ? bodies : runs).slice(0, MAX_CHOICES);
  const values = useScopeValues(instance, choices.length > 1);
  const all = choices.map((node) => node.key);
  const chosen = new Set(step.keys ?? all);
  const toggle = (key: string) => {
    const keys = all.filter((each) => (each === key ? !chosen.has(each) : chosen.has(each)));
    if (keys.length > 0)
      onChange({
        ...step,
        keys: keys.length === all.length ? null : keys,
        count: step.isFromBody ? step.count : keys.length,
      });
  };
  return (
    <div className="mt-2 flex flex-col gap-1 pl-7">
      {bodies.length > 0 && (
        <div>
          <Segmented
            label={t('modify.loop')}
            value={step.isFromBody ? 'body' : 'inner'}
            options={[
              { id: 'body', label: t('modify.loopWhole') },
              { id: 'inner', label: t('modify.loopRuns') },
            ]}
            onChange={(id) => onChange({ ...step, isFromBody: id === 'body', keys: null, count: runs.length })}
          />
        </div>
      )}
      {choices.length > 1 && (
        <fieldset
          aria-label={t('modify.which', { element: elements.get(step.from)?.name ?? step.from })}
          className="flex max-h-[150px] flex-col overflow-auto"
        >
          {choices.map((node) => (
            <label key={node.key} className="flex min-h-6 items-center gap-2 text-12">
              <input
                type="checkbox"
                checked={chosen.has(node.key)}
                onChange={() => toggle(node.key)}
                className="size-3.5 flex-none accent-[var(--accent)]"
              />
              <span className="mono flex-none">{node.index === null ? node.key.slice(-6) : `#${node.index + 1}`}</span>
              {node.state === 'incident' && <span className="flex-none text-incident-text">{t('word.incident')}</span>}
              <span className="min-w-0 truncate text-ink-2">{values.get(node.key)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** `name = value` of what each scope holds itself, to tell them apart. */
function useScopeValues(instance: InstanceView, isNeeded: boolean): ReadonlyMap<string, string> {
  const variables = useView('instance-variables', { instance: instance.key }, { isOff: !isNeeded });
  const texts = new Map<string, string>();
  for (const row of variables.data?.rows ?? []) {
    if (!row.isAlive || row.scopeKey === instance.key) continue;
    const before = texts.get(row.scopeKey);
    texts.set(
      row.scopeKey,
      `${before === undefined ? '' : `${before}, `}${row.name} = ${(row.text ?? row.type).slice(0, 40)}`,
    );
  }
  return texts;
}
