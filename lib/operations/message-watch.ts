import { z } from 'zod';
import {
  earlyPlan,
  earlyTarget,
  findEarlyMessage,
  GONE,
  keptCheck,
  messageTitle,
  waitsCheck,
} from './early-message-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Has an early message sent again by itself as soon as something waits for it; or no more. */
export const messageWatch: Operation<'message.watch'> = {
  name: 'message.watch',
  parameters: z.strictObject({ messageKey: keySchema, isWatched: z.boolean() }),
  plan: async (context, { messageKey, isWatched }) => {
    const message = await findEarlyMessage(context, messageKey);
    if (message === null) return NOT_FOUND;
    const effect = isWatched
      ? `${messageTitle(message)} is sent again as soon as something waits for it, within seconds.`
      : `${messageTitle(message)} waits for people again.`;
    return {
      ...earlyPlan('message.watch', 'It will be received without anybody looking at it again.'),
      target: earlyTarget(message),
      effects: [effect],
      checks: [waitsCheck(message), keptCheck(message)],
      before: { isWatched: message.isWatched },
      after: { isWatched },
      run: async ({ audit }) =>
        (await context.engine.earlyMessages.setWatched(messageKey, isWatched, {
          audit: {
            ...audit,
            follows: [{ username: context.person.username, kind: 'message', key: messageKey, isOn: isWatched }],
          },
        }))
          ? { kind: 'done', message: effect, instanceKey: null, version: null }
          : GONE,
    };
  },
};
