import type { TriggerPosition } from '../core/trigger-behavior.ts';
import type { ExecutionListener } from '../graph/code.ts';
import type {
  AdHocSubProcess,
  CallActivity,
  DecisionCall,
  ElementBase,
  Logic,
  MultiInstance,
  StartEvent,
  UserTask,
  Work,
} from '../graph/element.ts';
import type { Expression } from '../graph/expression.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Semantics } from '../graph/semantics.ts';
import type {
  ConditionalTrigger,
  ErrorTrigger,
  EscalationTrigger,
  MessageTrigger,
  SignalTrigger,
  TimerTrigger,
} from '../graph/trigger.ts';
import type { ModelReader } from './model-reader.ts';
import type { XmlElement } from './xml-source.ts';

export type Extras = Partial<
  Pick<
    ElementBase,
    'asyncBefore' | 'asyncAfter' | 'isExclusiveJob' | 'retryTimeCycle' | 'jobPriority' | 'properties' | 'listeners'
  >
> &
  Pick<ElementBase, 'inputs' | 'outputs'>;

/** What an extension element may hold. */
export interface ExtensionRule {
  readonly attributes: ReadonlySet<string>;
  readonly children?: () => ReadonlyMap<string, ExtensionRule>;
  readonly isText?: boolean;
  /** Whatever stands inside is taken for a value, so that one that is not known is refused. */
  readonly takesAnyChild?: boolean;
  /** Tags of BPMN that may stand inside. */
  readonly bpmnChildren?: ReadonlySet<string>;
}

/**
 * Words of a notation: everything in its namespace that is not here is refused, or warned of where the original passes
 * it by.
 */
export interface DialectVocabulary {
  readonly namespace: string;
  /** Words of the other Camunda have no effect in this one: of them it is warned. */
  readonly otherNamespace: string;
  /** Ends the sentence about such a word. */
  readonly readAs: string;
  /** The original's own sentence about an element that it does not have either. */
  missingElement?(tag: string): string | undefined;
  /** Elements that only the other notation executes. */
  readonly unsupportedElements: ReadonlySet<string>;
  attributesOf(tag: string): ReadonlySet<string>;
  /** Why a word that is not known does no harm: then it is a warning. Else it is refused. */
  attributeWithoutEffect?(tag: string, name: string): string | undefined;
  extensionWithoutEffect?(tag: string, name: string): string | undefined;
  /** The same of an attribute that is not known at an element of the notation's own. */
  extensionAttributeWithoutEffect?(qualifiedTag: string): string;
  /** The same of an element of BPMN in another. */
  elementWithoutEffect?(tag: string, name: string): string | undefined;
  extensionsOf(tag: string): ReadonlyMap<string, ExtensionRule>;
}

export type Reference = 'message' | 'signal' | 'error' | 'escalation';

/** What both refuse, each with the words and at the place of the original. */
export interface Refusals {
  noStart(reader: ModelReader, scope: XmlElement): void;
  /** An ad-hoc sub-process with a start or end event, or without anything that could be activated. */
  badAdHocScope(reader: ModelReader, scope: XmlElement, fault: 'start' | 'end' | 'empty'): void;
  /** `starts` are all of the scope in their order. */
  manyStarts(reader: ModelReader, scope: XmlElement, starts: readonly StartSource[]): void;
  /** A start event with this definition directly in a sub-process. */
  startInSubProcess(reader: ModelReader, scope: XmlElement, start: XmlElement, definition: XmlElement): void;
  /** An event definition, or none, where it cannot stand. */
  misplaced(reader: ModelReader, event: XmlElement, definition: XmlElement | undefined): void;
  /** `owner`: the event or task; `at`: where the reference stands. */
  missingReference(
    reader: ModelReader,
    owner: XmlElement,
    at: XmlElement,
    kind: Reference,
    reference: string | undefined,
  ): void;
  nameless(reader: ModelReader, owner: XmlElement, at: XmlElement, kind: Reference, declaration: XmlElement): void;
  badAttachment(reader: ModelReader, event: XmlElement): void;
  /** A boundary event that catches escalations at what cannot throw any. */
  badEscalationHost(reader: ModelReader, event: XmlElement): void;
  /**
   * A boundary event, or the start event of an event sub-process, that catches an error or compensates, and is said not
   * to interrupt.
   */
  hasToInterrupt(reader: ModelReader, event: XmlElement): void;
  emptyTimer(reader: ModelReader, event: XmlElement, definition: XmlElement): void;
  /** A default flow that starts at another element. */
  foreignDefault(reader: ModelReader, source: XmlElement, flowId: string): void;
  emptyLoop(reader: ModelReader, activity: XmlElement, loop: XmlElement): void;
}
export interface StartSource {
  readonly source: XmlElement;
  readonly trigger: StartEvent['trigger']['kind'];
}

/** undefined: the event is one without; `refused`: a problem was reported. */
export type ChosenDefinition = XmlElement | undefined | 'refused';

/** Where a problem of an element that was read is reported. */
export type SourceOf = (id: string) => XmlElement;

/** What a notation adds to BPMN's own structure. Nothing else knows `camunda:` or `zeebe:`. */
export interface Dialect {
  readonly semantics: Semantics;
  readonly vocabulary: DialectVocabulary;
  readonly refusals: Refusals;
  /** Of several outgoing flows the last one of the file is tried and taken first (8). */
  readonly takesFlowsBackwards: boolean;
  /** An element of this tag may be without id; nothing leads to it then but what starts it. */
  namesNameless(tag: string): boolean;
  /** Text of BPMN's own tags: timers, names of messages. */
  expression(text: string): Expression;
  /** The code of an error that is thrown. */
  thrownCode(text: string): Expression;
  /** The code of an escalation that is thrown. */
  escalationCode(text: string): Expression;
  /** Conditions: text that can only be an expression. */
  condition(reader: ModelReader, at: XmlElement, elementId: string | null): Expression;
  /** Whether the conditions of flows out of such an element mean anything. */
  asksConditionsAt(tag: string): boolean;
  extras(reader: ModelReader, source: XmlElement): Extras;
  work(reader: ModelReader, source: XmlElement, definition?: XmlElement): Work | undefined;
  /** The decision that a business rule task asks the engine for. */
  decisionCall(reader: ModelReader, source: XmlElement): DecisionCall | undefined;
  logic(reader: ModelReader, source: XmlElement, definition?: XmlElement): Logic | undefined;
  /** What a script task does when it has no work for a worker. */
  scriptTask(reader: ModelReader, source: XmlElement): Logic | undefined;
  /** Code that runs as a token comes, goes or takes a flow; of the process too. */
  listeners(reader: ModelReader, source: XmlElement, elementId: string | null): readonly ExecutionListener[];
  /** The sentence for a task or a throwing message event that names no implementation. */
  missingWork(source: XmlElement): string;
  /** The event definition that counts, of one or several. */
  chosenDefinition(reader: ModelReader, event: XmlElement, position: TriggerPosition): ChosenDefinition;
  /** A message that is thrown without implementation: refused (8), or just passed (7). */
  readonly throwsNeedWork: boolean;
  /** A receive task without message waits for ever, or for its execution to be signalled (7). */
  readonly receivesWithoutMessage: boolean;
  userTask(
    reader: ModelReader,
    source: XmlElement,
  ): Omit<UserTask, keyof ElementBase | 'kind' | 'boundaryIds' | 'defaultFlowId' | 'multiInstance'>;
  callActivity(
    reader: ModelReader,
    source: XmlElement,
  ): Pick<
    CallActivity,
    | 'calledProcessId'
    | 'binding'
    | 'version'
    | 'versionTag'
    | 'tenantId'
    | 'businessKey'
    | 'variablesIn'
    | 'variablesOut'
    | 'variableMapper'
  >;
  /**
   * What an ad-hoc sub-process activates and gathers, beside BPMN's own words; only asked for elements that the
   * notation has.
   */
  adHoc(
    reader: ModelReader,
    source: XmlElement,
  ): Pick<AdHocSubProcess, 'activeElements' | 'outputCollection' | 'outputElement'>;
  /** BPMN's own number of instances (7); else a loop is over a list. */
  readonly countsInstances: boolean;
  /** Where it may be more than a condition (8): any text. */
  completionCondition?(reader: ModelReader, loop: XmlElement, elementId: string | null): Expression | undefined;
  multiInstance(
    reader: ModelReader,
    source: XmlElement,
    loop: XmlElement,
  ): Pick<
    MultiInstance,
    | 'collection'
    | 'collectionVariable'
    | 'elementVariable'
    | 'outputCollection'
    | 'outputElement'
    | 'asyncBefore'
    | 'asyncAfter'
    | 'retryTimeCycle'
  >;
  /** Where a timer that cannot be read is said to stand. */
  timerPlace(definition: XmlElement, kind: XmlElement): XmlElement;
  timer(reader: ModelReader, event: XmlElement, at: XmlElement, timer: TimerTrigger): void;
  /** What a thrown signal brings. */
  signalPayload(
    reader: ModelReader,
    event: XmlElement,
    definition: XmlElement,
  ): Pick<SignalTrigger, 'payload' | 'businessKey' | 'isAsync'>;
  correlationKey(reader: ModelReader, message: XmlElement): MessageTrigger['correlationKey'];
  errorVariables(definition: XmlElement): Pick<ErrorTrigger, 'codeVariable' | 'messageVariable'>;
  escalationVariables(definition: XmlElement): Pick<EscalationTrigger, 'codeVariable'>;
  /** The code that an event catches, which is a fixed text. */
  caughtCode(reader: ModelReader, event: XmlElement, definition: XmlElement, text: string): Expression;
  /** What an event catches has to be declared; else a reference to nothing catches all, one to something else nothing (8). */
  readonly catchesDeclaredOnly: boolean;
  /** Tags at which a boundary event may catch escalations. */
  readonly escalationHosts: ReadonlySet<string>;
  conditionChanges(
    reader: ModelReader,
    event: XmlElement,
    definition: XmlElement,
  ): Pick<ConditionalTrigger, 'variableNames' | 'variableEvents'>;
  errorMessage(error: XmlElement): Expression | undefined;
  /** The code of a reference that no `<error>` declares; undefined: it has to be declared. */
  undeclaredError(reference: string): string | undefined;
  startEvent(
    reader: ModelReader,
    source: XmlElement,
  ): Pick<StartEvent, 'initiatorVariable' | 'formKey' | 'formLink' | 'formReference' | 'form'>;
  process(
    reader: ModelReader,
    source: XmlElement,
  ): Pick<
    ProcessGraph,
    | 'versionTag'
    | 'jobListeners'
    | 'embeddedForms'
    | 'historyTimeToLiveDays'
    | 'defaultJobPriority'
    | 'defaultTaskPriority'
    | 'isStartableInTasklist'
    | 'candidateStarterGroups'
    | 'candidateStarterUsers'
  >;
  /** What is declared beside the processes. */
  checkDeclarations(reader: ModelReader): void;
  /** What else the original refuses of the file, after its processes: what is drawn of them. */
  checkDrawing?(reader: ModelReader): void;
  /** What only shows once everything was read: how elements are connected. */
  check(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void;
}
