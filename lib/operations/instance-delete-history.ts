import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Removes all that is kept of a finished instance, with what it called. The audit log keeps what people did to it. */
export const instanceDeleteHistory: Operation<'instance.delete-history'> = {
  name: 'instance.delete-history',
  parameters: z.strictObject({ instanceKey: keySchema }),
  plan: async (context, { instanceKey }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.delete-history'].risk, riskBecause: 'Nothing of it can be read any more.', confirmation: `delete ${titleOf(instance)}`,
      effects: [`The history of ${titleOf(instance)} is removed: elements, variables, jobs, tasks, incidents.`, 'The audit log stays.'],
      checks: [instance.isEnded ? { name: 'Instance has ended', result: 'passed', evidence: 'It has.' } : { name: 'Instance has ended', result: 'blocked', evidence: 'It still runs: cancel it first.' }],
      before: { businessKey: instance.businessKey, definition: `${instance.processId}:${instance.definitionVersion}` }, after: null, version: null,
      run: async ({ audit }) => {
        const outcome = await context.engine.deleteInstanceHistory(instanceKey, { audit });
        return outcome.kind === 'rejection' ? outcome : { kind: 'done', message: `The history of ${titleOf(instance)} was removed.`, instanceKey: null, version: null };
      },
    };
  },
};
