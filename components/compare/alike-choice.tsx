import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';

const ALIKE = 20;

/** Those of the same version that ended as modelled: what they had is what it takes. */
export function AlikeChoice({
  definition,
  except,
  onPick,
}: {
  definition: string;
  except: string | undefined;
  onPick: (key: string) => void;
}) {
  const alike = useView('instances', { definition, state: 'completed', sort: '-ended', limit: ALIKE });
  const rows = (alike.data?.rows ?? []).filter((row) => row.key !== except);
  if (alike.data !== undefined && rows.length === 0)
    return <p className="text-12 text-ink-3">{t('compare.noAlike')}</p>;
  return (
    <label className="flex items-center gap-2 text-12 text-ink-2">
      {t('compare.alike')}
      <select
        value=""
        onChange={(event) => {
          if (event.target.value !== '') onPick(event.target.value);
        }}
        className="h-[26px] min-w-0 flex-1 rounded-2 border border-control bg-surface px-1.5 text-12 text-ink dark:bg-canvas"
      >
        <option value="">{t('reason.choose')}</option>
        {rows.map((row) => (
          <option key={row.key} value={row.key}>
            {row.businessKey ?? row.key}
          </option>
        ))}
      </select>
    </label>
  );
}
