import { Ellipsis } from 'lucide-react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import { BulkItem, type BulkEntry } from './bulk-item.tsx';

/** What is done to a selection less often, behind the buttons of its bar. */
export function BulkMenu<Kind extends string>({
  entries,
  onKind,
}: {
  entries: readonly (BulkEntry & { readonly kind: Kind })[];
  onKind: (kind: Kind) => void;
}) {
  return (
    <Menu
      trigger={
        <Button isSmall icon={Ellipsis}>
          {t('bulk.more')}
        </Button>
      }
    >
      {entries.map((entry) => (
        <BulkItem key={entry.kind} entry={entry} onSelect={() => onKind(entry.kind)} />
      ))}
    </Menu>
  );
}
