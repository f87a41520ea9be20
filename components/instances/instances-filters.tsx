import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { type InstanceList, NOT_FILTERS } from './use-instance-list.ts';

const VIEWS = [
  { id: 'running', label: t('instances.running'), state: 'running' },
  { id: 'incident', label: t('instances.withIncident'), state: 'incident' },
  { id: 'completed', label: t('instances.completed'), state: 'completed' },
  { id: 'cancelled', label: t('instances.cancelled'), state: 'cancelled' },
  { id: 'all', label: t('instances.all'), state: null },
] as const;
const MATCH = [
  { id: 'all', label: t('filter.all') },
  { id: 'any', label: t('filter.any') },
] as const;

/** The usual states by one click, and the filters with how they are joined. */
export function InstancesFilters({ instances }: { instances: InstanceList }) {
  const { values, set, fields, filters, shown, hasMany, isAny, problems, change } = instances;
  return (
    <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
      <div className="flex">
        <div className="inline-flex gap-px rounded-2 border border-line p-0.5">
          {VIEWS.map((view) => (
            <button
              key={view.id}
              type="button"
              aria-pressed={
                shown.state === view.state ||
                (view.state === null && values.view === 'all' && shown.state === undefined)
              }
              onClick={() =>
                set({
                  ...Object.fromEntries(Object.keys(filters).map((id) => [id, null])),
                  match: null,
                  state: view.state,
                  view: view.state === null ? 'all' : null,
                })
              }
              className="h-6 rounded-1 px-2.5 text-12 font-medium text-ink-2 hover:text-ink aria-pressed:bg-press aria-pressed:text-ink"
            >
              {view.label}
            </button>
          ))}
        </div>
      </div>
      <ListFilterBar
        fields={fields}
        address={values}
        values={shown}
        problems={problems}
        besides={[...NOT_FILTERS, 'match']}
        onChange={change}
        lead={
          hasMany && (
            <span className="inline-flex items-center gap-1.5 text-12 text-ink-2">
              {t('filter.matchWord')}
              <Segmented
                label={t('filter.match')}
                value={isAny ? 'any' : 'all'}
                options={MATCH}
                onChange={(id) => set({ match: id === 'any' ? 'any' : null })}
              />
            </span>
          )
        }
      />
    </div>
  );
}
