import { FREE_WITHOUT_RETRIES, type Instant, type Job } from '../../core/state.ts';
import type { LeasedJob, LeaseRequest } from '../../engine.ts';
import type { JobFilter } from '../../store/lease-jobs.ts';

export interface Poll {
  readonly request: LeaseRequest;
  readonly filterId: string;
  /** Polls with the same id can be answered by one statement. */
  readonly groupId: string;
  readonly settle: (jobs: readonly LeasedJob[]) => void;
  readonly fail: (error: Error) => void;
  /** Jobs promised to it in commits under way. */
  promised: number;
  readonly given: LeasedJob[];
  timer: NodeJS.Timeout | null;
  /** Its time is over: it ends as soon as nothing is promised to it any more. */
  isDue: boolean;
  isOver: boolean;
}

/** A statement under way, with what was woken meanwhile: it may have seen too little. */
export interface Look {
  readonly woken: Set<string>;
  isAllWoken: boolean;
}

/** '' for a poll that takes any job of its types. */
export function filterId(request: LeaseRequest): string {
  const filters = request.types.map(
    ({ businessKey, processIds, definitionKeys, versionTag, tenantIds, processVariables }) => ({
      businessKey,
      processIds,
      definitionKeys,
      versionTag,
      tenantIds,
      processVariables,
    }),
  );
  const text = JSON.stringify(filters);
  return text === JSON.stringify(filters.map(() => ({}))) ? '' : text;
}

export function groupId(request: LeaseRequest, filter: string): string {
  return JSON.stringify([
    request.types.map(({ type, leaseMs }) => [type, leaseMs]),
    request.byPriority,
    request.sort,
    filter,
  ]);
}

export function mayHaveMissed(look: Look, { request }: Poll): boolean {
  return look.isAllWoken || request.types.some(({ type }) => look.woken.has(type));
}

/** Topics that ask for the same go in one statement; each with wishes of its own needs its own. */
export function jobFilters(request: LeaseRequest, now: Instant): (JobFilter & { leaseMs: number })[] {
  const { byPriority, sort, types } = request;
  const [first] = types;
  if (first && filterId(request) === '' && types.every(({ leaseMs }) => leaseMs === first.leaseMs)) {
    return [{ types: types.map(({ type }) => type), now, byPriority, sort, leaseMs: first.leaseMs }];
  }
  return types.map(
    ({ type, leaseMs, businessKey, processIds, definitionKeys, versionTag, tenantIds, processVariables }) => ({
      types: [type],
      now,
      byPriority,
      sort,
      leaseMs,
      businessKey,
      processIds,
      definitionKeys,
      versionTag,
      tenantIds,
      processVariables,
    }),
  );
}

export function newPoll(request: LeaseRequest, settle: Poll['settle'], fail: Poll['fail']): Poll {
  const filter = filterId(request);
  return {
    request,
    filterId: filter,
    groupId: groupId(request, filter),
    settle,
    fail,
    promised: 0,
    given: [],
    timer: null,
    isDue: false,
    isOver: false,
  };
}

/** A worker may take it as soon as it is there. */
export function isFreeNow({ kind, type, dueAt, isSuspended, retries }: Job): boolean {
  const isTheirs = kind === 'worker' && type !== null && !isSuspended;
  return isTheirs && (dueAt === FREE_WITHOUT_RETRIES || (dueAt === null && (retries === null || retries > 0)));
}
