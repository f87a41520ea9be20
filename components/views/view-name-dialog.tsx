import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { TextField } from '@/components/ui/field.tsx';
import type { SavedView } from '@/lib/console/views/saved-view.ts';

const MOST_CHARACTERS = 80;

/** How a view is called. `view`: the one that is renamed; null: a new one. */
export function ViewNameDialog({
  view,
  onSave,
  onClose,
}: {
  view: SavedView | null;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const [name, setName] = useState(view?.name ?? '');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('views.saveTitle')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} onClick={() => void onSave(name.trim())}>
            {t('views.save')}
          </Button>
        </>
      }
    >
      <form
        className="p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void onSave(name.trim());
        }}
      >
        <TextField
          label={t('views.name')}
          value={name}
          maxLength={MOST_CHARACTERS}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
