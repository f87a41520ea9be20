import type { AuditEntryView, AuditRow } from './views/audit-view.ts';
import type { DefinitionsView, DefinitionView, DefinitionXmlView, StartFormView } from './views/definition-view.ts';
import type { IncidentGroupsView, IncidentRow, IncidentView } from './views/incident-view.ts';
import type { InstanceRow, InstanceView } from './views/instance-view.ts';
import type { JobRow } from './views/job-view.ts';
import type { MeView, ReasonsView } from './views/me-view.ts';
import type { NavCountsView, OverviewView } from './views/overview-view.ts';
import type { BoundedCount, Page } from './views/shared.ts';
import type { TaskRow, TaskView } from './views/task-view.ts';
import type { VariableHistoryView, VariablesView, VariableValueView } from './views/variable-view.ts';

/**
 * The two doors of the browser, as types: what each query takes and gives, what each operation takes. The registries
 * on the server must fill every line of it; the client (`client.ts`) knows nothing else of the server.
 */
export interface Queries {
  me: { params: NoParams; view: MeView };
  reasons: { params: NoParams; view: ReasonsView };
  'nav-counts': { params: NoParams; view: NavCountsView };
  overview: { params: { definition?: string }; view: OverviewView };
  definitions: { params: NoParams; view: DefinitionsView };
  /** By key, or by process id and version (newest when left out). */
  definition: { params: { key?: string; process?: string; version?: string | number }; view: DefinitionView };
  'definition-xml': { params: { key: string }; view: DefinitionXmlView };
  'start-form': { params: { process: string; version?: string | number }; view: StartFormView };
  instances: { params: InstanceFilter & ListParams; view: Page<InstanceRow> };
  'instance-count': { params: InstanceFilter; view: BoundedCount };
  instance: { params: { key: string }; view: InstanceView };
  /** `scope`: an element instance; without, all scopes of the instance. */
  'instance-variables': { params: { instance: string; scope?: string; name?: string }; view: VariablesView };
  'variable-value': { params: { key: string }; view: VariableValueView };
  'variable-history': { params: { key: string }; view: VariableHistoryView };
  'incident-groups': { params: IncidentFilter; view: IncidentGroupsView };
  incidents: { params: IncidentFilter & { fingerprint?: string; instance?: string; message?: string } & ListParams; view: Page<IncidentRow> };
  incident: { params: { key: string }; view: IncidentView };
  jobs: { params: { instance?: string; kind?: string; state?: string; definition?: string; element?: string } & ListParams; view: Page<JobRow> };
  tasks: { params: { filter?: 'mine' | 'available' | 'all' | 'overdue' } & ListParams; view: Page<TaskRow> };
  task: { params: { key: string }; view: TaskView };
  audit: { params: AuditFilter & ListParams; view: Page<AuditRow> };
  'audit-entry': { params: { n: string | number }; view: AuditEntryView };
}

export type QueryName = keyof Queries;
export type QueryParams<N extends QueryName> = Queries[N]['params'];
export type QueryView<N extends QueryName> = Queries[N]['view'];

type NoParams = Record<never, never>;

/** As in page addresses, so that a page's own search parameters can be passed on as they are. */
export interface ListParams {
  /** `-started`: newest first. Fields that sort are named by each list's schema. */
  sort?: string;
  /** `next` of the page before. */
  after?: string;
  /** 1 to 200; 100 when left out. */
  limit?: string | number;
}

/** Lists are comma-separated. Times: ISO, or `-24h`, `-7d`, `now`; ranges `from..to` with either side left out. */
export interface InstanceFilter {
  /** incident, suspended, retrying, active (running without incident), completed, cancelled; `running` is all that live. */
  state?: string;
  /** `order-fulfilment` or `order-fulfilment:17`. */
  definition?: string;
  /** Keys; or `in:` and a list. */
  key?: string;
  /** Exact, or `^=ORDER-` for a prefix. */
  businessKey?: string;
  /** Element ids that hold a token. */
  element?: string;
  /** Part of an open incident's message. */
  error?: string;
  fingerprint?: string;
  parent?: string;
  started?: string;
  ended?: string;
  /** `var.amount=gt:99000`, `var.currency=in:EUR,IDR`, `var.x=eq:1`, `lt:`, `gte:`, `lte:`, `ne:`, `like:part`, `exists:`. */
  [variable: `var.${string}`]: string | undefined;
}

export interface IncidentFilter {
  /** open (default), resolved or all. Groups are always of open ones. */
  state?: string;
  definition?: string;
  element?: string;
  type?: string;
  /** Range of times raised. */
  since?: string;
}

export interface AuditFilter {
  /** Part of a name, or an exact id. */
  who?: string;
  /** Operations, comma-separated. */
  what?: string;
  outcome?: string;
  risk?: string;
  channel?: string;
  /** Key of an instance, or of whatever the operation was about. */
  target?: string;
  instance?: string;
  reason?: string;
  ticket?: string;
  when?: string;
  /** `all` shows entries of the system too. */
  kind?: string;
}

/** What each operation takes beside its reason. */
export interface Operations {
  /** Retries of the job behind the incident; 1 when left out. */
  'incident.retry': { incidentKey: string; retries?: number };
  'instance.retry-all': { instanceKey: string; retries?: number };
  'instance.cancel': { instanceKey: string };
  'instance.start': { definitionKey: string; businessKey?: string; variables?: readonly VariableInput[] };
  /** Refused when the variable has been written since `expectedRevision`. */
  'variable.set': { instanceKey: string; scopeKey: string; name: string; type: string; text: string | null; expectedRevision: number };
  'variable.add': { instanceKey: string; scopeKey: string; name: string; type: string; text: string | null };
  'variable.remove': { instanceKey: string; scopeKey: string; name: string; expectedRevision: number };
  'job.set-retries': { jobKey: string; retries: number };
  /** `release`: gives the task back. */
  'task.claim': { taskKey: string; release?: boolean };
  'task.complete': { taskKey: string; variables?: readonly VariableInput[] };
  /** null: nobody. */
  'task.assign': { taskKey: string; assignee: string | null };
}

export type OperationName = keyof Operations;
export type OperationParameters<N extends OperationName> = Operations[N];

/** A value as written: a number's digits, `true`, JSON's text, ISO 8601 for a Date. */
export interface VariableInput { readonly name: string; readonly type: string; readonly text: string | null }

/** Why, as far as the operation's risk demands it (`OperationAccess.demands`). */
export interface Reason {
  readonly code?: string;
  readonly ticket?: string;
  readonly note?: string;
  /** Typed by hand for what destroys: the words of `OperationPreview.confirmation`. */
  readonly confirmation?: string;
}

export interface OperationRequest<N extends OperationName> {
  readonly parameters: OperationParameters<N>;
  readonly reason?: Reason;
  /** The version of the instance that the person saw; refused with `conflict` when it has moved on. */
  readonly expectedVersion?: number;
  /** `check`: nothing is done; the answer is an `OperationPreview`. */
  readonly mode?: 'run' | 'check';
}

export interface OperationResult {
  readonly kind: 'done';
  /** What happened, as a sentence. */
  readonly message: string;
  /** A new instance's key, say. */
  readonly instanceKey: string | null;
  /** The version after it. */
  readonly version: number | null;
}

/** What would happen, and whether it may. */
export interface OperationPreview {
  readonly kind: 'preview';
  readonly label: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  /** Which rule made it so. */
  readonly riskBecause: string;
  readonly demands: { readonly needsReason: boolean; readonly needsTicket: boolean; readonly needsConfirmation: boolean };
  /** The words to type, for what destroys. */
  readonly confirmation: string | null;
  /** Sentences: what will happen. */
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
  /** To be handed back as `expectedVersion`. */
  readonly version: number | null;
}
export interface OperationCheck {
  readonly name: string;
  readonly result: 'passed' | 'look' | 'blocked' | 'unknown';
  readonly evidence: string;
}

/** Body of every refusal. */
export interface DoorProblem {
  readonly code: 'invalid' | 'unauthenticated' | 'forbidden' | 'notFound' | 'conflict' | 'refused' | 'origin' | 'tooLarge' | 'unavailable' | 'failed';
  /** A sentence for the person. */
  readonly message: string;
  /** For the log and for help. */
  readonly reference: string;
  /** forbidden: what is missing, and who has it. */
  readonly permission?: string;
  readonly rolesWithPermission?: readonly string[];
  /** invalid: one line per field. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
}
