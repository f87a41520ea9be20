import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { ElementChange } from './plan.ts';

interface ChangedNoteProps {
  readonly definitionKey: string;
  readonly changes: readonly ElementChange[];
  readonly onSeen: () => void;
}

/** The instance went on while it was planned: what has changed is to be seen before the plan is applied. */
export function ChangedNote({ definitionKey, changes, onSeen }: ChangedNoteProps) {
  const elements = useModelElements(definitionKey);
  const words = changes.map(({ elementId, before, after }) =>
    t('modify.change', { element: elements.get(elementId)?.name ?? elementId, before, after }),
  );
  return (
    <div
      role="alert"
      className="flex flex-none items-center gap-3 border-b border-warning-line bg-warning-soft px-[var(--page-x)] py-2"
    >
      <p className="min-w-0 flex-1">{t('modify.changed', { changes: words.join('; ') })}</p>
      <Button isSmall onClick={onSeen}>
        {t('modify.onNewState')}
      </Button>
    </div>
  );
}
