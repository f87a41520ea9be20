import type { DecisionGraph } from '../graph/decision.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { EngineEvent } from './events.ts';
import type { DelegateRoute, OutsideAnswer, OutsideCall } from './outside-call.ts';
import type { Instant, Key, TreeState } from './state.ts';

/** A definition as the core sees it. */
export interface Definition {
  readonly key: Key;
  readonly version: number;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
  readonly isSuspended: boolean;
  /** Taken away while its former instances stay (Camunda 8): nothing starts by it. */
  readonly isDeleted?: boolean;
  /** What operators set for the jobs that one place of the model makes, by `jobSourceId`. */
  readonly jobSettings: ReadonlyMap<string, JobSetting>;
  readonly graph: ProcessGraph;
}

/** null: as the definition (suspension), as the model says (priority). */
export interface JobSetting {
  readonly isSuspended: boolean | null;
  readonly priority: number | null;
}

/** One version of a decision, with the file that it stands in. */
export interface DecisionDefinition {
  readonly key: Key;
  readonly decisionId: string;
  readonly version: number;
  readonly deploymentKey: Key;
  readonly tenantId: string | null;
  /** null: the file is no requirements of its own. */
  readonly requirementsKey: Key | null;
  readonly graph: DecisionGraph;
  /** Key and version of every decision of the file, by id. */
  readonly versions: ReadonlyMap<string, { readonly key: Key; readonly version: number }>;
}

/** One version of a form that is deployed by itself. */
export interface FormDefinition {
  readonly key: Key;
  readonly formId: string;
  readonly version: number;
}

/** How a user task names its form. */
export interface LinkedFormQuery {
  readonly formId: string;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  /** Deployment of the process, for `deployment`. */
  readonly deploymentKey: Key;
  readonly version?: number;
  readonly versionTag?: string;
  readonly tenantId: string | null;
}

/** What was asked for as the only one is not. */
export interface SeveralMatches {
  readonly matches: number;
}

/** How a business rule task names the decision that it asks for. */
export interface CalledDecisionQuery {
  readonly decisionId: string;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  /** Deployment of the process, for `deployment`. */
  readonly deploymentKey: Key;
  readonly version?: number;
  readonly versionTag?: string;
  readonly tenantId: string | null;
  /** A tag that several versions have is nobody's: Camunda 7. */
  readonly isSole?: boolean;
}

/** Who holds a job, as far as this node knows. */
export interface Lease {
  readonly worker: string | null;
  readonly until: Instant | null;
}

/** How a call activity names what it calls. */
export interface CalledDefinitionQuery {
  readonly processId: string;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  /** Deployment of the caller, for `deployment`. */
  readonly deploymentKey: Key;
  /** null, as the tag: whichever there is. */
  readonly version?: number | null;
  readonly versionTag?: string | null;
  readonly tenantId: string | null;
  /** What several versions fit is none: Camunda 7. */
  readonly isSole?: boolean;
}

/** All that the core knows of the world. Time and keys arrive here; nothing in the core reads a clock. */
export interface Facts {
  readonly now: Instant;
  newKey(): Key;
  /** Definitions by key; undefined: not loaded, the core answers with a need. */
  definition(key: Key): Definition | undefined;
  /** undefined: not looked up yet (a need); null: there is none. */
  calledDefinition(query: CalledDefinitionQuery): Definition | SeveralMatches | null | undefined;
  /** undefined: not looked up yet (a need); null: there is none. */
  calledDecision(query: CalledDecisionQuery): DecisionDefinition | SeveralMatches | null | undefined;
  /** undefined: not looked up yet (a need); null: there is none. */
  linkedForm(query: LinkedFormQuery): FormDefinition | null | undefined;
  /** undefined: not looked up yet (a need). */
  lease(jobKey: Key): Lease | undefined;
  /** What the host registered under the name; undefined: nothing. */
  delegate(name: string): DelegateRoute | undefined;
  /**
   * The answer to the n-th call of this command, from 0, which is the same call whenever the core is asked again;
   * undefined: not made yet (a need).
   */
  outside(n: number): OutsideAnswer | undefined;
}

export type Need =
  | { readonly kind: 'definition'; readonly key: Key }
  | { readonly kind: 'calledDefinition'; readonly query: CalledDefinitionQuery }
  | { readonly kind: 'calledDecision'; readonly query: CalledDecisionQuery }
  | { readonly kind: 'linkedForm'; readonly query: LinkedFormQuery }
  | { readonly kind: 'lease'; readonly jobKey: Key }
  | { readonly kind: 'outside'; readonly n: number; readonly call: OutsideCall };

/** Data for the caller; nothing has changed. `message` is neutral: each API says it in its own words by `code`. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly code: RejectionCode;
  readonly message: string;
  /** What the APIs put into their own sentences: the job's worker, the element's id. */
  readonly details: Readonly<Record<string, string | number | null>>;
}

export type RejectionCode =
  | 'notFound' // no such instance, job, task, incident, subscription
  | 'lockedByOther' // details: worker, lockedBy
  | 'invalidState' // finished, suspended, no retries left, called instance
  | 'invalidArgument'
  | 'alreadyClaimed' // details: assignee
  | 'noStartEvent'
  | 'failed'; // Camunda 7: the step threw; everything of the command was undone

export type Decision =
  | {
      readonly kind: 'accepted';
      readonly events: readonly EngineEvent[];
      readonly state: TreeState;
      readonly result: CommandResult;
    }
  | { readonly kind: 'needs'; readonly needs: readonly Need[] }
  | Rejection;

/** What a command tells its caller beyond "done". */
export interface CommandResult {
  readonly instanceKey?: Key;
  /** `executeJob`: the attempt failed, was counted, and this is why. */
  readonly failure?: string;
  /** Its exception in Camunda 7, where that is not the general one. */
  readonly failureException?: string;
  readonly isInstanceEnded?: boolean;
  /** `completeUserTask` with a form: what it made of what was submitted. */
  readonly submitted?: Readonly<Record<string, VariableValue>>;
  /** It waits for listeners of the task (Camunda 8): `awaitTaskTransition` tells what comes of it. */
  readonly transitionKey?: Key;
  /** `returnsVariables`: of the instance itself, transient ones among them; with what it ended, if it has ended. */
  readonly variables?: Readonly<Record<string, VariableValue>>;
  /** The task that it is about, where the command names none. */
  readonly taskKey?: Key;
}
