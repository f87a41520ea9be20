import type { RestartRequest, Skipping, StartInstruction } from '@/engine/index.ts';
import { named } from '@/lib/models/element-words.ts';
import type { RestartChoices, RestartStart, SkipParameters } from './contract.ts';
import { typedValues } from './typed-value.ts';

/** What a person chose, as the engine takes a finished instance up again. */
export function restartRequest({
  definitionKey,
  starts,
  variables,
  changed = [],
  leftOut = [],
  keepsBusinessKey,
  skipsListeners = false,
  skipsMappings = false,
}: RestartChoices & SkipParameters): RestartRequest & Skipping {
  return {
    definitionKey,
    instructions: starts.map(startOf),
    usesInitialVariables: variables === 'initial',
    keepsBusinessKey,
    allowsOtherDefinition: true,
    changedVariables: typedValues(changed).values,
    leftOutVariables: leftOut,
    skipsListeners,
    skipsMappings,
  };
}

function startOf(start: RestartStart): StartInstruction {
  const base = { ancestorKey: null, variables: {}, localVariables: {}, scopeVariables: {} };
  if (start.kind === 'flow') return { kind: 'startTransition', flowId: start.flowId, ...base };
  return {
    kind: start.kind === 'before' ? 'startBefore' : 'startAfter',
    at: { elementId: start.elementId, isBody: start.isBody ?? false },
    ...base,
  };
}

/** Where a new instance begins, in words; `definitionKey`: of its model. */
export function placesOf(starts: readonly RestartStart[], definitionKey: string): string {
  return starts
    .map((start) =>
      start.kind === 'flow'
        ? `on the flow ${named(start.flowId, definitionKey)}`
        : `${start.kind} ${named(start.elementId, definitionKey)}`,
    )
    .join(', ');
}
