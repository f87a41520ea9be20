'use client';
import { t } from '@/components/messages/messages.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

type Values = Readonly<Record<string, string>>;
const BOX =
  'h-[26px] rounded-2 border border-control bg-surface px-2 text-12 text-ink outline-none placeholder:text-ink-3 focus-visible:rounded-2 dark:bg-canvas';

/** In the page's address: `vname`, `vvalue`, `scope` (an element instance's key, or `instance`). */
export function VariablesFilter({
  values,
  scopes,
  onChange,
}: {
  values: Values;
  scopes: readonly { readonly key: string; readonly label: string }[];
  onChange: (changes: Readonly<Record<string, string | null>>) => void;
}) {
  return (
    <search aria-label={t('variable.filter')} className="flex flex-none items-center gap-1.5">
      <input
        type="search"
        aria-label={t('variable.filterName')}
        placeholder={t('variable.filterName')}
        value={values.vname ?? ''}
        onChange={(event) => onChange({ vname: event.target.value })}
        className={`${BOX} w-[128px]`}
      />
      <input
        type="search"
        aria-label={t('variable.filterValue')}
        placeholder={t('variable.filterValue')}
        value={values.vvalue ?? ''}
        onChange={(event) => onChange({ vvalue: event.target.value })}
        className={`${BOX} w-[128px]`}
      />
      {scopes.length > 0 && (
        <select
          aria-label={t('variable.filterScope')}
          value={values.scope ?? ''}
          onChange={(event) => onChange({ scope: event.target.value })}
          className={`${BOX} max-w-[150px]`}
        >
          <option value="">{t('variable.scopeAll')}</option>
          <option value="instance">{t('variable.scopeInstance')}</option>
          {scopes.map((scope) => (
            <option key={scope.key} value={scope.key}>
              {scope.label}
            </option>
          ))}
        </select>
      )}
    </search>
  );
}

export function isFiltered(values: Values): boolean {
  return [values.vname, values.vvalue, values.scope].some((value) => value !== undefined && value !== '');
}

export function matchesFilter(row: VariableRow, { vname = '', vvalue = '', scope = '' }: Values): boolean {
  const contains = (text: string | null, part: string) => (text ?? '').toLowerCase().includes(part.toLowerCase());
  return (
    (vname === '' || contains(row.name, vname)) &&
    (vvalue === '' || contains(row.text, vvalue)) &&
    (scope === '' || (scope === 'instance' ? row.scopeElementId === null : row.scopeKey === scope))
  );
}
