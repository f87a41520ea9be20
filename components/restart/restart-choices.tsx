import { X } from 'lucide-react';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { Refusal } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { SkipChoices } from '@/components/modify/skip-choices.tsx';
import { IconButton } from '@/components/ui/button.tsx';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import type { RestartPlan } from './use-restart-plan.ts';

/** Where it begins, in which version, with which variables and how; at the end what the checks say. */
export function RestartChoices({ plan }: { plan: RestartPlan }) {
  const { variables, starts, rehearsal } = plan;
  return (
    <aside
      aria-label={t('restart.choices')}
      className="flex w-[400px] flex-none flex-col gap-4 overflow-auto border-l border-line bg-surface p-4 max-[1100px]:w-[320px]"
    >
      <Starts plan={plan} />
      <VersionAndVariables plan={plan} />
      <VariableDrafts
        title={t(variables.from === 'last' ? 'restart.edited' : 'restart.changed')}
        drafts={variables.drafts}
        onChange={variables.setDrafts}
      />
      <How plan={plan} />
      {starts.length > 0 && (
        <section>
          <h3 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h3>
          {rehearsal.error !== null ? (
            <Refusal error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />
          ) : (
            <ChecksList preview={rehearsal.data} />
          )}
        </section>
      )}
    </aside>
  );
}

function Starts({ plan: { starts, words, toggle, chooseElement, elements } }: { plan: RestartPlan }) {
  return (
    <section>
      <h2 className="mb-1.5 text-12 font-semibold">{t('restart.at')}</h2>
      {starts.length === 0 && <p className="mb-3 text-ink-3">{t('restart.noStart')}</p>}
      <ul className={starts.length === 0 ? undefined : 'mb-2'}>
        {starts.map((start) => (
          <li key={JSON.stringify(start)} className="flex min-h-7 items-center gap-2">
            <span className="min-w-0 flex-1 break-words">{words(start)}</span>
            <IconButton
              isSmall
              icon={X}
              label={t('restart.removeStart', { start: words(start) })}
              onClick={() => toggle(start)}
            />
          </li>
        ))}
      </ul>
      <SelectField
        label={t('restart.addStart')}
        value=""
        onChange={(event) => chooseElement(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{t('reason.choose')}</option>
        {[...elements.values()].map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </SelectField>
    </section>
  );
}

function VersionAndVariables({ plan: { definition, definitionKey, chooseVersion, variables } }: { plan: RestartPlan }) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label={t('column.version')}
        value={definitionKey}
        onChange={(event) => chooseVersion(event.target.value)}
      >
        {definition.data?.versions.map((each) => (
          <option key={each.key} value={each.key}>
            v{each.version}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('restart.variables')}
        value={variables.from}
        onChange={(event) => variables.setFrom(event.target.value === 'initial' ? 'initial' : 'last')}
      >
        <option value="last">{t('restart.last')}</option>
        <option value="initial">{t('restart.initial')}</option>
      </SelectField>
    </div>
  );
}

function How({ plan: { keepsBusinessKey, setKeeps, skips, setSkips } }: { plan: RestartPlan }) {
  return (
    <SkipChoices skips={skips} onSkips={setSkips}>
      <CheckField label={t('restart.keeps')} checked={keepsBusinessKey} onChange={setKeeps} />
      <br />
    </SkipChoices>
  );
}
