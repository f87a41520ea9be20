import { NameField, ValueFields } from '@/components/actions/value-fields.tsx';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { t } from '@/components/messages/messages.ts';
import type { FormProps } from './batch-form-props.ts';

export function OneValue({ draft, onChange }: FormProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_110px_minmax(0,1.6fr)] gap-2">
      <ValueFields draft={draft} need={t('field.required')} onChange={onChange} />
    </div>
  );
}

export function OneName({ draft, onChange }: FormProps) {
  return (
    <div className="w-[260px]">
      <NameField name={draft.name} need={t('field.required')} onChange={(name) => onChange({ name })} />
    </div>
  );
}

export function Variables({ draft, onChange }: FormProps) {
  return (
    <VariableDrafts
      title={t('tab.variables')}
      drafts={draft.variables}
      onChange={(variables) => onChange({ variables })}
    />
  );
}
