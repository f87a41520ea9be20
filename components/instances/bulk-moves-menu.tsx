import { Waypoints } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { BulkItem } from '@/components/batches/bulk-item.tsx';
import { drawnBatch, MAX_KEYS_IN_ADDRESS } from '@/components/batches/many.ts';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';

/** What is drawn on the diagram of the chosen instances, on a page of its own. */
export function BulkMovesMenu({ asked }: { asked: Chosen['asked'] }) {
  const router = useRouter();
  const keys = asked.keys?.length ?? asked.except?.length ?? 0;
  const tooMany = keys > MAX_KEYS_IN_ADDRESS ? t('bulk.tooMany') : null;
  return (
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
  );
}
