import { RetriesField } from '@/components/actions/retries-field.tsx';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextArea, TextField } from '@/components/ui/field.tsx';
import type { FormProps } from './batch-form-props.ts';

export function Retries({ draft, onChange }: FormProps) {
  return (
    <div className="w-[180px]">
      <RetriesField text={draft.retries} onChange={(retries) => onChange({ retries })} />
    </div>
  );
}

export function DueDate({ draft, onChange }: FormProps) {
  return (
    <div className="w-[240px]">
      <TextField
        label={t('column.due')}
        need={t('field.required')}
        type="datetime-local"
        step={1}
        value={draft.dueAt}
        onChange={(event) => onChange({ dueAt: event.target.value })}
      />
    </div>
  );
}

export function Priority({ draft, onChange }: FormProps) {
  return (
    <div className="w-[180px]">
      <TextField
        label={t('batch.priority')}
        type="number"
        value={draft.priority}
        onChange={(event) => onChange({ priority: event.target.value })}
      />
    </div>
  );
}

export function Message({ draft, onChange }: FormProps) {
  return (
    <>
      <div className="w-[300px]">
        <TextField
          label={t('batch.message')}
          need={t('field.required')}
          value={draft.message}
          className="mono"
          onChange={(event) => onChange({ message: event.target.value })}
        />
      </div>
      <VariableDrafts
        title={t('tab.variables')}
        drafts={draft.variables}
        onChange={(variables) => onChange({ variables })}
      />
    </>
  );
}

export function Failure({ draft, onChange }: FormProps) {
  return (
    <TextArea
      label={t('column.message')}
      need={t('field.required')}
      rows={2}
      value={draft.message}
      onChange={(event) => onChange({ message: event.target.value })}
    />
  );
}

export function ModelledError({ draft, onChange }: FormProps) {
  return (
    <div className="grid grid-cols-[220px_minmax(0,1fr)] gap-3">
      <TextField
        label={t('job.errorCode')}
        need={t('field.required')}
        value={draft.errorCode}
        className="mono"
        onChange={(event) => onChange({ errorCode: event.target.value })}
      />
      <TextField
        label={t('column.message')}
        need={t('field.optional')}
        value={draft.message}
        onChange={(event) => onChange({ message: event.target.value })}
      />
    </div>
  );
}
