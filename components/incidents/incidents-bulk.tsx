'use client';
import { AlarmClock, Check, RotateCw } from 'lucide-react';
import { ActionButton, ActionsOff } from '@/components/actions/action-button.tsx';
import { BulkButton, type BulkDeed } from '@/components/batches/bulk-button.tsx';
import { BulkMenu } from '@/components/batches/bulk-menu.tsx';
import { ChosenBatchDialog, type IncidentBatchKind } from '@/components/batches/chosen-batch-dialog.tsx';
import { useBulkDialog } from '@/components/batches/use-bulk-dialog.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';
import { MenuItem } from '@/components/ui/menu.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import { BlockableMenu, OwnerMenu, SNOOZES } from './triage-actions.tsx';
import { useTriageMany } from './use-triage-many.ts';

const RETRY: BulkDeed<IncidentBatchKind> = {
  kind: 'retry',
  operation: 'incident.retry',
  icon: RotateCw,
  word: 'incidents.bulkRetry',
};
const MORE = [{ kind: 'resolve', operation: 'incident.retry', word: 'incidents.bulkResolve' }] as const;

/**
 * What can be done with the chosen incidents: retried or resolved as a batch, or the groups of those that were chosen
 * by hand seen, owned and snoozed at once.
 */
export function IncidentsBulk({ chosen, rows }: { chosen: Chosen; rows: readonly IncidentRow[] }) {
  const { opened, open, close } = useBulkDialog<IncidentBatchKind>(chosen);
  const triaged = rows.filter((row) => row.isOpen && chosen.selection.keys.has(row.key));
  const { run, isRunning } = useTriageMany(triaged);
  const acknowledge = () => run('incident.acknowledge', (incidentKey) => ({ incidentKey, isAcknowledged: true }));
  return (
    <>
      <SelectionBar label={t('incidents.bulk')} chosen={chosen}>
        <BulkButton deed={RETRY} onKind={open} />
        <ActionsOff because={chosen.selection.isAll ? t('incidents.triageByHand') : null}>
          <ActionButton
            operation="incident.acknowledge"
            isSmall
            icon={Check}
            isBusy={isRunning}
            onClick={() => void acknowledge()}
          >
            {t('triage.acknowledge')}
          </ActionButton>
          <OwnerMenu
            label={t('triage.assign')}
            canClear
            onAssign={(owner) => void run('incident.assign', (incidentKey) => ({ incidentKey, owner }))}
          />
          <BlockableMenu operation="incident.snooze" icon={AlarmClock} label={t('triage.snooze')}>
            {SNOOZES.map(({ label, ms }) => (
              <MenuItem
                key={label}
                onSelect={() =>
                  void run('incident.snooze', (incidentKey) => ({
                    incidentKey,
                    until: new Date(Date.now() + ms).toISOString(),
                  }))
                }
              >
                {t(label)}
              </MenuItem>
            ))}
          </BlockableMenu>
        </ActionsOff>
        <BulkMenu groups={[{ entries: MORE }]} onKind={open} />
      </SelectionBar>
      {opened !== null && (
        <ChosenBatchDialog
          what={{ of: 'incidents', kind: opened.kind }}
          selection={opened.selection}
          count={opened.count}
          onClose={close}
        />
      )}
    </>
  );
}
