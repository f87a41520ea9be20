import { z } from 'zod';
import type { OperationCheck } from './contract.ts';
import type { LiveInstance } from './instance-target.ts';
import { type JobTarget, jobTitle, planJob } from './job-target.ts';
import type { Operation, OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { planStartTimer, versionRunsCheck } from './start-timer.ts';

const parameters = z.strictObject({ jobKey: keySchema });

/**
 * Lets one job rest: nobody is given it and it does not run by itself, while everything else of its instance goes on.
 */
export const jobSuspend: Operation<'job.suspend'> = {
  name: 'job.suspend',
  parameters,
  plan: (context, { jobKey }) => planSuspension(context, 'job.suspend', jobKey),
};
export const jobResume: Operation<'job.resume'> = {
  name: 'job.resume',
  parameters,
  plan: (context, { jobKey }) => planSuspension(context, 'job.resume', jobKey),
};

async function planSuspension(
  context: OperationContext,
  name: 'job.suspend' | 'job.resume',
  jobKey: string,
): ReturnType<Operation<'job.suspend'>['plan']> {
  const isSuspended = name === 'job.suspend';
  return (
    (await planStartTimer(context, name, jobKey, (timer, title) => ({
      command: { type: 'setJobSuspension', jobKey, isSuspended },
      riskBecause: isSuspended ? 'Instances that are due are not started.' : 'What is late starts at once.',
      effects: [
        `${title} ${isSuspended ? 'rests until it is resumed: it starts nothing' : 'runs again'}.`,
        ...(timer.dueAt === null ? [] : [startConsequence(timer.dueAt, isSuspended, context.engine.now())]),
      ],
      checks: [changesCheck(timer, isSuspended), ...(isSuspended ? [] : [versionRunsCheck(timer, 'look')])],
      before: { isSuspended: timer.isSuspended },
      after: { isSuspended },
      message: `${title} ${isSuspended ? 'rests until it is resumed' : 'runs again'}.`,
    }))) ??
    planJob(context, name, jobKey, (job, instance) => {
      const message = `${jobTitle(job, instance)} ${isSuspended ? 'rests until it is resumed' : 'runs again'}.`;
      return {
        command: { type: 'setJobSuspension', jobKey, isSuspended },
        riskBecause: isSuspended ? 'Its token waits, whatever is due.' : 'It may run at once.',
        effects: [message, consequence(job, isSuspended, context.engine.now())],
        checks: [changesCheck(job, isSuspended), ...(isSuspended ? [] : [instanceCheck(instance)])],
        before: { isSuspended: job.isSuspended },
        after: { isSuspended },
        message: () => message,
      };
    })
  );
}

/** What that means for this kind of job. */
function consequence(job: JobTarget, isSuspended: boolean, now: number): string {
  if (job.kind === 'worker')
    return isSuspended
      ? 'No worker is given it; one that holds it may still finish.'
      : `Workers of ${job.type ?? 'its type'} are given it again.`;
  if (job.dueAt === null) return isSuspended ? 'It does not run by itself.' : 'It runs at once.';
  const at = job.dueAt.toISOString();
  if (isSuspended) return `It does not run at ${at}; what is missed meanwhile runs at once on resuming.`;
  return job.dueAt.getTime() <= now ? `It has been due since ${at} and runs at once.` : `It runs at ${at}.`;
}

/** Times that are missed while it rests are one time. */
function startConsequence(dueAt: Date, isSuspended: boolean, now: number): string {
  const at = dueAt.toISOString();
  if (isSuspended) return `It does not fire at ${at}; resumed later, it fires once and goes on from there.`;
  return dueAt.getTime() <= now ? `It has been due since ${at} and fires at once.` : `It fires at ${at}.`;
}

function changesCheck(job: Pick<JobTarget, 'isSuspended'>, isSuspended: boolean): OperationCheck {
  const name = 'It changes something';
  if (job.isSuspended !== isSuspended)
    return { name, result: 'passed', evidence: job.isSuspended ? 'It rests.' : 'It does not rest.' };
  return { name, result: 'blocked', evidence: isSuspended ? 'It rests already.' : 'It does not rest.' };
}

function instanceCheck({ isSuspended }: LiveInstance): OperationCheck {
  const name = 'Its instance runs';
  return isSuspended
    ? { name, result: 'look', evidence: 'The instance is suspended: the job runs only when that is resumed too.' }
    : { name, result: 'passed', evidence: 'It does.' };
}
