'use client';
import { Ban, Copy, Pause, Pencil, Play, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { BatchDialog } from '@/components/batches/batch-dialog.tsx';
import type { DialogKind } from '@/components/batches/batch-form.tsx';
import { t } from '@/components/messages/messages.ts';
import { BulkBar } from '@/components/ui/bulk-bar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';
import { countOf, type Selection } from './use-selection.ts';

/** What can be done with the chosen instances: each action is a batch that runs in the background. */
export function BulkActions({ selection, matching, filter, onAll, onClear }: { selection: Selection; matching: BoundedCount | undefined; filter: Readonly<Record<string, string>>; onAll: () => void; onClear: () => void }) {
  const [kind, setKind] = useState<DialogKind | null>(null);
  const count = countOf(selection, matching?.value ?? 0);
  if (count === 0) return null;
  const chosen = selectionOf(selection, filter);
  const isMore = selection.isAll && matching?.isExact === false;
  const copy = async () => { await navigator.clipboard.writeText([...selection.keys].join('\n')); toast(t('bulk.copied', { count: formatCount(count) })); };
  return (
    <>
      <BulkBar label={t('bulk.label')} count={t(isMore ? 'bulk.countMore' : 'bulk.count', { count: formatCount(count) })}
        aside={<>
          {!selection.isAll && matching !== undefined && matching.value > count && <Button isSmall kind="ghost" onClick={onAll}>{t(matching.isExact ? 'bulk.all' : 'bulk.allMore', { count: formatCount(matching.value) })}</Button>}
          {!selection.isAll && <Button isSmall kind="ghost" icon={Copy} onClick={() => void copy()}>{t('bulk.copy')}</Button>}
          <Button isSmall kind="ghost" icon={X} onClick={onClear}>{t('bulk.clear')}</Button>
        </>}>
        <ActionButton operation="batch.create" isSmall icon={RotateCw} onClick={() => setKind('retry')}>{t('instance.retry')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={Pencil} onClick={() => setKind('setVariable')}>{t('bulk.variable')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={Pause} onClick={() => setKind('suspend')}>{t('suspend.do')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={Play} onClick={() => setKind('resume')}>{t('suspend.resume')}</ActionButton>
        <ActionButton operation="batch.create" isSmall kind="danger" icon={Ban} onClick={() => setKind('cancel')}>{t('instance.cancel')}</ActionButton>
      </BulkBar>
      {kind !== null && <BatchDialog kind={kind} selection={chosen} count={count} onClose={(isDone) => { setKind(null); if (isDone) onClear(); }} />}
    </>
  );
}

/** As operations take it. */
export function selectionOf(selection: Selection, filter: Readonly<Record<string, string>>): InstanceSelection {
  return selection.isAll ? { filter, except: [...selection.left] } : { keys: [...selection.keys] };
}
