'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import type { DefinitionRef } from '@/lib/console/views/shared.ts';

/** The definition and version that the address names, else the newest of the same process. */
export function useTarget(source: DefinitionRef) {
  const { values, set } = useUrlState();
  const process = values.process ?? source.processId;
  const newest = useView('definition', { process });
  const others = newest.data?.versions.filter((each) => each.key !== source.key) ?? [];
  const chosen = others.find((each) => String(each.version) === values.target) ?? others[0];
  const refOf = (version: (typeof others)[number] | undefined): DefinitionRef | null =>
    version === undefined || newest.data === undefined
      ? null
      : { ...newest.data.definition, key: version.key, version: version.version };
  return {
    unread: newest.data === undefined ? newest : null,
    target: refOf(chosen),
    latest: refOf(others[0]),
    choose: (to: string, version: number | null) =>
      set({ process: to === source.processId ? null : to, target: version === null ? null : String(version) }),
  };
}
