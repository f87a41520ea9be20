'use client';
import { useState } from 'react';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import { BatchActionDialog } from './batch-dialog.tsx';
import { actionOf, EMPTY_DRAFT } from './batch-draft.ts';
import { BatchForm } from './batch-form.tsx';

/** What is done to chosen tasks, and to chosen incidents. */
export type TaskBatchKind = 'assignTasks' | 'completeTasks' | 'setTaskDates' | 'setTaskPriority' | 'setTaskCandidates';
export type IncidentBatchKind = 'retry' | 'resolve';
type What =
  | { readonly of: 'tasks'; readonly kind: TaskBatchKind }
  | { readonly of: 'incidents'; readonly kind: IncidentBatchKind };

/** One action on chosen tasks or incidents, by hand or all that match: each keeps its own result. */
export function ChosenBatchDialog({
  what,
  selection,
  count,
  onClose,
}: {
  what: What;
  selection: InstanceSelection;
  count: number;
  onClose: (isDone: boolean) => void;
}) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  return (
    <BatchActionDialog
      title={titleOf(what, count)}
      action={actionOf(what.kind, draft)}
      selection={{ ...selection, of: what.of }}
      count={count}
      onClose={(batchKey) => onClose(batchKey !== null)}
      form={
        <BatchForm
          kind={what.kind}
          process={null}
          draft={draft}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      }
    />
  );
}

function titleOf(what: What, count: number): string {
  return what.of === 'tasks'
    ? t(`tasks.title.${what.kind}`, { tasks: tCount('tasks.item', 'tasks.items', count, formatCount(count)) })
    : t(`incidents.title.${what.kind}`, {
        incidents: tCount('incidents.item', 'incidents.items', count, formatCount(count)),
      });
}
