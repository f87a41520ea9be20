'use client';
import { Fragment } from 'react';
import { Check, MessageSquareWarning, NotebookPen, RotateCw } from 'lucide-react';
import { ActionButton, ActionIconButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { IncidentDetails } from '@/components/incidents/incident-details.tsx';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { Note } from '@/components/ui/panel.tsx';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';
import { isShown, type SelectedElements } from './selected-elements.ts';
import { ShowMore } from './show-more.tsx';
import { useInstanceAction } from './instance-actions.tsx';

/** With more of them the list scrolls by itself, so that the chosen one's details are in sight. */
const FEW = 4;

/** Open and closed ones; the chosen one with its stack trace and attempts. */
export function IncidentsTab({ instance, selected }: { instance: InstanceView; selected: SelectedElements }) {
  const incidents = useList('incidents', { instance: instance.key, state: 'all', limit: 100 });
  const { values, set } = useUrlState();
  const open = useInstanceAction();
  const rows = incidents.rows.filter((row) => isShown(selected, row.elementId));
  if (incidents.error !== null && incidents.data === undefined)
    return <Refusal error={incidents.error} onRetry={() => void incidents.refetch()} />;
  if (incidents.isPending) return <SkeletonRows label={t('state.loading')} count={3} />;
  const report = instance.endedAt === null && instance.dialect === 'camunda7' && (
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
  if (rows.length === 0)
    return (
      <>
        {report}
        <IncidentsBelow instance={instance} />
        {instance.calledIncidentCount === 0 && <EmptyState glyph="done" title={t('incident.noneHere')} />}
      </>
    );
  const chosen = rows.find((row) => row.key === values.incident) ?? rows[0];
  return (
    <>
      {report}
      <IncidentsBelow instance={instance} />
      <div className={classNames('flex-none', rows.length > FEW && 'max-h-[58%] overflow-auto border-b border-line')}>
        <SimpleTable<IncidentRow>
          label={t('tab.incidents')}
          rows={rows}
          rowKey={(row) => row.key}
          currentKey={chosen?.key}
          onRow={(row) => set({ incident: row.key })}
          columns={[
            {
              id: 'state',
              head: t('column.state'),
              width: '112px',
              cell: (row) => (
                <StateWord kind={row.isOpen ? 'incident' : 'done'}>
                  {row.isOpen ? t('word.open') : t('word.resolved')}
                </StateWord>
              ),
            },
            {
              id: 'message',
              head: t('column.message'),
              cell: (row) => (
                <span className="mono" title={row.message}>
                  {row.message}
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
              cell: (row) => <Clock at={row.raisedAt} />,
            },
            {
              id: 'do',
              head: t('column.actions'),
              width: '96px',
              isRight: true,
              cell: (row) =>
                row.isOpen && (
                  <span className="inline-flex">
                    <ActionIconButton
                      operation="incident.annotate"
                      icon={NotebookPen}
                      label={t('incident.annotate')}
                      onClick={() => open({ kind: 'annotateIncident', incident: row })}
                    />
                    {isReported(row, instance) ? (
                      <ActionIconButton
                        operation="incident.resolve"
                        icon={Check}
                        label={t('incident.resolve')}
                        onClick={() => open({ kind: 'resolveIncident', incident: row })}
                      />
                    ) : (
                      <ActionIconButton
                        operation="incident.retry"
                        icon={RotateCw}
                        label={t('incident.retry')}
                        onClick={() => open({ kind: 'retry', incident: row })}
                      />
                    )}
                  </span>
                ),
            },
          ]}
        />
        {incidents.hasNextPage && <ShowMore onMore={incidents.loadMore} />}
      </div>
      {chosen !== undefined && (
        <div className="p-3.5">
          <IncidentDetails incidentKey={chosen.key} />
        </div>
      )}
    </>
  );
}

/** The engine's own incidents stand for a job, in Camunda 7; others were reported by somebody. */
function isReported(row: IncidentRow, { dialect }: InstanceView): boolean {
  return dialect === 'camunda7' && row.jobKey === null;
}

/** Instances that this one called, directly or not, which have stopped: their incidents are mended there. */
function IncidentsBelow({ instance }: { instance: InstanceView }) {
  const stopped = (instance.calledTree ?? instance.called).filter((call) => call.state === 'incident');
  if (stopped.length === 0 || instance.calledIncidentCount === 0) return null;
  return (
    <div className="flex-none p-3.5 pb-0">
      <Note tone="bad">
        <p>
          {t('incident.below')}{' '}
          {stopped.slice(0, MOST_NAMED).map((call, n) => (
            <Fragment key={call.instanceKey}>
              {n > 0 && ', '}
              <InstanceLink instanceKey={call.instanceKey}>{call.businessKey ?? call.instanceKey}</InstanceLink>
            </Fragment>
          ))}
          {stopped.length > MOST_NAMED && ` … (${stopped.length})`}
        </p>
      </Note>
    </div>
  );
}
const MOST_NAMED = 5;
