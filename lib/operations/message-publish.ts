import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { Operation } from './operation.ts';
import { nameSchema, variablesSchema } from './parameter-schemas.ts';
import { countOf, reachCheck, receiverSentences, receiverTarget } from './receivers.ts';
import { typedValues, valuesCheck } from './typed-value.ts';
import { grouped } from './grouped.ts';

const DAY_MS = 86_400_000;
/** A message that somebody publishes by hand waits no longer than this. */
const MAX_TIME_TO_LIVE_DAYS = 30;

/** Publishes a message as Camunda 8 does: to one instance of each process that waits, and kept for its time to live. */
export const messagePublish: Operation<'message.publish'> = {
  name: 'message.publish',
  parameters: z.strictObject({
    name: nameSchema,
    correlationKey: nameSchema.or(z.literal('')),
    messageId: nameSchema.optional(),
    timeToLiveMs: z
      .number()
      .int('A whole number.')
      .min(0, 'Not before now.')
      .max(MAX_TIME_TO_LIVE_DAYS * DAY_MS, `At most ${MAX_TIME_TO_LIVE_DAYS} days.`),
    variables: variablesSchema.optional(),
    tenantId: nameSchema.optional(),
  }),
  plan: async (context, { name, correlationKey, messageId = null, timeToLiveMs, variables = [], tenantId = null }) => {
    const { values, problems } = typedValues(variables);
    const receivers = await context.engine.receiversOfPublication({ name, correlationKey, tenantId });
    const count = countOf(receivers);
    const until = new Date(context.engine.now() + timeToLiveMs).toISOString();
    return {
      target: receiverTarget('message', name, receivers),
      risk: ACTIONS['message.publish'].risk,
      riskBecause: 'The process believes that the other system has spoken.',
      confirmation: null,
      effects: [
        ...(count === 0
          ? [`Nobody waits for ${name} with the key ${correlationKey === '' ? '(empty)' : correlationKey} now.`]
          : await receiverSentences(context.database, receivers, name)),
        timeToLiveMs === 0
          ? 'It is not kept.'
          : `It is kept until ${until} for whoever waits for it by then, once for each process.`,
      ],
      checks: [
        count > 0 || timeToLiveMs > 0
          ? {
              name: 'It can be received',
              result: count > 0 ? 'passed' : 'look',
              evidence:
                count > 0 ? `${grouped(count)} would have it now.` : 'Only by somebody who begins to wait for it.',
            }
          : {
              name: 'It can be received',
              result: 'blocked',
              evidence: 'Nobody waits for it, and without a time to live it is not kept.',
            },
        reachCheck(context, 'message.publish', receivers),
        valuesCheck(problems),
      ],
      before: null,
      after: {
        message: name,
        correlationKey,
        messageId,
        timeToLiveMs,
        variables: Object.keys(values),
        receivers: count,
      },
      version: null,
      run: async ({ audit }) => {
        const published = await context.engine.publishMessage(
          {
            name,
            correlationKey,
            messageId,
            timeToLiveMs,
            variables: values,
            tenantId,
            mustCorrelate: timeToLiveMs === 0,
          },
          { audit },
        );
        if (published.kind === 'rejection') return published;
        const { correlatedInstanceKey } = published;
        return {
          kind: 'done',
          message: correlatedInstanceKey === null ? `${name} is kept until ${until}.` : `${name} was received.`,
          instanceKey: correlatedInstanceKey,
          version: null,
        };
      },
    };
  },
};
