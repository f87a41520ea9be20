'use client';
import { MessageSquareWarning } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { IncidentDetails } from '@/components/incidents/incident-details.tsx';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { IncidentsBelow } from './incidents-below.tsx';
import { useInstanceAction } from './instance-actions.tsx';
import { InstanceIncidentDeeds } from './instance-incident-deeds.tsx';
import { isShown, type SelectedElements } from './selected-elements.ts';
import { ShowMore } from './show-more.tsx';

/** With more of them the list scrolls by itself, so that the chosen one's details are in sight. */
const FEW = 4;
const COLUMNS: readonly SimpleColumn<IncidentRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '112px',
    cell: ({ isOpen }) => (
      <StateWord kind={isOpen ? 'incident' : 'done'}>{isOpen ? t('word.open') : t('word.resolved')}</StateWord>
    ),
  },
  {
    id: 'message',
    head: t('column.message'),
    cell: ({ message }) => (
      <span className="mono" title={message}>
        {message}
      </span>
    ),
  },
  {
    id: 'element',
    head: t('column.element'),
    width: '22%',
    cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
  },
  {
    id: 'raised',
    head: t('column.raised'),
    width: '72px',
    isRight: true,
    cell: ({ raisedAt }) => <Clock at={raisedAt} />,
  },
];

/** Open and closed ones; the chosen one with its stack trace and attempts. */
export function IncidentsTab({ instance, selected }: { instance: InstanceView; selected: SelectedElements }) {
  const incidents = useList('incidents', { instance: instance.key, state: 'all', limit: 100 });
  const { values, set } = useUrlState();
  const rows = incidents.rows.filter((row) => isShown(selected, row.elementId));
  if (incidents.error !== null && incidents.data === undefined)
    return <Refusal error={incidents.error} onRetry={() => void incidents.refetch()} />;
  if (incidents.isPending) return <SkeletonRows label={t('state.loading')} count={3} />;
  const chosen = rows.find((row) => row.key === values.incident) ?? rows[0];
  const actions: SimpleColumn<IncidentRow> = {
    id: 'do',
    head: t('column.actions'),
    width: '96px',
    isRight: true,
    cell: (row) => row.isOpen && <InstanceIncidentDeeds instance={instance} incident={row} />,
  };
  return (
    <>
      <ReportButton instance={instance} />
      <IncidentsBelow instance={instance} />
      {chosen === undefined ? (
        instance.calledIncidentCount === 0 && <EmptyState glyph="done" title={t('incident.noneHere')} />
      ) : (
        <>
          <div
            className={classNames('flex-none', rows.length > FEW && 'max-h-[58%] overflow-auto border-b border-line')}
          >
            <SimpleTable
              label={t('tab.incidents')}
              rows={rows}
              rowKey={(row) => row.key}
              currentKey={chosen.key}
              onRow={(row) => set({ incident: row.key })}
              columns={[...COLUMNS, actions]}
            />
            {incidents.hasNextPage && <ShowMore onMore={incidents.loadMore} />}
          </div>
          <div className="p-3.5">
            <IncidentDetails incidentKey={chosen.key} />
          </div>
        </>
      )}
    </>
  );
}

/** In Camunda 7 a running instance can be said to stand still by people, too. */
function ReportButton({ instance: { endedAt, dialect } }: { instance: InstanceView }) {
  const open = useInstanceAction();
  if (endedAt !== null || dialect !== 'camunda7') return null;
  return (
    <div className="flex justify-end px-3.5 py-2">
      <ActionButton
        operation="incident.create"
        isSmall
        icon={MessageSquareWarning}
        onClick={() => open({ kind: 'createIncident' })}
      >
        {t('incident.create')}
      </ActionButton>
    </div>
  );
}
