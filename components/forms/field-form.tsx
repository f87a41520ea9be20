import { t } from '@/components/messages/messages.ts';
import { CheckField, SelectField, TextField } from '@/components/ui/field.tsx';
import type { FormFieldView } from '@/lib/console/views/form-view.ts';
import { fieldProblem, isPlainPattern, textOfDate, toIsoDate } from './field-values.ts';

/**
 * The fields that a model draws (Camunda 7), each with its limits. The business key has a field of its own where one
 * starts.
 */
export function FieldForm({
  fields,
  texts,
  isOff,
  isChecked,
  onChange,
}: {
  fields: readonly FormFieldView[];
  texts: Readonly<Record<string, string>>;
  isOff: boolean;
  isChecked: boolean;
  onChange: (id: string, text: string) => void;
}) {
  return (
    <>
      {fields
        .filter(({ isBusinessKey }) => !isBusinessKey)
        .map((field) => (
          <OneField
            key={field.id}
            field={field}
            text={texts[field.id] ?? field.text ?? ''}
            isOff={isOff || field.isReadOnly}
            isChecked={isChecked || texts[field.id] !== undefined}
            onChange={(text) => onChange(field.id, text)}
          />
        ))}
    </>
  );
}

function OneField({
  field,
  text,
  isOff,
  isChecked,
  onChange,
}: {
  field: FormFieldView;
  text: string;
  isOff: boolean;
  isChecked: boolean;
  onChange: (text: string) => void;
}) {
  const { label, type, pattern, isRequired, choices } = field;
  const common = {
    label,
    need: isRequired ? t('field.required') : undefined,
    required: isRequired,
    disabled: isOff,
    error: isChecked && !isOff ? fieldProblem(field, text) : null,
  };
  if (type === 'boolean')
    return isRequired || isOff ? (
      <SelectField {...common} value={text} onChange={(event) => onChange(event.target.value)}>
        <option value="">–</option>
        <option value="true">{t('word.yes')}</option>
        <option value="false">{t('word.no')}</option>
      </SelectField>
    ) : (
      <CheckField label={label} checked={text === 'true'} onChange={(isOn) => onChange(String(isOn))} />
    );
  if (type === 'enum')
    return (
      <SelectField {...common} value={text} onChange={(event) => onChange(event.target.value)}>
        <option value="">–</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    );
  if (type === 'date' && pattern !== null && isPlainPattern(pattern))
    return (
      <TextField
        {...common}
        type="date"
        value={toIsoDate(text, pattern)}
        onChange={(event) => onChange(textOfDate(event.target.value, pattern))}
      />
    );
  return (
    <TextField
      {...common}
      inputMode={type === 'long' ? 'numeric' : undefined}
      placeholder={pattern ?? undefined}
      maxLength={field.maxLength ?? undefined}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
