'use client';
import { kindInWords, useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import type { MappedElement } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

const BODY = '#multiInstanceBody';

/** Each element of the present model and what takes over from it; those with a token come first, since they must be mapped. */
export function MappingTable({ instance, targetKey, mapping, selected, onSelect, onChange }: { instance: InstanceView; targetKey: string; mapping: readonly MappedElement[]; selected: string | null; onSelect: (id: string) => void; onChange: (mapping: readonly MappedElement[]) => void }) {
  const sources = useModelElements(instance.definition.key);
  const targets = useModelElements(targetKey);
  const tokens = new Map(instance.elements.filter((each) => each.active > 0).map((each) => [each.elementId, each.active]));
  // Bodies of multi-instances are mapped with their activities.
  const ids = [...new Set([...sources.keys(), ...mapping.map((each) => each.source)])].sort((one, other) => Number(tokens.has(other)) - Number(tokens.has(one)));
  const map = (source: string, target: string) => onChange(target === '' ? mapping.filter((each) => each.source !== source) : [...mapping.filter((each) => each.source !== source), { source, target, updatesTrigger: false }]);
  const update = (source: string, updatesTrigger: boolean) => onChange(mapping.map((each) => (each.source === source ? { ...each, updatesTrigger } : each)));
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('migrate.mapping')}</caption>
      <thead><tr className="sticky top-0 h-[30px] bg-sunken text-11 text-ink-2"><th className="pl-3.5 font-medium">{t('migrate.from')}</th><th className="font-medium">{t('column.kind')}</th><th className="font-medium">{t('migrate.tokens')}</th><th className="font-medium">{t('migrate.to')}</th><th className="pr-3.5 font-medium">{t('migrate.update')}</th></tr></thead>
      <tbody>
        {ids.map((id) => {
          const element = sources.get(id.replace(BODY, ''));
          const entry = mapping.find((each) => each.source === id);
          const isMissing = tokens.has(id) && entry === undefined;
          return (
            <tr key={id} className={classNames('h-[var(--row-h)] border-b border-line-faint', id === selected && 'bg-accent-soft')}>
              <td className="pl-3.5"><button type="button" aria-pressed={id === selected} className="text-left font-medium hover:underline" onClick={() => onSelect(id)}>{element?.name ?? id}{id.endsWith(BODY) && ` ${t('migrate.body')}`}</button></td>
              <td className="text-ink-2">{element === undefined ? '–' : kindInWords(element.kind)}</td>
              <td className="num">{tokens.get(id) ?? '–'}</td>
              <td><select aria-label={t('migrate.toOf', { element: element?.name ?? id })} aria-invalid={isMissing || undefined} value={entry?.target ?? ''} onChange={(event) => map(id, event.target.value)} className="h-[26px] w-full max-w-[260px] rounded-2 border border-control bg-surface px-1.5 text-12 aria-invalid:border-incident dark:bg-canvas">
                <option value="">{t('migrate.notMapped')}</option>
                {[...targets.values()].flatMap((each) => [each.id, ...(id.endsWith(BODY) ? [each.id + BODY] : [])]).map((to) => <option key={to} value={to}>{targets.get(to.replace(BODY, ''))?.name ?? to}{to.endsWith(BODY) ? ` ${t('migrate.body')}` : ''}</option>)}
              </select></td>
              <td className="pr-3.5"><input type="checkbox" aria-label={t('migrate.updateOf', { element: element?.name ?? id })} disabled={entry === undefined} checked={entry?.updatesTrigger ?? false} onChange={(event) => update(id, event.target.checked)} className="size-4 accent-[var(--accent)]" /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
