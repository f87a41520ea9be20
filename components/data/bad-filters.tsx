'use client';
import { X } from 'lucide-react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import type { DoorError } from '@/lib/console/client.ts';

/** What the server could not read of the address, by field. */
export function badFilters(error: DoorError | null): Readonly<Record<string, string>> {
  if (error === null || error.problem.code !== 'invalid') return {};
  return Object.fromEntries((error.problem.fields ?? []).map(({ path, message }) => [path, message]));
}

/** Nothing is shown as if it matched: the filters that cannot be read are named and can be taken out. */
export function BadFilters({
  problems,
  fields,
  onRemove,
}: {
  problems: Readonly<Record<string, string>>;
  /** What the page calls its filters; one that it does not know is called as in the address. */
  fields: readonly Pick<FilterField, 'id' | 'label'>[];
  onRemove: (id: string) => void;
}) {
  const nameOf = (id: string) => fields.find((field) => field.id === id)?.label || id;
  const entries = Object.entries(problems);
  return (
    <div role="alert" className="m-4 self-start rounded-3 border border-incident-line bg-incident-soft px-4 py-3">
      <p className="font-medium text-incident-text">
        {entries.length === 1 ? t('filter.badOne') : t('filter.bad', { count: entries.length })}
      </p>
      <ul className="mt-2 flex flex-col gap-1.5">
        {entries.map(([id, message]) => (
          <li key={id} className="flex items-center gap-3">
            <span>
              <b className="font-medium">{nameOf(id)}:</b> {message}
            </span>
            <Button isSmall icon={X} onClick={() => onRemove(id)}>
              {t('filter.take', { field: nameOf(id) })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
