'use client';
import { AlarmClock, Check, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { ChosenBatchDialog } from '@/components/batches/chosen-batch-dialog.tsx';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';
import { MenuItem } from '@/components/ui/menu.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import { BlockableMenu, OwnerMenu, SNOOZES } from './triage-actions.tsx';
import { useTriageMany } from './use-triage-many.ts';

/** What can be done with the chosen incidents: retried as a batch, or their groups seen, owned and snoozed at once. */
export function IncidentsBulk({ chosen, rows }: { chosen: Chosen; rows: readonly IncidentRow[] }) {
  const [isRetrying, setRetrying] = useState(false);
  const retryMissing = useBlockedBecause('incident.retry');
  const triaged = rows.filter((row) => row.isOpen && chosen.selection.keys.has(row.key));
  const { run, isRunning } = useTriageMany(triaged);
  const acknowledge = () => run('incident.acknowledge', (incidentKey) => ({ incidentKey, isAcknowledged: true }));
  return (
    <>
      <SelectionBar label={t('incidents.bulk')} chosen={chosen}>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={RotateCw}
          blockedBecause={retryMissing}
          onClick={() => setRetrying(true)}
        >
          {t('incidents.bulkRetry')}
        </ActionButton>
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
      </SelectionBar>
      {isRetrying && (
        <ChosenBatchDialog
          what={{ of: 'incidents', kind: 'retry' }}
          keys={[...chosen.selection.keys]}
          onClose={(isDone) => {
            setRetrying(false);
            if (isDone) chosen.clear();
          }}
        />
      )}
    </>
  );
}
