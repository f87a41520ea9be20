import type { Element } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Semantics } from '../graph/semantics.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { applyEvent } from './apply-event.ts';
import type { Behaviors } from './behaviors.ts';
import type { ConditionCause } from './condition-cause.ts';
import type { Skipping } from './commands.ts';
import type { CommandResult, Definition, Facts, Need } from './decision.ts';
import type { EngineEvent } from './events.ts';
import { CommandTooBig, MissingFacts, type StepFailure } from './failure.ts';
import type { OutsideAnswer, OutsideCall } from './outside-call.ts';
import type { ElementInstance, Instance, Instant, Key, TreeState, Variable } from './state.ts';
import { Endings } from './endings.ts';
import { TreeDraft } from './tree-draft.ts';
import { WorkQueue, type Work } from './work-queue.ts';

/**
 * Bounds of one command, so that a loop without a wait state ends here instead of holding the engine: as a failure, or
 * as an incident where the token stands. Up to the first number nothing is looked at; after it each flow of one scope
 * may be passed so often (many items of a multi-instance are many scopes); the last number is for all together.
 */
const FLOWS_BEFORE_WATCH = 10_000;
const MAX_PASSES_OF_A_FLOW = 1_000;
export const MAX_FLOWS_PER_COMMAND = 200_000;
/**
 * Whatever a command does, it does not do more than this: its events are held in memory and written in one transaction.
 */
const MAX_EVENTS_PER_COMMAND = 200_000;

export interface HeldInstance {
  readonly instanceKey: Key;
  /** Its last token came to its own end, and was not taken away. */
  hasRunOut: boolean;
}

/** What a command works with: the draft of the tree, the events so far, and the work that is still to be done. */
export class Step {
  readonly facts: Facts;
  readonly now: Instant;
  draft: TreeDraft;
  events: EngineEvent[] = [];
  /** What a person asked to leave out, for as long as the command runs. */
  skipping: Skipping = {};
  /** An instance that a modification works on does not end while it does: it may be given new tokens. */
  held: HeldInstance | null = null;
  /** What becomes of the command when a step of it fails and is not stopped by an incident; null: it is refused. */
  recover: ((failure: StepFailure) => CommandResult) | null = null;
  readonly behaviors: Behaviors;
  private readonly base: TreeState;
  private readonly definitions = new Map<Key, Definition>();
  private latest: { readonly instance: Instance; readonly definition: Definition } | null = null;
  readonly work = new WorkQueue();
  /** What is about to end, and where (Camunda 8). */
  readonly endings = new Endings();
  /**
   * Values that are seen in a scope while the command lasts, and are no variables: what a business rule task decided.
   */
  readonly transients = new Map<Key, Readonly<Record<string, VariableValue>>>();
  /** Variables that are gone with the command, by scope and name; stored ones have other names. */
  readonly passing = new Map<Key, Map<string, Variable>>();
  private readonly lists = new Map<Key, readonly VariableValue[]>();
  private flowsTaken = 0;
  private readonly passes = new Map<string, number>();
  private readonly unbegun = new Map<Key, readonly number[]>();
  /** Calls of scripts and delegates so far; what was undone counts too, so that each keeps its number. */
  private calls = 0;
  /** Element instances whose end listeners have thrown an error: they run no second time as it ends them. */
  readonly endsWithoutListeners = new Set<Key>();
  private causes: ConditionCause[] = [];
  private isLooking = false;

  constructor(base: TreeState, facts: Facts, behaviors: Behaviors) {
    this.behaviors = behaviors;
    this.base = base;
    this.facts = facts;
    this.now = facts.now;
    this.draft = new TreeDraft(base);
  }

  newKey(): Key {
    return this.facts.newKey();
  }

  emit(event: EngineEvent): void {
    if (this.events.length >= MAX_EVENTS_PER_COMMAND)
      throw new CommandTooBig(
        `The command does more than ${MAX_EVENTS_PER_COMMAND} things at once: too many instances, or a circle without a wait state.`,
      );
    this.events.push(event);
    applyEvent(this.draft, event);
  }

  /** Forgets all that was done: the tree is as it was before the command. */
  undo(): void {
    this.draft = new TreeDraft(this.base);
    this.events = [];
    this.work.clear();
    this.endings.clear();
    this.lists.clear();
    this.transients.clear();
    this.passing.clear();
    this.flowsTaken = 0;
    this.passes.clear();
    this.unbegun.clear();
    this.causes = [];
  }

  /** Work in the order of the semantics: branches of one fork are given together. */
  schedule(semantics: Semantics, work: readonly Work[]): void {
    if (semantics.branchOrder === 'breadthFirst') this.work.putLast(work);
    else this.work.putFirst(work);
  }

  /** Tokens of an interrupted scope that are still on their way. */
  forgetTokensOf(scopeKey: Key): void {
    const indexes = this.work.dropTokensOf(scopeKey);
    if (indexes.length > 0) this.unbegun.set(scopeKey, indexes);
  }

  /** The inner instances of a body that were forgotten before they began. */
  unbegunIn(bodyKey: Key): readonly number[] {
    return this.unbegun.get(bodyKey) ?? [];
  }

  /**
   * Something that conditions have to look at before anything else happens; told only where the process has conditions.
   */
  noteCause(cause: ConditionCause): void {
    this.causes.push(cause);
  }
  nextCause(): ConditionCause | undefined {
    return this.causes.shift();
  }

  /** All changes that nobody has looked at yet. */
  takeChanges(): readonly Extract<ConditionCause, { kind: 'changed' }>[] {
    const changes = this.causes.flatMap((cause) => (cause.kind === 'changed' ? [cause] : []));
    this.causes = this.causes.filter(({ kind }) => kind !== 'changed');
    return changes;
  }

  /** No condition looks at what is changed here. */
  unnoticed(change: () => void): void {
    const before = this.causes;
    this.causes = [];
    try {
      change();
    } finally {
      this.causes = before;
    }
  }

  /** Nobody looks at the changes so far; of one scope only, where its key is given. */
  forgetChanges(scopeKey?: Key): void {
    this.causes =
      scopeKey === undefined
        ? []
        : this.causes.filter((cause) => cause.kind !== 'changed' || cause.scopeKey !== scopeKey);
  }

  /** Conditions look at what has changed; false: what they started has ended this element instance. */
  survivesConditions(key: Key): boolean {
    this.lookAtCauses();
    return this.isAlive(key);
  }

  /** While they look, one after the other, what a condition starts does not make them look inside of that. */
  get hasCauses(): boolean {
    return this.causes.length > 0 && !this.isLooking;
  }

  private lookAtCauses(): void {
    if (!this.hasCauses) return;
    this.isLooking = true;
    try {
      this.behaviors.lookAgain(this);
    } finally {
      this.isLooking = false;
    }
  }

  /** Runs until every token waits, or for so many steps; true: every token waits. */
  run(maxSteps = Number.POSITIVE_INFINITY): boolean {
    for (let steps = 0; steps < maxSteps; steps += 1) {
      this.lookAtCauses();
      const work = this.work.next();
      if (!work) return true;
      if (this.isAlive(work.whileAlive) && !(this.endings.isAny && this.endings.refuses(work))) work.run();
    }
    return false;
  }

  /** Counts a token's way along a flow of a scope; false: the command has used up what it may. */
  countFlow(scopeKey: Key, flowId: string): boolean {
    this.flowsTaken += 1;
    if (this.flowsTaken <= FLOWS_BEFORE_WATCH) return true;
    if (this.flowsTaken > MAX_FLOWS_PER_COMMAND) return false;
    const id = `${scopeKey} ${flowId}`;
    const passes = (this.passes.get(id) ?? 0) + 1;
    this.passes.set(id, passes);
    return passes <= MAX_PASSES_OF_A_FLOW;
  }

  /** A list that is the same for all who ask during one command: the items of a parallel multi-instance body. */
  listOnce(key: Key, read: () => readonly VariableValue[]): readonly VariableValue[] {
    const known = this.lists.get(key);
    if (known) return known;
    const list = read();
    this.lists.set(key, list);
    return list;
  }

  /**
   * The answer of a script or delegate. Keys and moments are the same when the core is asked again, so its number names
   * the call.
   */
  outside(call: OutsideCall): OutsideAnswer {
    const n = this.calls;
    this.calls += 1;
    const answer = this.facts.outside(n);
    if (!answer) throw new MissingFacts([{ kind: 'outside', n, call }]);
    return answer;
  }

  isAlive(key: Key): boolean {
    return this.draft.elements.has(key) || this.draft.instances.has(key);
  }

  /** A token is on its way in the scope, which no state shows yet. */
  isAnnounced(scopeKey: Key): boolean {
    return this.work.announcedIn(scopeKey) > 0;
  }

  /** How many tokens move or wait in the scope. */
  tokenCount(scopeKey: Key): number {
    return (this.draft.tokensIn(scopeKey)?.size ?? 0) + this.work.announcedIn(scopeKey);
  }

  /** Nothing moves or waits in the scope any more, except what was replaced by hand. */
  isEmptyScope(scopeKey: Key): boolean {
    if (this.work.announcedIn(scopeKey) > 0) return false;
    const tokens = this.draft.tokensIn(scopeKey);
    if (tokens === undefined) return true;
    for (const key of tokens) if (this.draft.elements.get(key)?.data?.isReplaced !== true) return false;
    return true;
  }

  /** The instance, which must be there: keys in the state only point to what lives. */
  instance(key: Key): Instance {
    const instance = this.draft.instances.get(key);
    if (!instance) throw new Error(`instance ${key} is not in its tree`);
    return instance;
  }

  /** The instance that a call waits for; null: it has ended, or goes on alone. */
  calledBy({ key, calledInstanceKey }: ElementInstance): Key | null {
    if (calledInstanceKey === null) return null;
    return this.draft.instances.get(calledInstanceKey)?.parentElementInstanceKey === key ? calledInstanceKey : null;
  }

  definitionOf(instanceKey: Key): Definition {
    const instance = this.instance(instanceKey);
    // Asked for a dozen times for each element, nearly always of the same instance.
    if (this.latest?.instance === instance) return this.latest.definition;
    const { definitionKey } = instance;
    const definition = this.definitions.get(definitionKey) ?? this.facts.definition(definitionKey);
    if (!definition) throw new MissingFacts(this.missingDefinitions(definitionKey));
    this.definitions.set(definitionKey, definition);
    this.latest = { instance, definition };
    return definition;
  }

  /** A definition that came as a fact of its own: the called one of a call activity. */
  knowDefinition(definition: Definition): void {
    this.definitions.set(definition.key, definition);
    this.latest = null;
  }

  graphOf(instanceKey: Key): ProcessGraph {
    return this.definitionOf(instanceKey).graph;
  }
  semanticsOf(instanceKey: Key): Semantics {
    return this.definitionOf(instanceKey).graph.semantics;
  }

  element(instanceKey: Key, elementId: string): Element {
    const element = this.graphOf(instanceKey).elements.get(elementId);
    if (!element) throw new Error(`element ${elementId} is not in its process`);
    return element;
  }

  elementOf(at: ElementInstance): Element {
    return this.element(at.instanceKey, at.elementId);
  }

  /** The element instance as it is now; callers hold copies from before. */
  current(at: ElementInstance): ElementInstance {
    return this.draft.elements.get(at.key) ?? at;
  }

  /** All definitions of the tree that are not known, so that one answer of the shell is enough. */
  private missingDefinitions(first: Key): Need[] {
    const keys = new Set([first]);
    for (const instance of this.draft.instances.values())
      if (!this.facts.definition(instance.definitionKey)) keys.add(instance.definitionKey);
    return [...keys].map((key) => ({ kind: 'definition', key }));
  }
}
