import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { Operation } from './operation.ts';
import { nameSchema, variablesSchema } from './parameter-schemas.ts';
import { countOf, reachCheck, receiverSentences, receiverTarget } from './receivers.ts';
import { typedValues, valuesCheck } from './typed-value.ts';
import { grouped } from './grouped.ts';

/** Throws a signal to all that wait for it and to all that start with it; it is never kept. */
export const signalBroadcast: Operation<'signal.broadcast'> = {
  name: 'signal.broadcast',
  parameters: z.strictObject({
    name: nameSchema,
    variables: variablesSchema.optional(),
    tenantId: nameSchema.optional(),
  }),
  plan: async (context, { name, variables = [], tenantId }) => {
    const { values, problems } = typedValues(variables);
    const receivers = await context.engine.receiversOfSignal({ name, tenantId });
    const count = countOf(receivers);
    return {
      target: receiverTarget('signal', name, receivers),
      risk: ACTIONS['signal.broadcast'].risk,
      riskBecause: count === 1 ? 'One receives it.' : `${grouped(count)} receive it at once.`,
      confirmation: null,
      effects:
        count === 0
          ? [`Nobody receives the signal ${name}.`]
          : await receiverSentences(context.database, receivers, `the signal ${name}`),
      checks: [
        count === 0
          ? {
              name: 'Somebody waits for it',
              result: 'blocked',
              evidence: 'Nothing waits for this signal and nothing starts with it.',
            }
          : {
              name: 'Somebody waits for it',
              result: count === 1 ? 'passed' : 'look',
              evidence: `${grouped(receivers.waiting.length)} wait for it, ${grouped(receivers.starts.length)} start with it.`,
            },
        reachCheck(context, 'signal.broadcast', receivers),
        valuesCheck(problems),
      ],
      before: null,
      after: {
        signal: name,
        variables: Object.keys(values),
        waiting: receivers.waiting.length,
        starts: receivers.starts.length,
      },
      version: null,
      run: async ({ audit }) => {
        // First the entry, then what it says: each receiver is a transaction of its own, and none may go without an
        // entry.
        await context.engine.audit(audit, { outcome: 'done', text: null });
        const { failure } = await context.engine.broadcastSignal({
          name,
          variables: values,
          tenantId,
          sender: { kind: audit.actorKind, id: audit.actorId, name: audit.actorName, channel: audit.channel },
        });
        if (failure === null)
          return {
            kind: 'done',
            message: `${grouped(count)} received the signal ${name}.`,
            instanceKey: receivers.waiting.length === 1 ? (receivers.waiting[0]?.instanceKey ?? null) : null,
            version: null,
          };
        await context.engine.audit(audit, { outcome: 'failed', text: failure.message });
        return {
          kind: 'done',
          message: `The signal ${name} was broadcast, but one of the receivers could not go on with it: ${failure.message}`,
          instanceKey: null,
          version: null,
        };
      },
    };
  },
};
