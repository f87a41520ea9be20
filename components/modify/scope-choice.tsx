import type { ModelElement } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField } from '@/components/ui/field.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StartStep } from './plan.ts';
import { scopesFor } from './scopes-for.ts';
import { useScopeValues } from './use-scope-values.ts';

/** In which scope a token begins: asked only where there are several. */
export function ScopeChoice({
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
