import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';

/** When something is to be done; empty: at once. */
export function LaterField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <div className="w-[240px]">
      <TextField
        label={t('suspend.at')}
        need={t('field.optional')}
        help={t('suspend.atHelp')}
        type="datetime-local"
        step={1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
