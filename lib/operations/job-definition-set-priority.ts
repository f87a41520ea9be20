import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { findJobDefinition, POSITIONS } from './job-definition-target.ts';
import type { Operation } from './operation.ts';
import { keySchema, nameSchema } from './parameter-schemas.ts';

const MAX_PRIORITY = 2_147_483_647;

/** Jobs of one place get this priority instead of the model's; null: the model's again. */
export const jobDefinitionSetPriority: Operation<'job-definition.set-priority'> = {
  name: 'job-definition.set-priority',
  parameters: z.strictObject({
    definitionKey: keySchema,
    elementId: nameSchema,
    position: z.enum(POSITIONS),
    priority: z
      .number()
      .int('A whole number.')
      .min(-MAX_PRIORITY - 1)
      .max(MAX_PRIORITY)
      .nullable(),
    includesJobs: z.boolean(),
  }),
  plan: async (context, { priority, includesJobs, ...where }) => {
    const found = await findJobDefinition(context, where);
    if ('kind' in found) return found;
    const { definitionKey } = where;
    return {
      target: found.target,
      risk: ACTIONS['job-definition.set-priority'].risk,
      riskBecause: 'Other jobs wait longer for these.',
      confirmation: null,
      effects: [
        priority === null
          ? `${found.title} gives its jobs the model’s priority again.`
          : `${found.title} gives its jobs priority ${priority}.`,
        includesJobs ? 'Jobs that are there get it too.' : 'Jobs that are there keep theirs.',
      ],
      checks: [
        found.priority === priority
          ? { name: 'It changes something', result: 'look', evidence: 'It is so already.' }
          : {
              name: 'It changes something',
              result: 'passed',
              evidence: found.priority === null ? 'The model’s holds.' : `${found.priority} holds.`,
            },
        priority === null && includesJobs
          ? {
              name: 'Jobs that are there can have it',
              result: 'blocked',
              evidence: 'What they had before is not known any more: they keep what they have.',
            }
          : {
              name: 'Jobs that are there can have it',
              result: 'passed',
              evidence: includesJobs ? 'They can.' : 'They are not asked.',
            },
      ],
      before: { priority: found.priority },
      after: { priority, includesJobs, position: where.position },
      version: null,
      run: async ({ audit }) => {
        await context.engine.changeJobSources(
          { scope: { definitionKey, ...found.source }, priority, includesJobs, at: null },
          { audit },
        );
        return {
          kind: 'done',
          message: `${found.title} has ${priority === null ? 'the model’s priority' : `priority ${priority}`}.`,
          instanceKey: null,
          version: null,
        };
      },
    };
  },
};
