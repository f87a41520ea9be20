'use client';
import { useRouter } from 'next/navigation';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import { ClosedGroups } from './closed-groups.tsx';
import { FacetChips } from './facet-chips.tsx';
import { GroupDetails } from './group-details.tsx';
import { inOrder, nextUnowned, USUAL_ORDER } from './group-order.ts';
import { IncidentFilters } from './incident-filters.tsx';
import { IncidentGroups } from './incident-groups.tsx';
import { IncidentsShown } from './incidents-shown.tsx';

/** Failures of one cause together, worst first. */
export function IncidentsPage() {
  const { values, set } = useUrlState();
  // Beside the sheet the list keeps what triage is about: what, how many, whose, how far.
  const hasSheet = useIsNarrow() && values.group !== undefined;
  const { definition, element, type, since, triage, owner } = values;
  const groups = useView('incident-groups', { definition, element, type, since, triage, owner });
  // Chips show what there is to choose from, whatever is chosen.
  const all = useView('incident-groups', { definition, since, triage, owner });
  const shown = inOrder(groups.data?.groups ?? [], values.sort);
  const sortBy = (sort: string) => set({ sort: sort === USUAL_ORDER ? null : sort });
  const toUnowned = () => {
    const next = nextUnowned(shown, values.group);
    if (next !== undefined) set({ group: next.fingerprint });
  };
  useShortcuts({ 1: () => sortBy('-open'), 2: () => sortBy('-last'), 3: () => sortBy('first'), n: toUnowned });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.incidents') }]} />
      <IncidentsHead
        sum={
          groups.data !== undefined &&
          t('incidents.sum', { open: formatCount(groups.data.open), groups: groups.data.groups.length })
        }
      />
      <IncidentFilters values={values} onChange={(id, value) => set({ [id]: value })} hasState={false} />
      {all.data !== undefined && (
        <FacetChips groups={all.data.groups} values={values} onChange={(id, value) => set({ [id]: value })} />
      )}
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className={classNames('flex min-w-0 flex-1 flex-col', hasSheet && 'mr-[480px]')}>
          <IncidentGroups groups={groups} rows={shown} hasSheet={hasSheet} onSort={sortBy} />
          {!hasSheet && <ClosedGroups definition={definition} />}
        </div>
        {values.group !== undefined && groups.data !== undefined && (
          <GroupDetails
            fingerprint={values.group}
            group={groups.data.groups.find((row) => row.fingerprint === values.group)}
            onClose={() => set({ group: null })}
          />
        )}
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canFilter />
      </StatusLine>
    </>
  );
}

/** `sum`: how many are open, in how many groups. */
function IncidentsHead({ sum }: { sum: string | false }) {
  const router = useRouter();
  const { values, replace } = useUrlState();
  return (
    <PageHead
      title={t('nav.incidents')}
      beside={sum !== false && <span className="text-ink-2">{sum}</span>}
      actions={
        <>
          <ViewsMenu screen="incidents" values={values} replace={replace} />
          <IncidentsShown value="groups" onOther={() => router.push(`/incidents/list${window.location.search}`)} />
        </>
      }
    />
  );
}
