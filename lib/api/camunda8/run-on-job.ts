import type { AuditRecord, Command, Engine } from '@/engine/index.ts';
import { JOB_UPDATE, type JobDeed, jobRefusal } from './job-refusal.ts';

/** What a worker does to its job, or an operator to its attempts. */
export type JobCommand = Extract<Command, { readonly type: keyof typeof DEEDS }>;

const DEEDS = {
  completeJob: { command: 'COMPLETE', doing: 'complete job' },
  failJob: { command: 'FAIL', doing: 'fail job' },
  throwJobError: { command: 'THROW_ERROR', doing: 'throw an error for job' },
  setJobRetries: JOB_UPDATE,
} as const satisfies Partial<Record<Command['type'], JobDeed>>;

/** Throws what Camunda 8 answers to a job that is not there, or not in a state for it. */
export async function runOnJob(engine: Engine, command: JobCommand, audit?: AuditRecord): Promise<void> {
  const executed = await engine.execute(command, audit === undefined ? {} : { audit });
  if (executed.kind === 'rejection') throw jobRefusal(DEEDS[command.type], command.jobKey, executed);
}
