import { useEffect, useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';

/** By key, or by the business key of the newest that has it. */
export function InstancePicker({
  label,
  chosen,
  onPick,
}: {
  label: string;
  chosen: string | undefined;
  onPick: (key: string) => void;
}) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const found = useView('instances', { businessKey: asked, limit: 1 }, { isOff: asked === '' });
  const hit = asked !== '' && !found.isPlaceholderData ? found.data?.rows[0]?.key : undefined;
  useEffect(() => {
    if (hit === undefined) return;
    setAsked('');
    if (hit !== chosen) onPick(hit);
  }, [hit, chosen, onPick]);
  const isMissing = asked !== '' && found.isSuccess && !found.isFetching && hit === undefined;
  const pick = () => {
    const trimmed = text.trim();
    if (/^\d{15,18}$/.test(trimmed)) onPick(trimmed);
    else setAsked(trimmed);
  };
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        pick();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={`${label}: ${t('compare.keyHelp')}`}
          value={text}
          error={isMissing ? t('compare.notFound', { key: asked }) : null}
          onChange={(event) => setText(event.target.value)}
          className="mono"
        />
      </div>
      <div className="pt-5">
        <Button type="submit" disabled={text.trim() === ''}>
          {t('compare.pick')}
        </Button>
      </div>
    </form>
  );
}
