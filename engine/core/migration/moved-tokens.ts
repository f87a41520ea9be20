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
  const mover = new TokenMover(step, step.graphOf(instanceKey), target, instructions);
  mover.moveIn(instanceKey, { key: instanceKey, place: null });
  return mover.movement();
}

class TokenMover {
  private readonly step: Step;
  private readonly source: ProcessGraph;
  private readonly target: ProcessGraph;
  private readonly instructions: readonly MigrationInstruction[];
  private readonly taken: Taken[] = [];
  private readonly elements: MovedElement[] = [];
  private readonly continuations: MovedJob[] = [];
  private readonly dropped: ElementInstance[] = [];
  private readonly added = new Map<string, AddedScope>();
  private readonly failures: TokenFailure[] = [];

  constructor(step: Step, source: ProcessGraph, target: ProcessGraph, instructions: readonly MigrationInstruction[]) {
    this.step = step;
    this.source = source;
    this.target = target;
    this.instructions = instructions;
  }

  movement(): Movement {
    const { taken, elements, continuations, dropped, added, failures } = this;
    return { taken, elements, continuations, dropped, added: [...added.values()], failures };
  }

  /** All tokens of a scope of the source; in the target they stand below `around`. */
  moveIn(scopeKey: Key, around: Around): void {
    for (const key of this.step.draft.tokensIn(scopeKey) ?? []) {
      const at = this.step.draft.elements.get(key);
      if (at) this.moveElement(at, around);
      else this.moveContinuation(this.step.draft.jobs.get(key), around);
    }
  }

  private moveElement(at: ElementInstance, around: Around): void {
    const place = { elementId: at.elementId, isBody: at.kind === 'multiInstanceBody' };
    const instruction = this.instructionFor(place);
    if (instruction) {
      this.take(at, instruction, around);
      return;
    }
    if (this.step.draft.tokensIn(at.key) === undefined) {
      this.failures.push({ tokenKey: at.key, isContinuation: false, source: place, code: 'notMapped' });
      return;
    }
    this.moveIn(at.key, around);
    this.dropped.push(at);
  }

  private take(at: ElementInstance, instruction: MigrationInstruction, around: Around): void {
    const { elementId, isBody } = instruction.target;
    const element = this.target.elements.get(elementId);
    if (!element) return;
    const isActivation = at.kind === 'adHocInnerInstance';
    const isInner = multiInstanceOf(element) !== undefined && !isBody;
    this.taken.push({ at, instruction });
    this.elements.push({
      key: at.key,
      elementId,
      kind: isActivation ? at.kind : isBody ? 'multiInstanceBody' : element.kind,
      scopeKey: isActivation ? around.key : this.scopeFor(around, instruction.target),
      index: isInner ? at.index : null,
    });
    this.moveIn(at.key, { key: at.key, place: instruction.target });
  }

  private moveContinuation(job: Job | undefined, around: Around): void {
    if (!job) return;
    const place = this.placeOf(job);
    const instruction = this.instructionFor(place);
    const failure = continuationFailure(job, instruction, this.target);
    if (failure) {
      this.failures.push({ tokenKey: job.key, isContinuation: true, source: place, code: failure });
      return;
    }
    if (instruction)
      this.continuations.push({
        key: job.key,
        elementId: instruction.target.elementId,
        scopeKey: this.scopeFor(around, instruction.target),
      });
  }

  /** Before and after a loop a token waits at its body. */
  private placeOf({ elementId, position }: Job): ElementPlace {
    const element = this.source.elements.get(elementId);
    const isLoop = element !== undefined && multiInstanceOf(element) !== undefined;
    return { elementId, isBody: isLoop && (position === 'before' || position === 'after') };
  }

  private instructionFor(place: ElementPlace): MigrationInstruction | undefined {
    return this.instructions.find((one) => samePlace(one.source, place));
  }

  /** The scope that a place of the target stands in; scopes between it and what is around are added once. */
  private scopeFor(around: Around, place: ElementPlace): Key {
    let key = around.key;
    const missing = [...scopesAround(this.target, place)];
    const known = missing.findIndex((scope) => samePlace(scope, around.place));
    for (const scope of missing.slice(0, known < 0 ? undefined : known).reverse()) {
      const id = `${key} ${scope.elementId} ${scope.isBody}`;
      const present: AddedScope = this.added.get(id) ?? { key: this.step.newKey(), scopeKey: key, place: scope };
      this.added.set(id, present);
      key = present.key;
    }
    return key;
  }
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
