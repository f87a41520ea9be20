import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';

const MOST_RETRIES = 10;

/** Attempts as they are written; null: no number of them that can be given. */
export function retriesOf(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_RETRIES ? Number(text) : null;
}

export function RetriesField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <TextField
      label={t('retry.count')}
      type="number"
      min={1}
      max={MOST_RETRIES}
      value={text}
      error={retriesOf(text) === null ? t('retry.countError', { most: MOST_RETRIES }) : null}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
