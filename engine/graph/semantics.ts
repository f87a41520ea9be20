/**
 * Where the two Camundas behave differently, the graph says how, so that the core asks the graph and never which
 * dialect a file was written in. Facts: `docs/semantics.md`.
 */
export interface Semantics {
  readonly dialect: 'camunda7' | 'camunda8';
  /** A step that cannot go on: undo the command and tell the caller, or stop here with an incident. */
  readonly onFailure: 'rollback' | 'incident';
  /** An error that nothing catches: the path ends quietly, or an incident. */
  readonly onUncaughtError: 'endPath' | 'incident';
  /** What a parallel join counts: tokens whatever their flow, or one token of each incoming flow. */
  readonly joinCounts: 'tokens' | 'flows';
  /** A flow without condition among several of an inclusive gateway: it holds (7), or is never taken (8). */
  readonly flowsWithoutCondition: 'hold' | 'holdAlone';
  /** Number of the first inner instance in `loopCounter`. */
  readonly loopCounterBase: 0 | 1;
  /** Results of work without output mappings: both merge upwards; with mappings only 8 keeps them local. */
  readonly workResults: 'propagate' | 'localWhenMapped';
  /**
   * A written value that equals the one of the nearest scope: written there (7), or it goes on outwards past it (8).
   */
  readonly equalValuesClimb: boolean;
  /** Input mappings see their predecessors (8) or only the parent scope (7). */
  readonly inputsSeeEachOther: boolean;
  /** A message starts one process, others that would wait for it are refused (7), or as many as wait for it (8). */
  readonly startMessages: 'oneProcess' | 'anyProcess';
  /** An event-based gateway whose event has come: ended by it (7), or completed (8). */
  readonly eventGatewayEnds: 'terminated' | 'completed';
  /**
   * A thrown signal reaches what waits in its own tree before the throwing event goes on (7), or after what was on its
   * way before it (8).
   */
  readonly signalsInOwnTree: 'atOnce' | 'inTurn';
  /**
   * Events of one scope begin to wait as hash maps of Java have them, timers last (7), or as the model has them, and
   * then those at its boundary from the last to the first (8).
   */
  readonly eventOrder: 'ofHashMaps' | 'ofTheModel';
  /** A signal that was thrown asynchronously reaches intermediate events by jobs of theirs (7), or like others (8). */
  readonly asyncSignals: 'asJobs' | 'likeOthers';
  /** Messages that nothing waits for: refused (7), or kept until their time to live ends (8). */
  readonly buffersMessages: boolean;
  /** Remaining attempts of a new worker job; null: none counted until the first failure (7). */
  readonly workRetries: number | null;
  /**
   * Variables of a thrown error or failed job: into the nearest scope that has them (7), or local to the catcher (8).
   */
  readonly errorVariables: 'propagate' | 'local';
  /**
   * What comes with a boundary event is written from its activity outwards, before that ends (7), or from the event
   * (8).
   */
  readonly boundaryVariables: 'fromActivity' | 'fromEvent';
  /**
   * Local variables of an activity that needs no scope: its token takes them along until it ends (7), or they end with
   * the activity (8).
   */
  readonly localVariables: 'ofTheToken' | 'ofTheActivity';
  /**
   * After its newest versions were deleted a process counts on from what is left (7), or never uses a number twice (8).
   */
  readonly versionNumbers: 'ofWhatIsLeft' | 'neverTwice';
  /** Resolving an incident of a job: setting retries does it (7), or an own command after that (8). */
  readonly retriesResolveIncident: boolean;
  /**
   * Each branch runs to its wait state before the next (7), or all go step by step (8): a step activates an element, or
   * completes it, or begins what is in it.
   */
  readonly branchOrder: 'depthFirst' | 'breadthFirst';
  /** What is left of a timer's cycle: computed from its start and the clock (7), or counted (8). */
  readonly timerCycle: 'byClock' | 'counted';
  /**
   * A modification's instructions are done one by one, each to its wait state (7), or all starts begin after the rest
   * (8).
   */
  readonly modification: 'inTurn' | 'together';
  /**
   * A migration's plan is checked for both definitions as a whole (7), or only for what is active in the instance (8).
   */
  readonly migration: 'byPlan' | 'byActiveElements';
  /**
   * Compensation: newest first, in copies of the completed scopes with their variables (7), or oldest first beside the
   * throwing event (8).
   */
  readonly compensation: 'inItsScopes' | 'besideTheThrow';
  /**
   * Several events of one scope may wait for the same message or signal (7), or only the one that begins to wait last
   * does (8), which is at the boundary rather than in an event sub-process.
   */
  readonly sameEventInScope: 'all' | 'last';
  /** Events of a link are passed unseen (7), or are element instances like others (8). */
  readonly linksAreSeen: boolean;
  /**
   * Conditions of flows, which see the element's own variables, are asked before its end listeners and output mappings
   * (7), or after them (8).
   */
  readonly conditionsAsked: 'beforeEnd' | 'atEnd';
  /**
   * What others end has ended before anything else happens (7), or ends in its turn, while what is on its way before it
   * goes on (8).
   */
  readonly interruption: 'atOnce' | 'inTurn';
  /** Output mappings run when an activity is ended by others too (7), or only when it completes (8). */
  readonly terminationRunsOutputs: boolean;
  /**
   * Where an interrupting event sub-process runs, the scope around it waits for nothing any more (7), or still at its
   * boundary (8).
   */
  readonly interruptedScopeWaits: 'forNothing' | 'atBoundary';
  /**
   * Such a scope still catches errors and escalations (7), or errors pass it by and escalations are caught at its
   * boundary only, and neither by what lies around it in its process, but by a caller (8).
   */
  readonly interruptedScopeCatches: boolean;
  /**
   * Errors and escalations are caught by the event sub-processes of a scope before its boundary (7), or of both by the
   * very code before all codes (8).
   */
  readonly catchOrder: 'insideFirst' | 'codeFirst';
  /**
   * Conditional events look at each change of a variable, and what is no boolean is a failure (7); or once at what was
   * changed together, not at what output mappings write, and only true holds (8).
   */
  readonly conditionsLookAt: 'eachChange' | 'eachUpdate';
  /**
   * Event sub-processes, and boundary events of sub-processes, begin to wait as their scope begins (7), or as its start
   * event is passed (8).
   */
  readonly eventStartsOpen: 'withScope' | 'atItsStart';
  /** What an activity's work needs is computed after what its boundary events wait for (7), or before (8). */
  readonly workIsComputed: 'afterEvents' | 'beforeEvents';
  /**
   * What is done at once is like other elements (7). Or such a task waits for nothing at its boundary and has no
   * mappings where it does nothing, and an event computes no inputs where it throws nothing that leaves the process,
   * follows a link, or has an event-based gateway that waited for it, and no outputs where it ends or undoes others
   * (8).
   */
  readonly momentaryElements: 'likeOthers' | 'bare';
}

export const CAMUNDA7_SEMANTICS: Semantics = {
  dialect: 'camunda7',
  onFailure: 'rollback',
  onUncaughtError: 'endPath',
  joinCounts: 'tokens',
  flowsWithoutCondition: 'hold',
  loopCounterBase: 0,
  workResults: 'propagate',
  equalValuesClimb: false,
  inputsSeeEachOther: false,
  startMessages: 'oneProcess',
  eventGatewayEnds: 'terminated',
  signalsInOwnTree: 'atOnce',
  eventOrder: 'ofHashMaps',
  asyncSignals: 'asJobs',
  buffersMessages: false,
  workRetries: null,
  errorVariables: 'propagate',
  boundaryVariables: 'fromActivity',
  localVariables: 'ofTheToken',
  versionNumbers: 'ofWhatIsLeft',
  retriesResolveIncident: true,
  branchOrder: 'depthFirst',
  timerCycle: 'byClock',
  conditionsAsked: 'beforeEnd',
  sameEventInScope: 'all',
  interruption: 'atOnce',
  terminationRunsOutputs: true,
  compensation: 'inItsScopes',
  linksAreSeen: false,
  interruptedScopeWaits: 'forNothing',
  interruptedScopeCatches: true,
  catchOrder: 'insideFirst',
  conditionsLookAt: 'eachChange',
  eventStartsOpen: 'withScope',
  modification: 'inTurn',
  migration: 'byPlan',
  workIsComputed: 'afterEvents',
  momentaryElements: 'likeOthers',
};

export const CAMUNDA8_SEMANTICS: Semantics = {
  dialect: 'camunda8',
  onFailure: 'incident',
  onUncaughtError: 'incident',
  joinCounts: 'flows',
  flowsWithoutCondition: 'holdAlone',
  loopCounterBase: 1,
  workResults: 'localWhenMapped',
  equalValuesClimb: true,
  inputsSeeEachOther: true,
  startMessages: 'anyProcess',
  eventGatewayEnds: 'completed',
  signalsInOwnTree: 'inTurn',
  eventOrder: 'ofTheModel',
  asyncSignals: 'likeOthers',
  buffersMessages: true,
  workRetries: 3,
  errorVariables: 'local',
  boundaryVariables: 'fromEvent',
  localVariables: 'ofTheActivity',
  versionNumbers: 'neverTwice',
  retriesResolveIncident: false,
  branchOrder: 'breadthFirst',
  timerCycle: 'counted',
  conditionsAsked: 'atEnd',
  sameEventInScope: 'last',
  interruption: 'inTurn',
  terminationRunsOutputs: false,
  compensation: 'besideTheThrow',
  linksAreSeen: true,
  interruptedScopeWaits: 'atBoundary',
  interruptedScopeCatches: false,
  catchOrder: 'codeFirst',
  conditionsLookAt: 'eachUpdate',
  eventStartsOpen: 'atItsStart',
  modification: 'together',
  migration: 'byActiveElements',
  workIsComputed: 'beforeEvents',
  momentaryElements: 'bare',
};
