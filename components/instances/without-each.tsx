'use client';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { InstanceFilter } from '@/lib/console/contract.ts';

/** So many filters are tried; with more of them one is hardly the cause. */
const MOST_FILTERS = 6;

/** Where nothing matches: how many would without each of the filters, to see which one is too narrow. */
export function WithoutEach({
  filter,
  labelOf,
  onRemove,
}: {
  filter: Readonly<Record<string, string>>;
  labelOf: (id: string) => string;
  onRemove: (id: string) => void;
}) {
  const ids = Object.keys(filter).filter((id) => id !== 'match');
  if (ids.length < 2 || ids.length > MOST_FILTERS) return null;
  return (
    <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1">
      {ids.map((id) => (
        <Without key={id} id={id} filter={filter} label={labelOf(id)} onRemove={onRemove} />
      ))}
    </ul>
  );
}

function Without({
  id,
  filter,
  label,
  onRemove,
}: {
  id: string;
  filter: Readonly<Record<string, string>>;
  label: string;
  onRemove: (id: string) => void;
}) {
  const { [id]: _, ...rest } = filter;
  const count = useView('instance-count', rest as InstanceFilter);
  if (count.data === undefined || (!count.data.isExact && count.data.value === 0)) return null;
  const words = t(count.data.isExact ? 'filter.without' : 'filter.withoutMore', {
    field: label,
    count: formatCount(count.data.value),
  });
  return (
    <li>
      {count.data.value === 0 ? (
        <span className="text-12 text-ink-3">{words}</span>
      ) : (
        <button type="button" className="link text-12" onClick={() => onRemove(id)}>
          {words}
        </button>
      )}
    </li>
  );
}
