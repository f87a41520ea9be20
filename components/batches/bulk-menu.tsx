import { Ellipsis } from 'lucide-react';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuLabel } from '@/components/ui/menu.tsx';
import { BulkItem, type BulkEntry } from './bulk-item.tsx';

/** Entries of a menu, under a word for what they are about where there are several groups of them. */
export interface BulkGroup<Kind extends string> {
  readonly label?: MessageKey;
  readonly entries: readonly (BulkEntry & { readonly kind: Kind })[];
}

/** What is done to a selection less often, behind the buttons of its bar. */
export function BulkMenu<Kind extends string>({
  groups,
  onKind,
}: {
  groups: readonly BulkGroup<Kind>[];
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
      {groups.flatMap(({ label, entries }) => [
        ...(label === undefined ? [] : [<MenuLabel key={label}>{t(label)}</MenuLabel>]),
        ...entries.map((entry) => <BulkItem key={entry.kind} entry={entry} onSelect={() => onKind(entry.kind)} />),
      ])}
    </Menu>
  );
}
