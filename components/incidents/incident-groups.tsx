'use client';
import { useRouter } from 'next/navigation';
import { BadFilters, badFilters } from '@/components/data/bad-filters.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { USUAL_ORDER } from './group-order.ts';
import { useIncidentFields } from './incident-filters.tsx';
import { incidentGroupColumns } from './incident-group-columns.tsx';

const GROUP_ROW_PX = 48;
const FILTERS = ['definition', 'element', 'type', 'since', 'triage', 'owner'] as const;

/** The groups as rows, or why there are none. `rows`: in the order that is asked for. */
export function IncidentGroups({
  groups,
  rows,
  hasSheet,
  onSort,
}: {
  groups: ReturnType<typeof useView<'incident-groups'>>;
  rows: readonly IncidentGroup[];
  hasSheet: boolean;
  onSort: (sort: string) => void;
}) {
  const router = useRouter();
  const { values, set } = useUrlState();
  const fields = useIncidentFields({ values, hasState: false });
  const problems = badFilters(groups.error);
  if (Object.keys(problems).length > 0)
    return <BadFilters problems={problems} fields={fields} onRemove={(id) => set({ [id]: null })} />;
  return (
    <ViewGate query={groups}>
      {(view) =>
        view.groups.length === 0 ? (
          <NoGroups lastResolvedAt={view.lastResolvedAt} />
        ) : (
          <DataGrid
            label={t('incidents.groups')}
            columns={incidentGroupColumns(hasSheet, values.sort)}
            rows={rows}
            rowKey={(row) => row.fingerprint}
            rowHeight={GROUP_ROW_PX}
            currentKey={values.group}
            onCurrent={(row) => set({ group: row.fingerprint })}
            onOpen={(row) => router.push(`/incidents/list?fingerprint=${encodeURIComponent(row.fingerprint)}`)}
            sort={values.sort ?? USUAL_ORDER}
            onSort={onSort}
            ownsKeys
            minWidth={hasSheet ? 420 : 780}
          />
        )
      }
    </ViewGate>
  );
}

function NoGroups({ lastResolvedAt }: { lastResolvedAt: number | null }) {
  const { values, set } = useUrlState();
  if (FILTERS.some((id) => values[id] !== undefined))
    return (
      <EmptyState title={t('incidents.noneMatch')}>
        <Button isSmall onClick={() => set(Object.fromEntries(FILTERS.map((id) => [id, null])))}>
          {t('filter.clear')}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState glyph="done" title={t('incidents.noneOpen')}>
      {lastResolvedAt !== null && (
        <p className="text-ink-3">
          {t('incidents.lastResolved')} <Clock at={lastResolvedAt} />
        </p>
      )}
    </EmptyState>
  );
}
