import { DEFAULT_TENANT } from './json-answer.ts';
import { invalidArgument } from './problem.ts';
import type { RequestBody } from './request-body.ts';

/** There is one tenant; a request for another one is refused with the request's own name. */
export function checkTenant(tenantId: string | null, request: string): void {
  if (isBlank(tenantId) || tenantId === DEFAULT_TENANT) return;
  throw invalidArgument(
    `Expected to handle request ${request} with tenant identifier '${tenantId}', but multi-tenancy is disabled`,
  );
}

/** What says nothing where something has to be said. */
export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/** A caller's own number for an operation; nothing but its range is looked at. */
export function operationReferenceFault(body: RequestBody): string | false {
  const reference = body.long('operationReference');
  return reference !== null && reference <= 0 && `The value for operationReference is '${reference}' but must be > 0.`;
}

/** All faults of a request at once, in one detail; what several of its parts lack is said once. */
export function refuseFaults(faults: readonly (string | false)[]): void {
  const found = faults.filter((fault) => fault !== false);
  if (found.length > 0) throw invalidArgument([...new Set(found)].join(' '));
}

/** No wait, lease or lifetime is longer than this, whatever is asked for: a date beyond could not be stored. */
const LONGEST_MS = 100 * 365 * 24 * 3_600_000;

/** A length of time; Camunda 8 takes negative ones for none. */
export const durationMs = (milliseconds: number | null): number => Math.min(Math.max(0, milliseconds ?? 0), LONGEST_MS);
