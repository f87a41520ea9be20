import { Star } from 'lucide-react';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { definitionName } from '@/components/data/definition-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import type { DefinitionRow } from '@/lib/console/views/definition-view.ts';

/** Filled: the person has put the process first. */
export function StarButton({ row, onStar }: { row: DefinitionRow; onStar: (row: DefinitionRow) => void }) {
  const missing = useBlockedBecause('definition.star');
  return (
    <IconButton
      icon={Star}
      isSmall
      label={t('definitions.star', { name: definitionName(row.definition) })}
      shortcut="*"
      aria-pressed={row.isStarred}
      data-operation="definition.star"
      blockedBecause={missing}
      onClick={(event) => {
        event.stopPropagation();
        onStar(row);
      }}
      className="text-ink-3 aria-pressed:text-accent-text aria-pressed:[&>svg]:fill-current"
    />
  );
}
