import { z } from 'zod';
import { demandsOf } from '@/lib/auth/policy.ts';
import { ticketRule } from '@/lib/auth/ticket-rule.ts';
import type { Database } from '@/lib/db.ts';
import type { Correction, Reason } from './contract.ts';
import type { Plan } from './operation.ts';

const MAX_NOTE_LENGTH = 4_000;
const MAX_DECLARED_LENGTH = 2_000;
const noNul = (value: string) => !value.includes('\u0000');

const declared = z.string().trim().max(MAX_DECLARED_LENGTH).refine(noNul);

const MAX_CHECKS = 100;

export const reasonSchema = z.strictObject({
  looked: z.array(z.string().max(200).refine(noNul)).max(MAX_CHECKS).optional(),
  code: z.string().max(100).refine(noNul).optional(),
  ticket: z.string().max(100).refine(noNul).optional(),
  note: z.string().max(MAX_NOTE_LENGTH).refine(noNul).optional(),
  confirmation: z.string().max(200).optional(),
  correction: z.strictObject({ symptom: declared, expectedNext: declared, rollback: declared }).optional(),
});

export interface ReasonProblem {
  readonly path: string;
  readonly message: string;
}

/** What is missing in the reason, as far as the risk class demands one. */
export async function reasonProblems(
  database: Database,
  plan: Pick<Plan, 'risk' | 'confirmation' | 'correction'>,
  reason: Reason,
): Promise<readonly ReasonProblem[]> {
  const demands = demandsOf(plan.risk);
  const problems: ReasonProblem[] = [];
  if (reason.code !== undefined && reason.code !== '') {
    const known = await database.reasonCode.findUnique({ where: { code: reason.code } });
    if (known === null || known.disabledAt !== null)
      problems.push({ path: 'reason.code', message: 'This reason is not on the list.' });
  } else if (demands.needsReason) problems.push({ path: 'reason.code', message: 'Choose a reason.' });
  if (reason.ticket !== undefined && reason.ticket !== '') {
    const rule = await ticketRule(database);
    if (!new RegExp(rule.pattern, 'u').test(reason.ticket))
      problems.push({ path: 'reason.ticket', message: `A ticket is written like ${rule.example}.` });
  } else if (demands.needsTicket) problems.push({ path: 'reason.ticket', message: 'Name the ticket.' });
  if (asksForCorrection(plan)) problems.push(...correctionProblems(reason.correction));
  if (plan.confirmation !== null && reason.confirmation !== plan.confirmation) {
    problems.push({ path: 'reason.confirmation', message: `Type "${plan.confirmation}" to go on.` });
  }
  return problems;
}

/** Guarded corrections need none of it: they can be repeated. */
export function asksForCorrection(plan: Pick<Plan, 'risk' | 'correction'>): boolean {
  return plan.correction !== undefined && plan.correction !== null && demandsOf(plan.risk).needsTicket;
}

function correctionProblems(correction: Correction | undefined): readonly ReasonProblem[] {
  const missing: readonly [keyof Correction, string][] = [
    ['symptom', 'Say what is wrong now.'],
    ['expectedNext', 'Say what is expected to happen next.'],
    ['rollback', 'Say how it would be taken back.'],
  ];
  return missing.flatMap(([field, message]) =>
    (correction?.[field] ?? '') === '' ? [{ path: `reason.correction.${field}`, message }] : [],
  );
}
