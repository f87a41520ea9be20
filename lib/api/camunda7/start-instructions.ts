import type { Rejection, StartInstruction } from '@/engine/index.ts';
import type { Fields } from './fields.ts';
import { readStart } from './modification-instructions.ts';
import { invalidRequest } from './rest-error.ts';

const KINDS = ['startBeforeActivity', 'startAfterActivity', 'startTransition'] as const;

/** `startInstructions` of a start: where the instance begins instead of at its start event. */
export function readStartInstructions(body: Fields): readonly StartInstruction[] {
  return (body.objects('startInstructions') ?? []).map((dto) => {
    const type = KINDS.find((kind) => kind === dto.text('type'));
    if (type === undefined) throw invalidRequest('');
    return readStart(dto, type).instruction;
  });
}

/** Camunda 7's sentence for a place that cannot be started at; undefined: it is about something else. */
export function startInstructionRefused(
  { message, details }: Rejection,
  processDefinitionId: string,
): string | undefined {
  const elementId = String(details.elementId ?? '');
  switch (details.reason) {
    case 'unknownElement':
      return `Element '${elementId}' does not exist in process ${processDefinitionId}: targetElement is null`;
    case 'unknownFlow':
      return `Element '${elementId}' does not exist in process '${processDefinitionId}': element is null`;
    case 'flowsAfter':
      return `Cannot start after activity ${elementId}; activity has ${details.count === 0 ? 'no outgoing sequence flow to take' : 'more than one outgoing sequence flow'}`;
    case undefined:
      return undefined;
    default:
      return message;
  }
}
