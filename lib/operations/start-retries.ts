import type { ActionName } from '@/lib/auth/policy.ts';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type NotFound, type OperationContext, type Plan } from './operation.ts';
import { type Attempt, dueDateCheck, incidentOpenCheck, type OpenIncident, setDueDate } from './retry.ts';
import { planStartTimer, versionRunsCheck } from './start-timer.ts';

/** New attempts for a job of a start event. null: the job is something else, and belongs to an instance. */
export function planStartRetries(
  context: OperationContext,
  name: Extract<ActionName, 'job.set-retries' | 'incident.retry'>,
  { jobKey, retries, dueAt }: Attempt & { readonly jobKey: string },
  checks: readonly OperationCheck[] = [],
): Promise<Plan | NotFound | null> {
  return planStartTimer(context, name, jobKey, (timer, title) => ({
    command: { type: 'setJobRetries', jobKey, retries },
    riskBecause: 'It may start an instance.',
    effects: [
      `${title} may be tried ${retries} more ${retries === 1 ? 'time' : 'times'}${dueAt === undefined ? '' : `, not before ${dueAt}`}.`,
      'Its incident closes; when the attempts fail again, a new one is raised.',
    ],
    checks: [...checks, versionRunsCheck(timer, 'look'), ...dueDateCheck([timer], dueAt)],
    before: { retries: timer.retries },
    after: { retries, ...(dueAt !== undefined && { dueAt }) },
    message: `${title} has ${retries} ${retries === 1 ? 'attempt' : 'attempts'}.`,
    ...(dueAt !== undefined && {
      first: (audit) => setDueDate(context.engine, jobKey, dueAt, audit, undefined),
    }),
  }));
}

/** The incident of a job of a start event: it stops no instance, and ends with new attempts. */
export async function planStartIncident(
  context: OperationContext,
  incident: OpenIncident,
  attempt: Attempt,
): Promise<Plan | NotFound> {
  const { key, jobKey, elementId } = incident;
  if (jobKey === null) return NOT_FOUND;
  const plan = await planStartRetries(context, 'incident.retry', { jobKey, ...attempt }, [incidentOpenCheck(incident)]);
  if (plan === null || !('run' in plan)) return plan ?? NOT_FOUND;
  return {
    ...plan,
    target: { ...plan.target, kind: 'incident', key, elementId },
    run: async (request) => {
      const result = await plan.run(request);
      return result.kind === 'done' ? { ...result, jobKeys: [jobKey] } : result;
    },
  };
}
