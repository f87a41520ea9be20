import { z } from 'zod';
import type { MessageCorrelation } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { OperationCheck } from './contract.ts';
import type { Operation } from './operation.ts';
import { nameSchema, variablesSchema } from './parameter-schemas.ts';
import { countOf, reachCheck, receiverSentences, receiverTarget } from './receivers.ts';
import { typedValues, valuesCheck } from './typed-value.ts';
import { grouped } from './grouped.ts';

/** Sends a message as Camunda 7 does: to exactly one that waits for it now, or to all; nothing is kept. */
export const messageSend: Operation<'message.send'> = {
  name: 'message.send',
  parameters: z.strictObject({
    name: nameSchema,
    businessKey: nameSchema.optional(),
    correlationKeys: variablesSchema.optional(),
    variables: variablesSchema.optional(),
    isForAll: z.boolean().optional(),
    tenantId: nameSchema.optional(),
  }),
  plan: async (context, { name, businessKey, correlationKeys = [], variables = [], isForAll = false, tenantId }) => {
    const keys = typedValues(correlationKeys);
    const { values, problems } = typedValues(variables);
    const request: MessageCorrelation = {
      name,
      variables: values,
      all: isForAll,
      startsOnly: false,
      ...(businessKey !== undefined && { businessKey }),
      ...(correlationKeys.length > 0 && { correlationKeys: keys.values }),
      ...(tenantId !== undefined && { tenantId }),
    };
    const receivers = await context.engine.receiversOfMessage(request);
    const count = countOf(receivers);
    return {
      target: { ...receiverTarget('message', name, receivers), businessKey: businessKey ?? null },
      risk: count > 1 ? 'high' : ACTIONS['message.send'].risk,
      riskBecause:
        count > 1 ? `${grouped(count)} receive it at once.` : 'The process believes that the other system has spoken.',
      confirmation: null,
      effects: count === 0 ? [`Nobody receives ${name}.`] : await receiverSentences(context.database, receivers, name),
      checks: [
        waitCheck(count, isForAll),
        reachCheck(context, 'message.send', receivers),
        valuesCheck([...keys.problems, ...problems]),
      ],
      before: null,
      after: { message: name, businessKey: businessKey ?? null, variables: Object.keys(values), receivers: count },
      version: null,
      run: async ({ audit }) => {
        const sent = await context.engine.correlateMessage(request, { audit });
        if (sent.kind === 'rejection') return sent;
        const [first] = sent.results;
        // Those that had waited have gone while this was looked at.
        if (first === undefined) return { kind: 'conflict', message: `Nothing waits for ${name} any more.` };
        return {
          kind: 'done',
          message: `${grouped(sent.results.length)} received ${name}.`,
          instanceKey: sent.results.length === 1 ? first.instanceKey : null,
          version: null,
        };
      },
    };
  },
};

function waitCheck(count: number, isForAll: boolean): OperationCheck {
  const name = 'Somebody waits for it';
  if (count === 0)
    return { name, result: 'blocked', evidence: 'Nothing waits for it now, and nothing starts with it.' };
  if (count === 1) return { name, result: 'passed', evidence: 'Exactly one does.' };
  return isForAll
    ? { name, result: 'look', evidence: `${grouped(count)} do; all receive it.` }
    : { name, result: 'blocked', evidence: `${grouped(count)} do. Name a key that only one has, or send it to all.` };
}
