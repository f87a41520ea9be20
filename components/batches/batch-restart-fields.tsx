import { versionName } from '@/components/data/definition-name';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { useView } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import type { FormProps } from './batch-form-props.ts';

/** What of the model is not called when tokens are taken away or put somewhere. */
export function Skips({ draft, onChange }: FormProps) {
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
export function RestartFields({ process, draft, onChange }: FormProps & { process: string | null }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <RestartVersion process={process} draft={draft} onChange={onChange} />
        <SelectField
          label={t('restart.variables')}
          value={draft.from}
          onChange={(event) => onChange({ from: event.target.value === 'initial' ? 'initial' : 'last' })}
        >
          <option value="last">{t('restart.last')}</option>
          <option value="initial">{t('restart.initial')}</option>
        </SelectField>
        <RestartElement draft={draft} onChange={onChange} />
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

function RestartVersion({ process, draft, onChange }: FormProps & { process: string | null }) {
  const definitions = useView('definitions', {});
  const chosen = useView(
    'definition',
    draft.definitionKey === '' ? { process: process ?? '' } : { key: draft.definitionKey },
    { isOff: draft.definitionKey === '' && process === null },
  );
  return (
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
  );
}

function RestartElement({ draft, onChange }: FormProps) {
  const elements = useModelElements(draft.definitionKey === '' ? null : draft.definitionKey);
  return (
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
  );
}
