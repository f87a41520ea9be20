import type { badFilters } from '@/components/data/bad-filters.tsx';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { useAuditFields } from './audit-fields.ts';

/** What the log is narrowed by, and whether what the system did by itself is shown. */
export function AuditFilters({ problems }: { problems: ReturnType<typeof badFilters> }) {
  const { values, set } = useUrlState();
  const fields = useAuditFields();
  const isSystemHidden = values.kind !== 'all';
  return (
    <div className="flex flex-none items-center gap-3 px-[var(--page-x)] pb-3">
      <div className="flex-1">
        <ListFilterBar
          fields={fields}
          address={values}
          problems={problems}
          besides={['entry', 'kind']}
          onChange={(id, value) => set({ [id]: value })}
        />
      </div>
      <button type="button" aria-pressed={isSystemHidden} onClick={() => set({ kind: isSystemHidden ? 'all' : null })}>
        <Tag>{t(isSystemHidden ? 'audit.systemHidden' : 'audit.systemShown')}</Tag>
      </button>
    </div>
  );
}
