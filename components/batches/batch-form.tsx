'use client';
import { versionName } from '@/components/data/definition-name';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { PersonField } from '@/components/actions/task-dialogs.tsx';
import { VARIABLE_TYPES, valueProblem } from '@/components/actions/variable-types.ts';
import { useView } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { CheckField, SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import { MOST_RETRIES, isRetries, type BatchDraft, type DialogKind } from './batch-draft.ts';

interface FormProps {
  readonly draft: BatchDraft;
  readonly onChange: (part: Partial<BatchDraft>) => void;
}

/** Kinds without a line here ask for nothing. */
export function BatchForm({
  kind,
  process,
  draft,
  onChange,
}: FormProps & { kind: DialogKind; process: string | null }) {
  switch (kind) {
    case 'retry':
    case 'setRetries':
      return (
        <div className="w-[180px]">
          <TextField
            label={t('retry.count')}
            type="number"
            min={1}
            max={MOST_RETRIES}
            value={draft.retries}
            error={isRetries(draft.retries) ? null : t('retry.countError', { most: MOST_RETRIES })}
            onChange={(event) => onChange({ retries: event.target.value })}
          />
        </div>
      );
    case 'setVariable':
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
    case 'removeVariable':
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
    case 'setDueDate':
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
    case 'setPriority':
    case 'setTaskPriority':
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
    case 'correlate':
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
    case 'completeWork':
    case 'completeTasks':
      return (
        <VariableDrafts
          title={t('tab.variables')}
          drafts={draft.variables}
          onChange={(variables) => onChange({ variables })}
        />
      );
    case 'failWork':
      return (
        <TextArea
          label={t('column.message')}
          need={t('field.required')}
          rows={2}
          value={draft.message}
          onChange={(event) => onChange({ message: event.target.value })}
        />
      );
    case 'throwError':
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
    case 'assignTasks':
      return (
        <PersonField
          label={t('column.assignee')}
          need={t('field.optional')}
          help={t('tasks.reassignHelp')}
          value={draft.assignee}
          onChange={(assignee) => onChange({ assignee })}
        />
      );
    case 'setTaskDates':
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
    case 'setTaskCandidates':
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
    case 'cancel':
      return <Skips draft={draft} onChange={onChange} />;
    case 'restart':
      return <RestartFields process={process} draft={draft} onChange={onChange} />;
    default:
      return null;
  }
}

function Skips({ draft, onChange }: FormProps) {
  return (
    <div className="flex flex-wrap gap-x-5">
      <CheckField
        label={t('modify.skipListeners')}
        checked={draft.skipsListeners}
        onChange={(skipsListeners) => onChange({ skipsListeners })}
      />
      <CheckField
        label={t('modify.skipMappings')}
        checked={draft.skipsMappings}
        onChange={(skipsMappings) => onChange({ skipsMappings })}
      />
    </div>
  );
}

/** In which definition and version, where, and with which variables all of them begin anew. */
function RestartFields({ process, draft, onChange }: FormProps & { process: string | null }) {
  const definitions = useView('definitions', {});
  const chosen = useView(
    'definition',
    draft.definitionKey === '' ? { process: process ?? '' } : { key: draft.definitionKey },
    { isOff: draft.definitionKey === '' && process === null },
  );
  const elements = useModelElements(draft.definitionKey === '' ? null : draft.definitionKey);
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('restart.in')}
          need={t('field.required')}
          value={draft.definitionKey}
          onChange={(event) => onChange({ definitionKey: event.target.value, elementId: '' })}
        >
          <option value="">{t('reason.choose')}</option>
          {chosen.data === undefined
            ? definitions.data?.rows.map(({ definition }) => (
                <option key={definition.key} value={definition.key}>
                  {versionName(definition)}
                </option>
              ))
            : chosen.data.versions.map((each) => (
                <option key={each.key} value={each.key}>
                  {chosen.data.definition.processId} v{each.version}
                </option>
              ))}
        </SelectField>
        <SelectField
          label={t('restart.variables')}
          value={draft.from}
          onChange={(event) => onChange({ from: event.target.value === 'initial' ? 'initial' : 'last' })}
        >
          <option value="last">{t('restart.last')}</option>
          <option value="initial">{t('restart.initial')}</option>
        </SelectField>
        <SelectField
          label={t('restart.at')}
          need={t('field.required')}
          value={draft.elementId}
          onChange={(event) => onChange({ elementId: event.target.value })}
        >
          <option value="">{t('reason.choose')}</option>
          {[...elements.values()].map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('modify.position')}
          value={draft.position}
          onChange={(event) => onChange({ position: event.target.value === 'after' ? 'after' : 'before' })}
        >
          <option value="before">{t('modify.positionBefore')}</option>
          <option value="after">{t('modify.positionAfter')}</option>
        </SelectField>
      </div>
      <VariableDrafts
        title={t('restart.changed')}
        drafts={draft.variables}
        onChange={(variables) => onChange({ variables })}
      />
      <div className="flex flex-wrap gap-x-5">
        <CheckField
          label={t('restart.keeps')}
          checked={draft.keepsBusinessKey}
          onChange={(keepsBusinessKey) => onChange({ keepsBusinessKey })}
        />
      </div>
      <Skips draft={draft} onChange={onChange} />
    </>
  );
}
