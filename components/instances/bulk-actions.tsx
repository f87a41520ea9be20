'use client';
import { Ban, Copy, Pause, Pencil, Play, RotateCw } from 'lucide-react';
import { toast } from 'sonner';
import { BatchDialog } from '@/components/batches/batch-dialog.tsx';
import type { DialogKind } from '@/components/batches/batch-draft.ts';
import type { BulkDeed } from '@/components/batches/bulk-button.tsx';
import { useBulkDialog } from '@/components/batches/use-bulk-dialog.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen, Filter } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { MORE_OF_INSTANCES } from './more-of-instances.ts';
import { BulkDeeds } from '@/components/batches/bulk-deeds.tsx';
import { BulkMovesMenu } from './bulk-moves-menu.tsx';

const DEEDS: readonly BulkDeed<DialogKind>[] = [
  { kind: 'retry', operation: 'incident.retry', icon: RotateCw, word: 'instance.retry' },
  { kind: 'setVariable', operation: 'variable.set', icon: Pencil, word: 'bulk.variable' },
  { kind: 'suspend', operation: 'instance.suspend', icon: Pause, word: 'suspend.do' },
  { kind: 'resume', operation: 'instance.suspend', icon: Play, word: 'suspend.resume' },
];
const CANCEL: BulkDeed<DialogKind> = {
  kind: 'cancel',
  operation: 'instance.cancel',
  icon: Ban,
  word: 'instance.cancel',
  isDanger: true,
};

/** What can be done with the chosen instances: each action is a batch that runs in the background. */
export function BulkActions({ chosen, filter }: { chosen: Chosen; filter: Filter }) {
  const { opened, open, close } = useBulkDialog<DialogKind>(chosen);
  const { selection, count, asked } = chosen;
  const copy = async () => {
    await navigator.clipboard.writeText([...selection.keys].join('\n'));
    toast(t('bulk.copied', { count: formatCount(count) }));
  };
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
        <BulkDeeds deeds={DEEDS} groups={MORE_OF_INSTANCES} danger={CANCEL} onKind={open}>
          <BulkMovesMenu asked={asked} />
        </BulkDeeds>
      </SelectionBar>
      {opened !== null && <BatchDialog {...opened} process={process} onClose={close} />}
    </>
  );
}
