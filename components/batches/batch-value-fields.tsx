import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { VARIABLE_TYPES, valueProblem } from '@/components/actions/variable-types.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import type { FormProps } from './batch-form-props.ts';

export function OneValue({ draft, onChange }: FormProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_110px_minmax(0,1.6fr)] gap-2">
      <TextField
        label={t('column.name')}
        need={t('field.required')}
        value={draft.name}
        className="mono"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <SelectField
        label={t('column.type')}
        value={draft.type}
        onChange={(event) => onChange({ type: event.target.value })}
      >
        {VARIABLE_TYPES.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('column.value')}
        rows={1}
        value={draft.text}
        disabled={draft.type === 'Null'}
        error={draft.text === '' ? null : valueProblem(draft.type, draft.text)}
        className="mono"
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </div>
  );
}

export function OneName({ draft, onChange }: FormProps) {
  return (
    <div className="w-[260px]">
      <TextField
        label={t('column.name')}
        need={t('field.required')}
        value={draft.name}
        className="mono"
        onChange={(event) => onChange({ name: event.target.value })}
      />
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
