import { useView } from '@/components/data/use-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

/** `name = value` of what each scope holds itself, to tell them apart. */
export function useScopeValues(instance: InstanceView, isNeeded: boolean): ReadonlyMap<string, string> {
  const variables = useView('instance-variables', { instance: instance.key }, { isOff: !isNeeded });
  const texts = new Map<string, string>();
  for (const row of variables.data?.rows ?? []) {
    if (!row.isAlive || row.scopeKey === instance.key) continue;
    const before = texts.get(row.scopeKey);
    texts.set(
      row.scopeKey,
      `${before === undefined ? '' : `${before}, `}${row.name} = ${(row.text ?? row.type).slice(0, 40)}`,
    );
  }
  return texts;
}
