import { valueProblem } from '@/components/actions/variable-types.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import type { TaskForm } from './use-task-form.ts';

/** The task's variables, where it has no form of its own. */
export function TaskValues({ values: { fields, edited, edit }, isOff }: { values: TaskForm; isOff: boolean }) {
  if (fields.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-12 font-semibold">{t('tasks.form')}</h3>
      {fields.map((row) => (
        <ValueField
          key={row.key}
          row={row}
          text={edited[row.name] ?? row.text ?? ''}
          isOff={isOff}
          onChange={(text) => edit(row.name, text)}
        />
      ))}
    </section>
  );
}

function ValueField({
  row,
  text,
  isOff,
  onChange,
}: {
  row: VariableRow;
  text: string;
  isOff: boolean;
  onChange: (text: string) => void;
}) {
  if (row.type === 'Boolean')
    return (
      <SelectField
        label={row.name}
        need={row.type}
        value={text}
        disabled={isOff}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="true">{t('word.yes')}</option>
        <option value="false">{t('word.no')}</option>
      </SelectField>
    );
  return (
    <TextField
      label={row.name}
      need={row.type}
      value={text}
      disabled={isOff}
      error={text === row.text ? null : valueProblem(row.type, text)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
