import type {
  ElementPlace,
  Key,
  ModificationInstruction,
  Rejection,
  StartInstruction,
  VariableValue,
} from '@/engine/index.ts';
import { checkName, Fields } from './fields.ts';
import { activityInstanceKeyOf, MULTI_INSTANCE_SUFFIX } from './ids.ts';
import {
  bareError,
  invalidRequest,
  notValid,
  nullValue,
  processEngineException,
  RestError,
  suspended,
} from './rest-error.ts';
import { readPassingValue } from './typed-values.ts';

/** An instruction with the words that the client used for its parts: refusals repeat them. */
export interface ReadInstruction {
  readonly instruction: ModificationInstruction;
  readonly words: string;
}

type Kind = 'cancel' | 'startBeforeActivity' | 'startAfterActivity' | 'startTransition';
/** What the original says of instances whose calling activity is cancelled by its name, letter by letter. */
const REASON_OF_CALLED = 'Cancellation due to process instance modifcation';
const KINDS: ReadonlySet<string> = new Set<Kind>([
  'cancel',
  'startBeforeActivity',
  'startAfterActivity',
  'startTransition',
]);
const isKind = (text: string): text is Kind => KINDS.has(text);

/** `of`: for one instance, or for many, where an activity is all that can be named. */
export function readInstructions(body: Fields, of: 'one' | 'many'): readonly ReadInstruction[] {
  return (body.objects('instructions') ?? []).map((dto) => readInstruction(dto, of));
}

export function readInstruction(dto: Fields, of: 'one' | 'many'): ReadInstruction {
  const type = dto.text('type');
  if (type === null || !isKind(type)) throw invalidRequest('');
  if (type === 'cancel') return of === 'one' ? cancelOfOne(dto) : cancelOfMany(dto);
  return readStart(dto, type);
}

function cancelOfOne(dto: Fields): ReadInstruction {
  const activityId = dto.text('activityId');
  const activityInstanceId = dto.text('activityInstanceId');
  const transitionInstanceId = dto.text('transitionInstanceId');
  if ([activityId, activityInstanceId, transitionInstanceId].filter((id) => id !== null).length !== 1) {
    throw invalidRequest(
      "For instruction type 'cancel': exactly one, 'activityId', 'activityInstanceId', or 'transitionInstanceId', is required",
    );
  }
  if (activityInstanceId !== null)
    return {
      instruction: { kind: 'cancelElement', elementInstanceKey: keyOrText(activityInstanceId) },
      words: `Cancel activity instance '${activityInstanceId}'`,
    };
  if (transitionInstanceId !== null)
    return {
      instruction: { kind: 'cancelContinuation', jobKey: transitionInstanceId },
      words: `Cancel transition instance '${transitionInstanceId}'`,
    };
  return {
    instruction: {
      kind: 'cancelAll',
      at: placeOf(activityId ?? ''),
      onlyPresent: false,
      reasonOfCalled: REASON_OF_CALLED,
    },
    words: `Cancel all instances of activity '${activityId}'`,
  };
}

function cancelOfMany(dto: Fields): ReadInstruction {
  const activityId = required(dto, 'cancel', 'activityId');
  return {
    instruction: {
      kind: 'cancelAll',
      at: placeOf(activityId),
      onlyPresent: dto.flag('cancelCurrentActiveActivityInstances'),
      reasonOfCalled: REASON_OF_CALLED,
    },
    words: `Cancel all instances of activity '${activityId}'`,
  };
}

/** A start instruction, where no other kind makes sense. */
export function readStart(
  dto: Fields,
  type: Exclude<Kind, 'cancel'>,
): ReadInstruction & { readonly instruction: StartInstruction } {
  const id = required(dto, type, type === 'startTransition' ? 'transitionId' : 'activityId');
  const ancestorId = dto.text('ancestorActivityInstanceId');
  const base = {
    ancestorKey: ancestorId === null ? null : keyOrText(ancestorId),
    ...readVariables(dto),
    scopeVariables: {},
  };
  const within = ancestorId === null ? '' : ` with ancestor activity instance '${ancestorId}'`;
  switch (type) {
    case 'startBeforeActivity':
      return {
        instruction: { kind: 'startBefore', at: placeOf(id), ...base },
        words: `Start before activity '${id}'${within}`,
      };
    case 'startAfterActivity':
      return {
        instruction: { kind: 'startAfter', at: placeOf(id), ...base },
        words: `Start after activity '${id}'${within}`,
      };
    default:
      return {
        instruction: { kind: 'startTransition', flowId: id, ...base },
        words: `Start transition '${id}'${within}`,
      };
  }
}

function required(dto: Fields, type: Kind, name: string): string {
  const id = dto.text(name);
  if (id === null) throw invalidRequest(`For instruction type '${type}': '${name}' must be set`);
  return id;
}

function readVariables(dto: Fields): {
  variables: Record<string, VariableValue>;
  localVariables: Record<string, VariableValue>;
} {
  const variables: Record<string, VariableValue> = {};
  const localVariables: Record<string, VariableValue> = {};
  for (const [name, value] of dto.object('variables')?.entries() ?? []) {
    checkName(name);
    const typed = new Fields(value);
    (typed.flag('local') ? localVariables : variables)[name] = readPassingValue(typed, name);
  }
  return { variables, localVariables };
}

/** An id that is none of ours stays as it is: nothing will be found by it. */
const keyOrText = (id: string): Key => activityInstanceKeyOf(id) ?? id;

export function placeOf(activityId: string): ElementPlace {
  const isBody = activityId.endsWith(MULTI_INSTANCE_SUFFIX);
  return { elementId: isBody ? activityId.slice(0, -MULTI_INSTANCE_SUFFIX.length) : activityId, isBody };
}

/** Camunda 7's sentence for an instruction that cannot be done; `processDefinitionId` is quoted in some. */
export function instructionRefused(
  { code, message, details }: Rejection,
  instructions: readonly ReadInstruction[],
  processDefinitionId: string,
): RestError {
  const read = typeof details.instruction === 'number' ? instructions[details.instruction] : undefined;
  const activityId = `${details.elementId ?? ''}${details.isBody === 'true' ? MULTI_INSTANCE_SUFFIX : ''}`;
  const cannot = (why: string) => notValid(`Cannot perform instruction: ${read?.words ?? ''}; ${why}`);
  const named = /'(.*?)'/.exec(read?.words ?? '')?.[1] ?? '';
  const ancestor = /with ancestor activity instance '(.*)'$/.exec(read?.words ?? '')?.[1] ?? '';
  switch (details.reason) {
    case 'unknownElement':
    case 'unknownFlow':
      return cannot(
        read?.instruction.kind === 'startAfter'
          ? `Activity '${named}' does not exist: activity is null`
          : `Element '${named}' does not exist in process '${processDefinitionId}': element is null`,
      );
    case 'unknownElementInstance':
      return cannot(`Activity instance '${named}' does not exist: activityInstance is null`);
    case 'unknownContinuation':
      return cannot(`Transition instance '${named}' does not exist: transitionInstance is null`);
    case 'unknownAncestor':
      return cannot(`Ancestor activity instance '${ancestor}' does not exist: ancestorInstance is null`);
    case 'notAround':
      return cannot(`Scope execution for '${ancestor}' cannot be found in parent hierarchy of flow element '${named}'`);
    case 'ambiguousScope':
      return processEngineException(`Ancestor activity execution is ambiguous for activity Activity(${activityId})`);
    case 'compensationBoundary':
      return processEngineException(
        `Cannot start before activity ${activityId}; activity is a compensation boundary event.`,
      );
    case 'ambiguousHost':
      return processEngineException(`Executions for activity Activity(${activityId}) ambiguous`);
    case 'flowsAfter':
      return processEngineException(
        `Cannot start after activity ${activityId}; activity has ${details.count === 0 ? 'no outgoing sequence flow to take' : 'more than one outgoing sequence flow'}`,
      );
    case 'sequential':
      return processEngineException(
        `Concurrent instantiation not possible for activities in scope ${details.elementId}${MULTI_INSTANCE_SUFFIX}`,
      );
    case 'suspended':
      return suspended('Execution', String(details.instanceKey));
    case 'compensatedBody':
      return nullValue(
        `The variable "${details.variable}" could not be found in execution with id ${details.executionKey}: value is null`,
      );
    default:
      if (code === 'notFound') return cannotBeModified(String(details.instanceKey));
      if (typeof details.exception === 'string') return new RestError(500, details.exception, message);
      return typeof details.bareException === 'string'
        ? bareError(details.bareException, message)
        : processEngineException(message);
  }
}

/** The words for an instruction of which nothing but itself is kept: that of a batch. */
export function wordsOf(instruction: ModificationInstruction): string {
  switch (instruction.kind) {
    case 'cancelElement':
      return `Cancel activity instance '${instruction.elementInstanceKey}'`;
    case 'cancelContinuation':
      return `Cancel transition instance '${instruction.jobKey}'`;
    case 'cancelAll':
      return `Cancel all instances of activity '${idOf(instruction.at)}'`;
    case 'startBefore':
      return `Start before activity '${idOf(instruction.at)}'`;
    case 'startAfter':
      return `Start after activity '${idOf(instruction.at)}'`;
    default:
      return `Start transition '${instruction.flowId}'`;
  }
}

const idOf = ({ elementId, isBody }: ElementPlace): string => (isBody ? elementId + MULTI_INSTANCE_SUFFIX : elementId);

export const cannotBeModified = (id: string): RestError =>
  processEngineException(
    `ENGINE-13036 Process instance '${id}' cannot be modified. The process instance does not exist`,
  );
