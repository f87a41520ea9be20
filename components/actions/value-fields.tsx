import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import { VARIABLE_TYPES, valueProblem } from './variable-types.ts';

/** A value as it is written. */
interface WrittenValue {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Name, type and value of a variable, side by side in the grid around them. */
export function ValueFields({
  draft,
  need,
  onChange,
}: {
  draft: WrittenValue;
  need?: string;
  onChange: (part: Partial<WrittenValue>) => void;
}) {
  return (
    <>
      <NameField name={draft.name} {...(need !== undefined && { need })} onChange={(name) => onChange({ name })} />
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
        error={draft.text === '' ? null : valueProblem(draft.type, draft.text)}
        disabled={draft.type === 'Null'}
        onChange={(event) => onChange({ text: event.target.value })}
        className="mono"
      />
    </>
  );
}

/** Which variable. */
export function NameField({ name, need, onChange }: { name: string; need?: string; onChange: (name: string) => void }) {
  return (
    <TextField
      label={t('column.name')}
      {...(need !== undefined && { need })}
      value={name}
      onChange={(event) => onChange(event.target.value)}
      className="mono"
    />
  );
}
