import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { MovedElement, MovedJob } from '../events.ts';
import type { ElementPlace } from '../modification.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import type { ElementInstance, Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { MigrationInstruction, TokenFailure } from './migration-plan.ts';
import { samePlace, scopesAround } from './places.ts';

/** A scope that the target has around a token and the source has not. */
export interface AddedScope {
  readonly key: Key;
  readonly scopeKey: Key;
  readonly place: ElementPlace;
}

/** An element instance that goes on in the target, with the instruction that takes it there. */
export interface Taken {
  readonly at: ElementInstance;
  readonly instruction: MigrationInstruction;
}

/** What becomes of every token of an instance. */
export interface Movement {
  readonly taken: readonly Taken[];
  readonly elements: readonly MovedElement[];
  readonly continuations: readonly MovedJob[];
  /** Scopes of the source that nothing stands for in the target, innermost first. */
  readonly dropped: readonly ElementInstance[];
  /** Outermost first. */
  readonly added: readonly AddedScope[];
  readonly failures: readonly TokenFailure[];
}

interface Around {
  readonly key: Key;
  readonly place: ElementPlace | null;
}

/** Goes through the tokens from the outside in. Tokens of one scope share the scopes that are added around them. */
export function moveTokens(
  step: Step,
  instanceKey: Key,
  target: ProcessGraph,
  instructions: readonly MigrationInstruction[],
): Movement {
  const source = step.graphOf(instanceKey);
  const taken: Taken[] = [];
  const elements: MovedElement[] = [];
  const continuations: MovedJob[] = [];
  const dropped: ElementInstance[] = [];
  const added = new Map<string, AddedScope>();
  const failures: TokenFailure[] = [];
  const find = (place: ElementPlace): MigrationInstruction | undefined =>
    instructions.find((one) => samePlace(one.source, place));

  const scopeFor = (around: Around, place: ElementPlace): Key => {
    let key = around.key;
    const missing = [...scopesAround(target, place)];
    const known = missing.findIndex((scope) => samePlace(scope, around.place));
    for (const scope of missing.slice(0, known < 0 ? undefined : known).reverse()) {
      const id = `${key} ${scope.elementId} ${scope.isBody}`;
      const present: AddedScope = added.get(id) ?? { key: step.newKey(), scopeKey: key, place: scope };
      added.set(id, present);
      key = present.key;
    }
    return key;
  };

  const move = (scopeKey: Key, around: Around): void => {
    for (const key of step.draft.tokensIn(scopeKey) ?? []) {
      const at = step.draft.elements.get(key);
      if (at) moveElement(at, around);
      else moveContinuation(step.draft.jobs.get(key), around);
    }
  };

  const moveElement = (at: ElementInstance, around: Around): void => {
    const place = { elementId: at.elementId, isBody: at.kind === 'multiInstanceBody' };
    const instruction = find(place);
    if (instruction) {
      const { elementId, isBody } = instruction.target;
      const element = target.elements.get(elementId);
      if (!element) return;
      const isActivation = at.kind === 'adHocInnerInstance';
      const isInner = multiInstanceOf(element) !== undefined && !isBody;
      taken.push({ at, instruction });
      elements.push({
        key: at.key,
        elementId,
        kind: isActivation ? at.kind : isBody ? 'multiInstanceBody' : element.kind,
        scopeKey: isActivation ? around.key : scopeFor(around, instruction.target),
        index: isInner ? at.index : null,
      });
      move(at.key, { key: at.key, place: instruction.target });
      return;
    }
    if (step.draft.tokensIn(at.key) === undefined) {
      failures.push({ tokenKey: at.key, isContinuation: false, source: place, code: 'notMapped' });
      return;
    }
    move(at.key, around);
    dropped.push(at);
  };

  const moveContinuation = (job: Job | undefined, around: Around): void => {
    if (!job) return;
    const element = source.elements.get(job.elementId);
    const place = {
      elementId: job.elementId,
      isBody:
        element !== undefined &&
        multiInstanceOf(element) !== undefined &&
        (job.position === 'before' || job.position === 'after'),
    };
    const instruction = find(place);
    const failure = continuationFailure(job, instruction, target);
    if (failure) {
      failures.push({ tokenKey: job.key, isContinuation: true, source: place, code: failure });
      return;
    }
    if (instruction)
      continuations.push({
        key: job.key,
        elementId: instruction.target.elementId,
        scopeKey: scopeFor(around, instruction.target),
      });
  };

  move(instanceKey, { key: instanceKey, place: null });
  return { taken, elements, continuations, dropped, added: [...added.values()], failures };
}

/** A token that waits before or after an element can only wait where the target has a job, too. */
function continuationFailure(
  job: Job,
  instruction: MigrationInstruction | undefined,
  target: ProcessGraph,
): TokenFailure['code'] | null {
  if (!instruction) return 'notMapped';
  const element = target.elements.get(instruction.target.elementId);
  const loop = element && multiInstanceOf(element);
  switch (job.position) {
    case 'before':
      return element?.asyncBefore ? null : 'notAsyncBefore';
    case 'innerBefore':
      return loop?.asyncBefore || (!loop && element?.asyncBefore) ? null : 'notAsyncBefore';
    case 'innerAfter':
      return loop?.asyncAfter || (!loop && element?.asyncAfter) ? null : 'notAsyncAfter';
    default:
      return element?.asyncAfter ? null : 'notAsyncAfter';
  }
}
