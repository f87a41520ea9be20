import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/**
 * Takes everything about an instance out of the product: allowed, given a reason and written down before the file is
 * made.
 */
export const instanceExportBundle: Operation<'instance.export-bundle'> = {
  name: 'instance.export-bundle',
  parameters: z.strictObject({ instanceKey: keySchema }),
  plan: async (context, { instanceKey }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.export-bundle'].risk,
      riskBecause: 'Variables may hold what is meant for few eyes; the file can be passed on.',
      confirmation: null,
      effects: [
        `One file is made of ${titleOf(instance)} and all that it called: models, elements, variables with their former values, jobs, incidents with stack traces, decisions and what operators did.`,
        'It holds what you may read, in plain text. Nothing in the engine changes.',
        'It can be opened under Instances, here or in another installation, and looked at like the instance itself.',
      ],
      checks: [],
      before: null,
      after: null,
      version: null,
      run: async ({ audit }) => {
        await context.engine.audit(audit, { outcome: 'done', text: null });
        return {
          kind: 'done',
          message: `The export of ${titleOf(instance)} was noted.`,
          instanceKey: instance.key,
          version: null,
        };
      },
    };
  },
};
