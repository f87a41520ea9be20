'use client';
import { Ban, Copy, Ellipsis, Pause, Pencil, Play, RotateCw, Waypoints } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { BatchDialog } from '@/components/batches/batch-dialog.tsx';
import type { DialogKind } from '@/components/batches/batch-draft.ts';
import { BulkItem } from '@/components/batches/bulk-item.tsx';
import { drawnBatch, MAX_KEYS_IN_ADDRESS } from '@/components/batches/many.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen, Filter } from '@/components/data/use-selection.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Menu, MenuLabel } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';

interface Entry {
  readonly kind: DialogKind;
  readonly operation: OperationName;
  readonly word: MessageKey;
  readonly isDanger?: true;
}
/** What is needed less often, by what it is about. */
const MORE: readonly { readonly label: MessageKey; readonly entries: readonly Entry[] }[] = [
  {
    label: 'bulk.changeData',
    entries: [{ kind: 'removeVariable', operation: 'variable.remove', word: 'bulk.removeVariable' }],
  },
  {
    label: 'bulk.jobs',
    entries: [
      { kind: 'setRetries', operation: 'job.set-retries', word: 'bulk.retries' },
      { kind: 'setDueDate', operation: 'job.set-due-date', word: 'bulk.dueDate' },
      { kind: 'setPriority', operation: 'job.set-priority', word: 'bulk.priority' },
      { kind: 'execute', operation: 'job.execute', word: 'bulk.execute' },
      { kind: 'suspendJobs', operation: 'job.suspend', word: 'bulk.suspendJobs' },
      { kind: 'resumeJobs', operation: 'job.resume', word: 'bulk.resumeJobs' },
      { kind: 'unlockWork', operation: 'job.unlock', word: 'bulk.unlockWork' },
      { kind: 'completeWork', operation: 'job.complete', word: 'bulk.completeWork' },
      { kind: 'failWork', operation: 'job.fail', word: 'bulk.failWork' },
      { kind: 'throwError', operation: 'job.throw-error', word: 'bulk.throwError' },
      { kind: 'correlate', operation: 'message.correlate', word: 'bulk.correlate' },
      { kind: 'resolve', operation: 'incident.retry', word: 'bulk.resolve' },
    ],
  },
  {
    label: 'bulk.tasks',
    entries: [
      { kind: 'assignTasks', operation: 'task.assign', word: 'bulk.assignTasks' },
      { kind: 'setTaskDates', operation: 'task.set-dates', word: 'bulk.taskDates' },
      { kind: 'setTaskPriority', operation: 'task.set-priority', word: 'bulk.taskPriority' },
      { kind: 'setTaskCandidates', operation: 'task.set-candidates', word: 'bulk.taskCandidates' },
    ],
  },
  {
    label: 'bulk.over',
    entries: [
      { kind: 'restart', operation: 'instance.restart', word: 'bulk.restart' },
      { kind: 'delete', operation: 'instance.delete-history', word: 'bulk.delete', isDanger: true },
      { kind: 'deleteDecisions', operation: 'instance.delete-history', word: 'bulk.deleteDecisions', isDanger: true },
    ],
  },
];

/** What can be done with the chosen instances: each action is a batch that runs in the background. */
export function BulkActions({ chosen, filter }: { chosen: Chosen; filter: Filter }) {
  const router = useRouter();
  const [kind, setKind] = useState<DialogKind | null>(null);
  const retryMissing = useBlockedBecause('incident.retry');
  const variableMissing = useBlockedBecause('variable.set');
  const suspendMissing = useBlockedBecause('instance.suspend');
  const cancelMissing = useBlockedBecause('instance.cancel');
  const { selection, count, asked } = chosen;
  if (count === 0) return null;
  const copy = async () => {
    await navigator.clipboard.writeText([...selection.keys].join('\n'));
    toast(t('bulk.copied', { count: formatCount(count) }));
  };
  const tooMany = (asked.keys?.length ?? asked.except?.length ?? 0) > MAX_KEYS_IN_ADDRESS ? t('bulk.tooMany') : null;
  const process = /^[^,:]+/.exec(filter.definition ?? '')?.[0] ?? null;
  return (
    <>
      <SelectionBar
        label={t('bulk.label')}
        chosen={chosen}
        aside={
          !selection.isAll && (
            <Button isSmall kind="ghost" icon={Copy} onClick={() => void copy()}>
              {t('bulk.copy')}
            </Button>
          )
        }
      >
        <ActionButton
          operation="batch.create"
          isSmall
          icon={RotateCw}
          blockedBecause={retryMissing}
          onClick={() => setKind('retry')}
        >
          {t('instance.retry')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Pencil}
          blockedBecause={variableMissing}
          onClick={() => setKind('setVariable')}
        >
          {t('bulk.variable')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Pause}
          blockedBecause={suspendMissing}
          onClick={() => setKind('suspend')}
        >
          {t('suspend.do')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Play}
          blockedBecause={suspendMissing}
          onClick={() => setKind('resume')}
        >
          {t('suspend.resume')}
        </ActionButton>
        <Menu
          trigger={
            <Button isSmall icon={Waypoints}>
              {t('bulk.moves')}
            </Button>
          }
        >
          <BulkItem
            entry={{ operation: 'instance.modify', word: 'bulk.modify' }}
            blockedBecause={tooMany}
            onSelect={() => router.push(drawnBatch('modify', asked))}
          />
          <BulkItem
            entry={{ operation: 'instance.migrate', word: 'bulk.migrate' }}
            blockedBecause={tooMany}
            onSelect={() => router.push(drawnBatch('migrate', asked))}
          />
        </Menu>
        <Menu
          trigger={
            <Button isSmall icon={Ellipsis}>
              {t('bulk.more')}
            </Button>
          }
        >
          {MORE.flatMap(({ label, entries }) => [
            <MenuLabel key={label}>{t(label)}</MenuLabel>,
            ...entries.map((entry) => <BulkItem key={entry.kind} entry={entry} onSelect={() => setKind(entry.kind)} />),
          ])}
        </Menu>
        <ActionButton
          operation="batch.create"
          isSmall
          kind="danger"
          icon={Ban}
          blockedBecause={cancelMissing}
          onClick={() => setKind('cancel')}
        >
          {t('instance.cancel')}
        </ActionButton>
      </SelectionBar>
      {kind !== null && (
        <BatchDialog
          kind={kind}
          selection={asked}
          count={count}
          process={process}
          onClose={(isDone) => {
            setKind(null);
            if (isDone) chosen.clear();
          }}
        />
      )}
    </>
  );
}
