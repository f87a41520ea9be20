import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import { Refusal } from '../failure.ts';
import type { CancelInstruction, ElementPlace, ModificationInstruction, StartInstruction } from '../modification.ts';
import { reject } from '../reject.ts';
import type { Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { multiInstanceOf } from './enter.ts';
import { refuseBesideHandlers, removeToken, type TokenInScope } from './remove-token.ts';
import { refuseSuspended } from './refuse-start.ts';
import type { StartTarget } from './start-target.ts';
import { instancesAt, startWithin } from './start-within.ts';
import { endTaskOfScope, terminateTokens, type Termination } from './terminate.ts';
import { hasScope } from './token-variables.ts';

/** What has become of the instance: tokens are in it, or the last one came to its own end, or was taken away. */
export type Outcome = 'goesOn' | 'ranOut' | 'emptied';

/**
 * Starts and cancels elements of an instance by hand. Camunda 7 does the instructions in turn, each to its next wait
 * state; Camunda 8 takes all starts first, and they begin when everything else has been done. The instance is held
 * until then: it may be empty in between.
 */
export function obeyInstructions(
  step: Step,
  instanceKey: Key,
  instructions: readonly ModificationInstruction[],
  how: Termination,
): Outcome {
  const held = { instanceKey, hasRunOut: false };
  step.held = held;
  const isInTurn = step.semanticsOf(instanceKey).modification === 'inTurn';
  const present = isInTurn
    ? presentTokens(step, instanceKey, instructions)
    : new Map([...presentTokens(step, instanceKey, instructions), ...namedElements(step, instanceKey, instructions)]);
  for (const [n, instruction] of instructions.entries()) {
    held.hasRunOut = held.hasRunOut && instruction.kind.startsWith('start');
    obey(step, instanceKey, instruction, how, present.get(instruction), n);
    if (isInTurn) step.run();
  }
  step.run();
  step.held = null;
  if (!step.isEmptyScope(instanceKey)) return 'goesOn';
  return held.hasRunOut ? 'ranOut' : 'emptied';
}

/** What an instruction takes away is fixed before the first of them, where it says so. */
function presentTokens(
  step: Step,
  instanceKey: Key,
  instructions: readonly ModificationInstruction[],
): ReadonlyMap<ModificationInstruction, readonly TokenInScope[]> {
  return new Map(
    instructions.flatMap((instruction) =>
      instruction.kind === 'cancelAll' && instruction.onlyPresent
        ? [[instruction, tokensAt(step, instanceKey, instruction.at)]]
        : [],
    ),
  );
}

/** Camunda 8 asks beforehand whether there is what is to end: it may be named twice, or be in what ends before it. */
function namedElements(
  step: Step,
  instanceKey: Key,
  instructions: readonly ModificationInstruction[],
): ReadonlyMap<ModificationInstruction, readonly TokenInScope[]> {
  return new Map(
    instructions.flatMap((instruction) => {
      const at =
        instruction.kind === 'cancelElement' ? step.draft.elements.get(instruction.elementInstanceKey) : undefined;
      return at?.instanceKey === instanceKey ? [[instruction, [at]]] : [];
    }),
  );
}

function obey(
  step: Step,
  instanceKey: Key,
  instruction: ModificationInstruction,
  how: Termination,
  present: readonly TokenInScope[] | undefined,
  n: number,
): void {
  try {
    switch (instruction.kind) {
      case 'cancelElement':
      case 'cancelContinuation':
      case 'cancelAll':
        cancel(step, instanceKey, instruction, how, present);
        return;
      default:
        start(step, instanceKey, instruction);
    }
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { rejection } = failure;
    throw new Refusal({ ...rejection, details: { ...rejection.details, instruction: n } });
  }
}

function cancel(
  step: Step,
  instanceKey: Key,
  instruction: CancelInstruction,
  how: Termination,
  present: readonly TokenInScope[] | undefined,
): void {
  switch (instruction.kind) {
    case 'cancelElement': {
      const { elementInstanceKey } = instruction;
      refuseAsOnlyToken(step, instanceKey, elementInstanceKey);
      if (elementInstanceKey === instanceKey) {
        terminateTokens(step, instanceKey, {
          ...how,
          afterwards: { kind: 'takenAway', reason: how.reason, isExternal: how.isExternal ?? false },
        });
        return;
      }
      const at = step.draft.elements.get(elementInstanceKey);
      if (!at && present) return;
      if (at?.instanceKey !== instanceKey)
        throw new Refusal(
          reject('invalidArgument', 'there is no such element instance', {
            reason: 'unknownElementInstance',
            elementInstanceKey,
          }),
        );
      refuseBesideHandlers(step, at);
      removeToken(step, at, how);
      return;
    }
    case 'cancelContinuation': {
      const job = step.draft.jobs.get(instruction.jobKey);
      if (job?.kind !== 'continuation' || job.instanceKey !== instanceKey)
        throw new Refusal(
          reject('invalidArgument', 'no token waits there', {
            reason: 'unknownContinuation',
            jobKey: instruction.jobKey,
          }),
        );
      refuseAsOnlyToken(step, instanceKey, job.key);
      refuseBesideHandlers(step, job);
      removeToken(step, job, how);
      return;
    }
    case 'cancelAll': {
      const tokens = present ?? tokensAt(step, instanceKey, instruction.at);
      for (const token of tokens) {
        if (!step.draft.elements.has(token.key) && !step.draft.jobs.has(token.key)) continue;
        refuseAsOnlyToken(step, instanceKey, token.key);
        refuseBesideHandlers(step, token);
        if (instruction.reasonOfCalled !== undefined && token.scopeKey === instanceKey)
          endTaskOfScope(step, instanceKey, instruction.reasonOfCalled);
        removeToken(step, token, { ...how, reasonOfCalled: instruction.reasonOfCalled });
      }
      endBodiesOfEndedRuns(step, tokens, how);
    }
  }
}

/**
 * Camunda 7 takes the inner instances of a parallel body that have ended away with those that have not, and with the
 * last of them the body.
 */
function endBodiesOfEndedRuns(step: Step, taken: readonly TokenInScope[], how: Termination): void {
  for (const scopeKey of new Set(taken.map((token) => token.scopeKey))) {
    const body = step.draft.elements.get(scopeKey);
    if (body?.kind !== 'multiInstanceBody' || body.phase === 'compensating' || !step.isEmptyScope(scopeKey)) continue;
    if (step.semanticsOf(body.instanceKey).modification === 'inTurn') removeToken(step, body, how);
  }
}

/**
 * Of a suspended instance of Camunda 7 all can be taken away but a job, or an activity that is no scope, that is all
 * there is: that is the instance itself.
 */
function refuseAsOnlyToken(step: Step, instanceKey: Key, canceledKey: Key): void {
  const tokens = [...(step.draft.tokensIn(instanceKey) ?? [])];
  const [only] = tokens;
  if (tokens.length !== 1 || only === undefined || (canceledKey !== only && canceledKey !== instanceKey)) return;
  const at = step.draft.elements.get(only);
  if (!at || !hasScope(step.elementOf(at), at)) refuseSuspended(step, instanceKey);
}

/** Element instances at a place, and tokens that wait before or after it. */
function tokensAt(step: Step, instanceKey: Key, at: ElementPlace): readonly TokenInScope[] {
  const element = step.graphOf(instanceKey).elements.get(at.elementId);
  const continuations = [...step.draft.jobs.values()].filter(
    (job) =>
      job.kind === 'continuation' &&
      job.instanceKey === instanceKey &&
      job.elementId === at.elementId &&
      isAround(job, element) === at.isBody,
  );
  return [...instancesAt(step, instanceKey, at), ...continuations];
}

/** Jobs before and after a multi-instance activity stand around its body. */
function isAround({ position }: Job, element: Element | undefined): boolean {
  return (
    element !== undefined && multiInstanceOf(element) !== undefined && (position === 'before' || position === 'after')
  );
}

function start(step: Step, instanceKey: Key, instruction: StartInstruction): void {
  startWithin(step, instanceKey, targetOf(step, instanceKey, instruction), instruction);
}

function targetOf(step: Step, instanceKey: Key, instruction: StartInstruction): StartTarget {
  const graph = step.graphOf(instanceKey);
  switch (instruction.kind) {
    case 'startBefore':
      return { kind: 'element', element: elementAt(graph, instruction.at), at: instruction.at };
    case 'startAfter': {
      const { at } = instruction;
      const source = elementAt(graph, at);
      // The flows of a multi-instance activity leave its body.
      const outgoing = multiInstanceOf(source) && !at.isBody ? [] : source.outgoing;
      const flow = outgoing.length === 1 ? graph.flows.get(outgoing[0] ?? '') : undefined;
      if (flow) return { kind: 'flow', flow, source };
      throw new Refusal(
        reject('invalidState', `${at.elementId} has ${outgoing.length} outgoing flows, not one`, {
          reason: 'flowsAfter',
          elementId: at.elementId,
          isBody: String(at.isBody),
          count: outgoing.length,
        }),
      );
    }
    case 'startTransition': {
      const flow = graph.flows.get(instruction.flowId);
      const source = flow && graph.elements.get(flow.sourceId);
      if (flow && source) return { kind: 'flow', flow, source };
      throw new Refusal(
        reject('invalidArgument', `there is no flow ${instruction.flowId}`, {
          reason: 'unknownFlow',
          elementId: instruction.flowId,
        }),
      );
    }
  }
}

/** A thrown link that is not seen is no place: its tokens are at the one that catches it. */
function elementAt({ elements, semantics }: ProcessGraph, { elementId, isBody }: ElementPlace): Element {
  const element = elements.get(elementId);
  const isUnseen =
    element?.kind === 'intermediateThrowEvent' && element.trigger.kind === 'link' && !semantics.linksAreSeen;
  if (element && !isUnseen && (!isBody || multiInstanceOf(element))) return element;
  throw new Refusal(
    reject('invalidArgument', `there is no element ${elementId}`, { reason: 'unknownElement', elementId }),
  );
}
