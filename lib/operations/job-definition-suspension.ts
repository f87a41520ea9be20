import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { findJobDefinition, jobsThatAre, POSITIONS } from './job-definition-target.ts';
import { timeCheck } from './checks.ts';
import type { Operation, OperationContext } from './operation.ts';
import { instantSchema, keySchema, nameSchema } from './parameter-schemas.ts';

const parameters = z.strictObject({
  definitionKey: keySchema,
  elementId: nameSchema,
  position: z.enum(POSITIONS),
  includesJobs: z.boolean(),
  at: instantSchema.nullable(),
});
type Input = z.output<typeof parameters>;

/** Lets the jobs of one place of a model rest: those to come, and those that are there when they are included. */
export const jobDefinitionSuspend: Operation<'job-definition.suspend'> = {
  name: 'job-definition.suspend',
  parameters,
  plan: (context, input) => planSuspension(context, 'job-definition.suspend', input),
};
export const jobDefinitionResume: Operation<'job-definition.resume'> = {
  name: 'job-definition.resume',
  parameters,
  plan: (context, input) => planSuspension(context, 'job-definition.resume', input),
};

async function planSuspension(
  context: OperationContext,
  name: 'job-definition.suspend' | 'job-definition.resume',
  { includesJobs, at, ...where }: Input,
): ReturnType<Operation<'job-definition.suspend'>['plan']> {
  const found = await findJobDefinition(context, where);
  if ('kind' in found) return found;
  const { definitionKey } = where;
  const isSuspended = name === 'job-definition.suspend';
  const when = at === null ? 'now' : `at ${new Date(at).toISOString()}`;
  return {
    target: found.target,
    risk: ACTIONS[name].risk,
    riskBecause: isSuspended ? 'Every instance that comes there waits.' : 'All that waited there goes on together.',
    confirmation: null,
    effects: [
      `${found.title} ${isSuspended ? 'rests' : 'runs again'} ${when}.`,
      includesJobs
        ? `Jobs that are there ${isSuspended ? 'rest' : 'run'} too.`
        : 'Jobs that are there stay as they are.',
    ],
    checks: [
      found.isSuspended === isSuspended
        ? {
            name: 'It changes something',
            result: 'look',
            evidence: isSuspended ? 'It rests already.' : 'It runs already.',
          }
        : { name: 'It changes something', result: 'passed', evidence: found.isSuspended ? 'It rests.' : 'It runs.' },
      timeCheck(at, context.engine.now()),
    ],
    // Those that were so before would change with the others when it is taken back.
    before: {
      isSuspended: found.isSuspended,
      alreadySo: includesJobs ? await jobsThatAre(context.database, where, isSuspended) : 0,
    },
    state: { isSuspended: found.isSuspended },
    after: { isSuspended, includesJobs, at, position: where.position },
    version: null,
    run: async ({ audit }) => {
      await context.engine.changeJobSources(
        {
          scope: { definitionKey, ...found.source },
          isSuspended,
          includesJobs,
          at: at === null ? null : Date.parse(at),
        },
        { audit },
      );
      return {
        kind: 'done',
        message: `${found.title} ${isSuspended ? 'rests' : 'runs'}${at === null ? '.' : ` ${when}.`}`,
        instanceKey: null,
        version: null,
      };
    },
  };
}
