import type { DefinitionRef } from '@/lib/console/views/shared';

/** What people call a definition: its name in the model; one without a name goes by its process id. */
export function definitionName({ name, processId }: Pick<DefinitionRef, 'name' | 'processId'>): string {
  return name?.trim() || processId;
}

/** "Order fulfilment v3": for sentences and texts of one line. */
export function versionName(definition: Pick<DefinitionRef, 'name' | 'processId' | 'version'>): string {
  return `${definitionName(definition)} v${definition.version}`;
}

/** The same on a screen, the version quieter and never cut off; the process id, which two definitions of one name differ in, shows on hover. */
export function DefinitionName({ definition }: { definition: Pick<DefinitionRef, 'name' | 'processId' | 'version'> }) {
  return (
    <span title={definition.processId} className="inline-flex max-w-full items-baseline gap-1 align-bottom">
      <span className="truncate">{definitionName(definition)}</span>
      <span className="flex-none text-ink-3">v{definition.version}</span>
    </span>
  );
}
