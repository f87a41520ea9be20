import { z } from 'zod';
import { rejectionWords } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { earlyPlan, findEarlyMessage, keptCheck, messageTitle, waitsCheck } from './early-message-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema, nameSchema } from './parameter-schemas.ts';
import { countOf, reachCheck, receiverSentences, receiverTarget } from './receivers.ts';
import { grouped } from './grouped.ts';

const NOBODY = { waiting: [], starts: [] };

/** Sends an early message once more, perhaps with the key that it should have had. It is received once. */
export const messageReplay: Operation<'message.replay'> = {
  name: 'message.replay',
  parameters: z.strictObject({
    messageKey: keySchema,
    businessKey: nameSchema.optional(),
    instanceKey: keySchema.optional(),
  }),
  plan: async (context, { messageKey, ...changes }) => {
    const message = await findEarlyMessage(context, messageKey);
    if (message === null) return NOT_FOUND;
    const receivers = (await context.engine.earlyMessages.receivers(messageKey, changes)) ?? NOBODY;
    const count = countOf(receivers);
    return {
      ...earlyPlan('message.replay', 'The process believes that the other system has spoken only now.'),
      target: {
        ...receiverTarget('message', messageKey, receivers),
        businessKey: changes.businessKey ?? message.businessKey,
      },
      effects:
        count === 0
          ? [`Nobody would receive ${messageTitle(message)} now.`]
          : [
              ...(await receiverSentences(context.database, receivers, message.name)),
              'The message is noted as received and cannot be received a second time.',
            ],
      checks: [
        waitsCheck(message),
        keptCheck(message),
        fitCheck(count),
        keyCheck(message.businessKey, changes.businessKey),
        reachCheck(context, 'message.replay', receivers),
      ],
      before: { state: message.state, businessKey: message.businessKey },
      after: {
        state: 'correlated',
        businessKey: changes.businessKey ?? message.businessKey,
        ...(changes.instanceKey !== undefined && { instanceKey: changes.instanceKey }),
      },
      run: async ({ audit }) => {
        const sent = await context.engine.earlyMessages.replay(messageKey, changes, {
          by: context.person.username,
          audit,
        });
        if (sent.kind === 'rejection')
          return sent.code === 'notFound'
            ? { kind: 'conflict', message: `It was not received: ${rejectionWords(sent)}.` }
            : sent;
        return {
          kind: 'done',
          message: `${messageTitle(message)} was received.`,
          instanceKey: sent.results[0]?.instanceKey ?? null,
          version: null,
        };
      },
    };
  },
};

function fitCheck(count: number): OperationCheck {
  const name = 'Exactly one waits for it';
  if (count === 1) return { name, result: 'passed', evidence: 'One does.' };
  return {
    name,
    result: 'blocked',
    evidence:
      count === 0
        ? 'Nothing does now. Let it be replayed when something waits, or correct its key.'
        : `${grouped(count)} do. Name the instance that is meant.`,
  };
}

function keyCheck(was: string | null, willBe: string | undefined): OperationCheck {
  const name = 'The key is its sender’s';
  return willBe === undefined || willBe === was
    ? { name, result: 'passed', evidence: was ?? 'It has none.' }
    : { name, result: 'look', evidence: `${willBe} instead of ${was ?? 'none'}: mend what sends it, too.` };
}
