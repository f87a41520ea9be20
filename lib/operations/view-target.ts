import { authorize } from '@/lib/auth/authorize.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { z } from 'zod';
import type { OperationCheck } from './contract.ts';
import type { OperationContext, Plan, Target } from './operation.ts';

/** Lists that can be kept as views. A new one is added here and puts the menu into its page's head. */
const VIEW_SCREENS = [
  'instances',
  'incidents',
  'incident-list',
  'jobs',
  'tasks',
  'batches',
  'audit',
  'definitions',
] as const;
export const MAX_VIEWS_PER_PERSON = 200;
const MAX_NAME_LENGTH = 80;
const MAX_ADDRESS_LENGTH = 8_000;
const noNul = (text: string) => !text.includes('\u0000');

export const screenSchema = z.enum(VIEW_SCREENS);
export const viewNameSchema = z
  .string()
  .trim()
  .min(1, 'The name is missing.')
  .max(MAX_NAME_LENGTH, `At most ${MAX_NAME_LENGTH} characters.`)
  .refine(noNul, 'A name has no NUL character.');
/** A query string of our own page, not a place to go to. */
export const addressSchema = z
  .string()
  .max(MAX_ADDRESS_LENGTH, 'This filter is too long to be kept.')
  .refine(
    (text) => /^[\x21-\x7e]*$/.test(text) && !/^[/\\]|[?#]/.test(text),
    'This is not the part of an address after the question mark.',
  );

export interface StoredView {
  readonly key: string;
  readonly screen: string;
  readonly name: string;
  readonly address: string;
  readonly owner: string;
  readonly isShared: boolean;
}

/** A view that the person can see; null: there is none. */
export async function findView({ database, person }: OperationContext, viewKey: string): Promise<StoredView | null> {
  const [row] = await database.$queryRaw<StoredView[]>(Prisma.sql`
    select v.key::text as key, v.screen, v.name, v.address, v.owner, v.is_shared as "isShared" from saved_view v
    where v.key = ${viewKey}::bigint and (v.owner = ${person.username} or v.is_shared)`);
  return row ?? null;
}

/** How many views somebody has, and whether one of them has this name already. */
export async function ownViews(
  database: Database,
  owner: string,
  screen: string,
  name: string,
): Promise<{ readonly count: number; readonly sameName: string | null }> {
  const [row] = await database.$queryRaw<{ count: number; sameName: string | null }[]>(Prisma.sql`
    select count(*)::int as count, max(v.key)
      filter (where v.screen = ${screen} and v.name = ${name})::text as "sameName" from saved_view v
      where v.owner = ${owner}`);
  return row ?? { count: 0, sameName: null };
}

/** A shared view of somebody else may be taken back by whoever may share; everything else is the owner's. */
export function ownershipCheck({ person }: OperationContext, view: StoredView, mayShareDo: boolean): OperationCheck {
  const name = 'It is yours to change';
  if (view.owner === person.username) return { name, result: 'passed', evidence: 'You made it.' };
  if (mayShareDo && authorize(person, 'view.share').isAllowed)
    return { name, result: 'look', evidence: `${view.owner} made it and shares it.` };
  return { name, result: 'blocked', evidence: `${view.owner} made it. Save it under a name of your own.` };
}

interface ViewPlan extends Pick<Plan, 'effects' | 'checks' | 'before' | 'after' | 'run'> {
  readonly viewKey: string;
}

export function viewPlan(operation: ActionName, { viewKey, ...plan }: ViewPlan): Plan {
  const target: Target = {
    kind: 'view',
    key: viewKey,
    instanceKey: null,
    definitionKey: null,
    processId: '',
    elementId: null,
    businessKey: null,
  };
  return {
    target,
    risk: ACTIONS[operation].risk,
    riskBecause: 'It changes what people look at, nothing in a process.',
    confirmation: null,
    version: null,
    ...plan,
  };
}
