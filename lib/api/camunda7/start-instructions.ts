import type { Rejection, StartInstruction } from '@/engine/index.ts';
import type { Fields } from './fields.ts';
import { activityIdAt } from './migration-words.ts';
import { instructionRefused, readStart, wordsOf } from './modification-instructions.ts';
import { invalidRequest, type RestError } from './rest-error.ts';

const KINDS = ['startBeforeActivity', 'startAfterActivity', 'startTransition'] as const;

/** `startInstructions` of a start: where the instance begins instead of at its start event. */
export function readStartInstructions(body: Fields): readonly StartInstruction[] {
  return (body.objects('startInstructions') ?? []).map((dto) => {
    const type = KINDS.find((kind) => kind === dto.text('type'));
    if (type === undefined) throw invalidRequest('');
    return readStart(dto, type).instruction;
  });
}

/** Camunda 7's refusal of an instance that cannot begin where it is told to. */
export function startRefused(
  rejection: Rejection,
  instructions: readonly StartInstruction[],
  processDefinitionId: string,
): RestError {
  const { reason, instruction } = rejection.details;
  const [first] = instructions;
  // The element of the first is looked for before anything is done; that of a flow out of one is not.
  if (
    first &&
    first.kind !== 'startAfter' &&
    instruction === 0 &&
    (reason === 'unknownElement' || reason === 'unknownFlow')
  )
    return invalidRequest(
      `Element '${first.kind === 'startTransition' ? first.flowId : activityIdAt(first.at)}' does not exist in process ${processDefinitionId}: targetElement is null`,
    );
  const refused = instructionRefused(
    rejection,
    instructions.map((one) => ({ instruction: one, words: wordsOf(one) })),
    processDefinitionId,
  );
  return refused.status === 400 ? invalidRequest(refused.message) : refused;
}

/** The sentence of that for a start; undefined: it is about something else. */
export const startInstructionRefused = (
  rejection: Rejection,
  instructions: readonly StartInstruction[],
  processDefinitionId: string,
): string | undefined =>
  rejection.details.reason === undefined
    ? undefined
    : startRefused(rejection, instructions, processDefinitionId).message;
