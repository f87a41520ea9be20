'use client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useHostedDialog } from '@/components/actions/dialog-host.tsx';
import { BatchActionDialog, instancesOf } from '@/components/batches/batch-dialog.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { onlyOf } from '@/components/modify/modify-many.tsx';
import { CheckField, TextField } from '@/components/ui/field.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { BatchAction, InstanceSelection } from '@/lib/console/contract.ts';
import type { SelectionReach } from '@/lib/console/views/batch-view.ts';
import { MigrateBoard, type Migration, TargetChoice } from './migrate-board.tsx';
import { useTarget } from './use-target.ts';

/** How many go first, where a sample is wanted. */
const FIRST_SAMPLE = 10;

/** Many instances of one version go on in another: all of them, or some first. */
export function MigrateMany({
  reach,
  selection,
  choice,
  onDone,
}: {
  reach: SelectionReach;
  selection: InstanceSelection;
  choice: ReactNode;
  onDone: (batchKey: string | null) => void;
}) {
  const { definition } = reach;
  const { unread, target, latest, choose } = useTarget(definition);
  const open = useHostedDialog();
  const [isSample, setSample] = useState(false);
  const [size, setSize] = useState(String(FIRST_SAMPLE));
  const count = isSample && /^\d+$/.test(size) ? Math.min(Math.max(1, Number(size)), reach.keys.length) : reach.running;
  const chosen: InstanceSelection = isSample ? { keys: reach.keys.slice(0, count) } : onlyOf(selection, reach);
  const actionOf = ({ target: to, mapping, variables, skipsListeners, skipsMappings }: Migration): BatchAction => ({
    kind: 'migrate',
    sourceDefinitionKey: definition.key,
    targetDefinitionKey: to.key,
    mapping,
    variables,
    skipsListeners,
    skipsMappings,
  });
  const title = t('batch.title.migrate', { instances: instancesOf(count) });
  const tokens = new Map(
    reach.elements.filter((each) => each.active > 0).map((each): [string, number] => [each.elementId, each.active]),
  );
  const choices = (
    <>
      <div className="flex items-end gap-2">
        <CheckField label={t('migrate.sampleFirst')} checked={isSample} onChange={setSample} />
        {isSample && (
          <div className="w-[70px]">
            <TextField
              label={t('migrate.sampleSize')}
              type="number"
              min={1}
              max={reach.keys.length}
              value={size}
              onChange={(event) => setSize(event.target.value)}
            />
          </div>
        )}
      </div>
      {choice}
      <TargetChoice source={definition} target={target} onTarget={choose} />
    </>
  );
  const review = (migration: Migration) =>
    open((close) => (
      <BatchActionDialog
        title={title}
        action={actionOf(migration)}
        selection={chosen}
        count={count}
        onClose={(batchKey) => {
          close();
          if (batchKey !== null) onDone(batchKey);
        }}
      />
    ));
  if (target === null)
    return (
      <>
        <PageHead title={title} actions={choices} />
        {unread === null ? (
          <EmptyState title={t('migrate.noOther')} />
        ) : (
          <ViewGate query={unread}>{() => null}</ViewGate>
        )}
      </>
    );
  return (
    <MigrateBoard
      key={target.key}
      operation="batch.create"
      title={title}
      source={definition}
      target={target}
      latest={latest}
      counts={reach.elements}
      tokens={tokens}
      version={count}
      choice={choices}
      blockedBecause={null}
      toParameters={(migration) => ({ selection: chosen, action: actionOf(migration) })}
      onLatest={() => {
        if (latest !== null) choose(latest.processId, latest.version);
      }}
      onReview={review}
    />
  );
}
