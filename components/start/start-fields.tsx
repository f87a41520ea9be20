import { definitionName } from '@/components/data/definition-name.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';

interface StartFieldsProps {
  readonly process: string;
  readonly businessKey: string;
  readonly onBusinessKey: (businessKey: string) => void;
}

/** Of what the instance is to be, and its business key. */
export function StartFields({ process, businessKey, onBusinessKey }: StartFieldsProps) {
  const { set } = useUrlState();
  const definitions = useView('definitions', {});
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label={t('column.definition')}
        need={t('field.required')}
        value={process}
        onChange={(event) => set({ definition: event.target.value, version: null })}
      >
        <option value="">{t('reason.choose')}</option>
        {definitions.data?.rows.map(({ definition }) => (
          <option key={definition.key} value={definition.processId}>
            {definitionName(definition)}, v{definition.version}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('column.businessKey')}
        need={t('field.optional')}
        value={businessKey}
        onChange={(event) => onBusinessKey(event.target.value)}
        className="mono"
      />
    </div>
  );
}
