import { PersonField } from '@/components/actions/task-dialogs.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { FormProps } from './batch-form-props.ts';

export function Assignee({ draft, onChange }: FormProps) {
  return (
    <PersonField
      label={t('column.assignee')}
      need={t('field.optional')}
      help={t('tasks.reassignHelp')}
      value={draft.assignee}
      onChange={(assignee) => onChange({ assignee })}
    />
  );
}

export function TaskDates({ draft, onChange }: FormProps) {
  return (
    <div className="grid w-[500px] max-w-full grid-cols-2 gap-3">
      <TextField
        label={t('column.due')}
        need={t('field.optional')}
        type="datetime-local"
        step={1}
        value={draft.dueAt}
        onChange={(event) => onChange({ dueAt: event.target.value })}
      />
      <TextField
        label={t('tasks.followUp')}
        need={t('field.optional')}
        type="datetime-local"
        step={1}
        value={draft.followUpAt}
        onChange={(event) => onChange({ followUpAt: event.target.value })}
      />
    </div>
  );
}

export function Candidates({ draft, onChange }: FormProps) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('tasks.groups')}
        need={t('field.optional')}
        help={t('tasks.commas')}
        value={draft.groups}
        className="mono"
        onChange={(event) => onChange({ groups: event.target.value })}
      />
      <TextField
        label={t('tasks.users')}
        need={t('field.optional')}
        help={t('tasks.commas')}
        value={draft.users}
        className="mono"
        onChange={(event) => onChange({ users: event.target.value })}
      />
    </div>
  );
}
