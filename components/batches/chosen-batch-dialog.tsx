'use client';
import { useState } from 'react';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { BatchActionDialog } from './batch-dialog.tsx';
import { actionOf, EMPTY_DRAFT } from './batch-draft.ts';
import { BatchForm } from './batch-form.tsx';

/** What is done to tasks, and to incidents, that were chosen one by one. */
export type TaskBatchKind = 'assignTasks' | 'completeTasks' | 'setTaskDates' | 'setTaskPriority' | 'setTaskCandidates';
export type IncidentBatchKind = 'retry' | 'resolve';
type What =
  | { readonly of: 'tasks'; readonly kind: TaskBatchKind }
  | { readonly of: 'incidents'; readonly kind: IncidentBatchKind };

/** One action on chosen tasks or incidents: each keeps its own result. */
export function ChosenBatchDialog({
  what,
  keys,
  onClose,
}: {
  what: What;
  keys: readonly string[];
  onClose: (isDone: boolean) => void;
}) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  return (
    <BatchActionDialog
      title={titleOf(what, keys.length)}
      action={actionOf(what.kind, draft)}
      selection={{ of: what.of, keys }}
      count={keys.length}
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
