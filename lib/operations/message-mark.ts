import { z } from 'zod';
import { earlyPlan, earlyTarget, findEarlyMessage, GONE, messageTitle } from './early-message-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

const WORDS = {
  late: 'is marked late: nothing will be done with it',
  duplicate: 'is marked a duplicate: nothing will be done with it',
  waiting: 'waits again',
} as const;

/** Says that an early message came too late or twice; or takes that back. */
export const messageMark: Operation<'message.mark'> = {
  name: 'message.mark',
  parameters: z.strictObject({ messageKey: keySchema, mark: z.enum(['late', 'duplicate', 'waiting']) }),
  plan: async (context, { messageKey, mark }) => {
    const message = await findEarlyMessage(context, messageKey);
    if (message === null) return NOT_FOUND;
    const effect = `${messageTitle(message)} ${WORDS[mark]}.`;
    return {
      ...earlyPlan('message.mark', 'What it says will reach no process.'),
      target: earlyTarget(message),
      effects: [effect],
      checks: [
        message.state === 'correlated'
          ? { name: 'Nobody has received it', result: 'blocked', evidence: 'It was received.' }
          : {
              name: 'Nobody has received it',
              result: 'passed',
              evidence: message.state === 'waiting' ? 'It waits.' : `It is marked ${message.state}.`,
            },
        message.state === mark
          ? { name: 'It changes something', result: 'look', evidence: `It is ${mark} already.` }
          : { name: 'It changes something', result: 'passed', evidence: `It is ${message.state} now.` },
      ],
      before: { state: message.state, note: message.note },
      after: { state: mark },
      run: async ({ audit }) =>
        (await context.engine.earlyMessages.mark(messageKey, mark, {
          by: context.person.username,
          note: audit.note,
          ...(message.state !== 'correlated' && { was: message.state }),
          audit,
        }))
          ? { kind: 'done', message: effect, instanceKey: null, version: null }
          : GONE,
    };
  },
};
