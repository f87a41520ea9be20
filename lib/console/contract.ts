import type { AuditEntryView, AuditRow, AuditTotalsView, AuditVerificationView } from './views/audit-view.ts';
import type { BatchItemRow, BatchRow, BatchView, InstanceBatchesView, SelectionView } from './views/batch-view.ts';
import type { InstanceDecisionsView } from './views/decision-view.ts';
import type {
  DefinitionCallsView,
  DefinitionDurationsView,
  DefinitionRetirementView,
  DefinitionStatisticsView,
  DefinitionView,
  DefinitionXmlView,
  DefinitionsView,
  MigrationPlanView,
  StartFormView,
  StartLikeView,
} from './views/definition-view.ts';
import type { InstanceEvent } from './views/event-view.ts';
import type {
  ClosedGroupsView,
  IncidentCommentsView,
  IncidentGroupsView,
  IncidentRow,
  IncidentVersionsView,
  IncidentView,
} from './views/incident-view.ts';
import type { ElementInstanceNode, InstanceRow, InstanceView } from './views/instance-view.ts';
import type {
  JobDefinitionsView,
  JobFiguresView,
  JobPaceView,
  JobRow,
  JobView,
  StartTimersView,
  TimerCalendarView,
} from './views/job-view.ts';
import type {
  BufferedMessageRow,
  CorrelatedMessageRow,
  EarlyMessageRow,
  ExpiredMessageRow,
  ExpiredMessageView,
  EarlyMessageView,
  MessageNamesView,
  MessageRulesView,
  SubscriptionRow,
} from './views/message-view.ts';
import type { MeView, PeopleView, ReasonsView } from './views/me-view.ts';
import type { NoticeRow, NoticeStateView, PresenceView } from './views/notice-view.ts';
import type { NavCountsView, OverviewView } from './views/overview-view.ts';
import type { SavedViewsView, VariableNamesView } from './views/saved-view.ts';
import type { BoundedCount, Page, SearchedPage } from './views/shared.ts';
import type { TaskNumbersView, TaskRow, TaskView } from './views/task-view.ts';
import type { TopicView, WorkerPageView, WorkersView } from './views/worker-view.ts';
import type {
  EvaluationView,
  VariableHistoryView,
  VariableReadersView,
  VariableRow,
  VariableValueView,
} from './views/variable-view.ts';

export type {
  AsRequest,
  BatchAction,
  BatchSample,
  BatchSelection,
  StopRule,
  Correction,
  ElementMoment,
  ElementOutlook,
  InstanceSelection,
  ManyStep,
  MappedElement,
  MessageSelection,
  ModificationStep,
  OperationCheck,
  OperationName,
  OperationParameters,
  OperationPreview,
  OperationRequest,
  OperationResult,
  Operations,
  Reason,
  RestCall,
  RestartChoices,
  RestartStart,
  ValueFacts,
  VariableInput,
  VariableOutlook,
} from '@/lib/operations/contract.ts';

/**
 * The two doors of the browser, as types: what each query takes and gives, what each operation takes. The registries
 * on the server must fill every line of it; the client (`client.ts`) knows nothing else of the server.
 */
export interface Queries {
  me: { params: NoParams; view: MeView };
  reasons: { params: NoParams; view: ReasonsView };
  'nav-counts': { params: NoParams; view: NavCountsView };
  /** The person's own. `unread`: `yes`. */
  notices: { params: { kind?: string; unread?: string } & ListParams; view: Page<NoticeRow> };
  'notice-state': { params: NoParams; view: NoticeStateView };
  /** Who else looks at an instance. */
  presence: { params: { instance: string }; view: PresenceView };
  overview: { params: { definition?: string }; view: OverviewView };
  definitions: { params: NoParams; view: DefinitionsView };
  /** By key, or by process id and version (newest when left out). */
  definition: { params: { key?: string; process?: string; version?: string | number }; view: DefinitionView };
  'definition-xml': { params: { key: string }; view: DefinitionXmlView };
  'definition-calls': { params: { definition: string }; view: DefinitionCallsView };
  /** Of each process's newest version; only those that have ended instances. */
  'definition-durations': { params: NoParams; view: DefinitionDurationsView };
  'definition-retirement': { params: { definition: string }; view: DefinitionRetirementView };
  'definition-statistics': { params: { definition: string }; view: DefinitionStatisticsView };
  'start-form': { params: { process: string; version?: string | number }; view: StartFormView };
  /** `variables`: paths whose values the rows bring with them, comma-separated. */
  'start-like': { params: { instance: string }; view: StartLikeView };
  instances: { params: InstanceFilter & ListParams & { variables?: string }; view: SearchedPage<InstanceRow> };
  'instance-count': { params: InstanceFilter; view: BoundedCount };
  'saved-views': { params: { screen: string }; view: SavedViewsView };
  'variable-names': { params: NoParams; view: VariableNamesView };
  instance: { params: { key: string }; view: InstanceView };
  /** Every change of the instance in order; see `instance-variables` for the values of a moment. */
  'instance-story': { params: { key: string; after?: string }; view: Page<InstanceEvent> };
  /** Everything that was kept of an instance, newest first. */
  'instance-events': { params: { instance: string; after?: string }; view: Page<InstanceEvent> };
  /** Element instances created after `from`: the rest of a history that is cut. */
  'instance-elements': { params: { instance: string; from: string; after?: string }; view: Page<ElementInstanceNode> };
  /** Newest first. */
  'instance-decisions': { params: { instance: string }; view: InstanceDecisionsView };
  /**
   * `scope`: an element instance; without, all scopes of the instance. `at`: milliseconds; the values as they were
   * then. A page is in the order of names; what lives comes before what does not.
   */
  'instance-variables': {
    params: { instance: string; scope?: string; name?: string; value?: string; at?: string | number; after?: string };
    view: Page<VariableRow>;
  };
  /** `revision`: a former value. */
  'variable-value': { params: { key: string; revision?: string | number }; view: VariableValueView };
  'variable-history': { params: { key: string }; view: VariableHistoryView };
  'variable-readers': { params: { instance: string; name: string }; view: VariableReadersView };
  /** In the language of the instance's notation: `${…}` or FEEL. Nothing is written by it. */
  'evaluate-expression': { params: { instance: string; scope: string; expression: string }; view: EvaluationView };
  'incident-groups': { params: IncidentFilter & { triage?: string; owner?: string }; view: IncidentGroupsView };
  'incident-groups-closed': { params: { definition?: string; since?: string }; view: ClosedGroupsView };
  /** Of the group that the incident belongs to. */
  'incident-comments': { params: { incident: string }; view: IncidentCommentsView };
  /** Who can be made an owner. */
  people: { params: NoParams; view: PeopleView };
  incidents: { params: IncidentListFilter & ListParams; view: Page<IncidentRow> };
  /** Of open ones. */
  'incident-count': { params: IncidentListFilter; view: BoundedCount };
  incident: { params: { key: string }; view: IncidentView };
  jobs: { params: JobFilter & ListParams; view: SearchedPage<JobRow> };
  'job-figures': { params: NoParams; view: JobFiguresView };
  'job-pace': { params: { range?: '1h' | '24h' }; view: JobPaceView };
  'job-count': { params: JobFilter; view: BoundedCount };
  workers: { params: NoParams; view: WorkersView };
  'start-timers': { params: { definition: string }; view: StartTimersView };
  'timer-calendar': { params: { definition?: string }; view: TimerCalendarView };
  topic: { params: { topic: string; range?: '1h' | '24h' }; view: TopicView };
  worker: { params: { worker: string; range?: '1h' | '24h' }; view: WorkerPageView };
  job: { params: { key: string }; view: JobView };
  'job-definitions': { params: { definition: string }; view: JobDefinitionsView };
  /** Of the group that the incident belongs to, by version. */
  'incident-versions': { params: { incident: string }; view: IncidentVersionsView };
  tasks: { params: TaskFilter & ListParams; view: Page<TaskRow> };
  'task-count': { params: TaskFilter; view: BoundedCount };
  'task-numbers': { params: NoParams; view: TaskNumbersView };
  task: { params: { key: string }; view: TaskView };
  /** Camunda 7's messages that matched nothing. `key`: the business key. */
  'early-messages': {
    params: { state?: string; name?: string; key?: string; received?: string; watched?: string } & ListParams;
    view: Page<EarlyMessageRow>;
  };
  'early-message-count': {
    params: { state?: string; name?: string; key?: string; received?: string; watched?: string };
    view: BoundedCount;
  };
  'early-message': { params: { key: string }; view: EarlyMessageView };
  'buffered-messages': { params: { name?: string; key?: string } & ListParams; view: Page<BufferedMessageRow> };
  'expired-messages': {
    params: { name?: string; key?: string; expired?: string } & ListParams;
    view: Page<ExpiredMessageRow>;
  };
  'expired-message': { params: { key: string }; view: ExpiredMessageView };
  'correlated-messages': {
    params: { name?: string; key?: string } & ListParams;
    view: SearchedPage<CorrelatedMessageRow>;
  };
  /** `key`: correlation key or business key. */
  subscriptions: {
    params: { kind?: string; name?: string; key?: string; definition?: string; instance?: string } & ListParams;
    view: Page<SubscriptionRow>;
  };
  'message-names': { params: { kind?: 'message' | 'signal' }; view: MessageNamesView };
  'message-rules': { params: NoParams; view: MessageRulesView };
  'migration-plan': { params: { source: string; target: string }; view: MigrationPlanView };
  /** How many have not ended. */
  'batch-count': { params: NoParams; view: BoundedCount };
  batches: { params: { state?: string; type?: string; by?: string } & ListParams; view: Page<BatchRow> };
  batch: { params: { key: string }; view: BatchView };
  /** `selection`: an `InstanceSelection` as JSON. */
  selection: { params: { selection: string }; view: SelectionView };
  'batch-items': { params: { batch: string; state?: string } & ListParams; view: Page<BatchItemRow> };
  /** What batches have done to an instance, its incidents, jobs and messages, newest first. */
  'instance-batches': { params: { instance: string }; view: InstanceBatchesView };
  audit: { params: AuditFilter & ListParams; view: SearchedPage<AuditRow> };
  'audit-totals': { params: NoParams; view: AuditTotalsView };
  'audit-entry': { params: { n: string | number }; view: AuditEntryView };
  'audit-verification': { params: { after?: string; hash?: string }; view: AuditVerificationView };
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

/**
 * Lists are comma-separated. Times: ISO, or `-24h`, `-7d`, `now`; ranges `from..to` with either side left out. Texts
 * may begin with an operator, `like:*part*`, `in:a,b`, `ne:`, `starts:` or `^=`, `exists:`, `missing:`, with an `i`
 * before it to ignore case.
 */
export interface InstanceFilter {
  /**
   * incident, suspended, retrying, active (running without incident), completed, cancelled; `running` is all that live.
   */
  state?: string;
  /** `order-fulfilment` or `order-fulfilment:17`. */
  definition?: string;
  definitionName?: string;
  versionTag?: string;
  key?: string;
  businessKey?: string;
  /** Element ids that hold a token. */
  element?: string;
  /** Element ids that were left; together with `executedAt` entered in that time. */
  executed?: string;
  executedAt?: string;
  /** When one of its jobs was executed. */
  jobExecuted?: string;
  /** open, resolved, any, none, or below: of called instances. */
  incident?: string;
  incidentType?: string;
  /** Part of an incident's message. */
  error?: string;
  /** Hash of an incident's error: its group. */
  fingerprint?: string;
  /** A job that failed: with retries `left`, or `out` of them. */
  failedJob?: string;
  suspended?: string;
  parent?: string;
  /** Instances that it called. */
  called?: string;
  /** root, called, calls. */
  hierarchy?: string;
  batch?: string;
  /** User names; `me`. */
  startedBy?: string;
  /** `-`: none. */
  tenant?: string;
  started?: string;
  ended?: string;
  /** When something last happened in it. */
  changed?: string;
  /** `any`: one of the fields is enough. */
  match?: string;
  /** The filter as text, see `filter/filter-query.ts`. */
  q?: string;
  /**
   * `var.amount=gt:99000`, `var.currency=in:EUR,IDR`, `var.order.total=lt:5`, `var.~Name=ilike:part`; see
   * `filter/written-value.ts`.
   */
  [variable: `var.${string}`]: string | undefined;
}

export interface JobFilter {
  instance?: string;
  /** Keys, comma-separated. */
  key?: string;
  /** worker, continuation, timer; start: timers that start instances. */
  kind?: string;
  /**
   * waiting, leased, retrying, incident, suspended, overdue, completed, cancelled; `open` is all that have not ended.
   */
  state?: string;
  definition?: string;
  element?: string;
  topic?: string;
  worker?: string;
  /** Attempts left: `0`, `1..3`. */
  retries?: string;
  /** `50`, `10..`. */
  priority?: string;
  due?: string;
  /** When its lock ends. */
  locked?: string;
  created?: string;
  /** Part of its last error. */
  message?: string;
  /** `-`: none. */
  tenant?: string;
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

export interface IncidentListFilter extends IncidentFilter {
  fingerprint?: string;
  instance?: string;
  /** Part of it. */
  message?: string;
}

export interface TaskFilter {
  filter?: 'mine' | 'available' | 'all' | 'overdue' | 'delegated';
  /** `none`: nobody has it. */
  assignee?: string;
  group?: string;
  definition?: string;
  element?: string;
  user?: string;
  name?: string;
  instance?: string;
  root?: string;
  due?: string;
  followUp?: string;
  created?: string;
  priority?: string;
  [variable: `var.${string}`]: string;
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
  element?: string;
  /** Name of a variable that was written or removed. */
  variable?: string;
  /** Key: what was done with this batch. */
  batch?: string;
  reason?: string;
  ticket?: string;
  /** Part of a note, or of what was noted at an entry. */
  note?: string;
  when?: string;
  /** `all` shows entries of the system too. */
  kind?: string;
}

/** Body of every refusal. */
export interface DoorProblem {
  readonly code:
    | 'invalid'
    | 'unauthenticated'
    | 'forbidden'
    | 'notFound'
    | 'conflict'
    | 'refused'
    | 'origin'
    | 'tooLarge'
    | 'unavailable'
    | 'failed';
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
