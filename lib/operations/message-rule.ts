import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import type { Operation } from './operation.ts';
import { nameSchema } from './parameter-schemas.ts';

const EFFECTS = {
  keep: 'are kept for people to decide.',
  replay: 'are sent again by themselves as soon as something waits for them.',
  ignore: 'are no longer kept. Their senders are told, as always, that nothing waited for them.',
} as const;
const SHORT = { keep: 'are kept', replay: 'are sent again by themselves', ignore: 'are not kept' } as const;
type Rule = keyof typeof SHORT;
const ruleOf = (text: string | null | undefined): Rule => (text === 'replay' || text === 'ignore' ? text : 'keep');
const MAX_COUNT = 1_000;

/** What happens to all early messages of a name, those that wait already too. */
export const messageRule: Operation<'message.rule'> = {
  name: 'message.rule',
  parameters: z.strictObject({ name: nameSchema, rule: z.enum(['keep', 'replay', 'ignore']) }),
  plan: async (context, { name, rule }) => {
    const [found] = await context.database.$queryRaw<{ rule: string | null; waiting: number }[]>(Prisma.sql`
      select (select rule from early_message_name where name = ${name}) as rule,
        (select count(*)::int from (select 1 from early_message where state = 'waiting' and name = ${name}
        limit ${MAX_COUNT}::int) c) as waiting`);
    const waiting = found?.waiting ?? 0;
    const effect = `Early messages called ${name} ${EFFECTS[rule]}`;
    return {
      target: {
        kind: 'message',
        key: name,
        instanceKey: null,
        definitionKey: null,
        processId: '',
        elementId: null,
        businessKey: null,
      },
      risk: ACTIONS['message.rule'].risk,
      riskBecause: 'It holds for every message of the name from now on.',
      confirmation: null,
      effects: [
        effect,
        ...(waiting === 0 || rule === 'ignore'
          ? []
          : [
              `That holds for ${waiting === MAX_COUNT ? 'more than 1,000' : waiting} that ${waiting === 1 ? 'waits' : 'wait'} now, too.`,
            ]),
      ],
      checks: [
        ruleOf(found?.rule) === rule
          ? { name: 'It changes something', result: 'look', evidence: 'It is the rule already.' }
          : {
              name: 'It changes something',
              result: 'passed',
              evidence: `Until now they ${SHORT[ruleOf(found?.rule)]}.`,
            },
        waitingCheck(waiting, rule),
      ],
      before: { rule: found?.rule ?? 'keep' },
      after: { rule },
      version: null,
      run: async ({ audit }) => {
        await context.engine.earlyMessages.setRule(name, rule, { by: context.person.username, audit });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    };
  },
};

/** Those that wait stay, and are delivered by a new rule of delivery: who changes it should know of them. */
function waitingCheck(waiting: number, rule: Rule): OperationCheck {
  const name = 'Those that wait now';
  if (waiting === 0) return { name, result: 'passed', evidence: 'None of this name waits.' };
  const count = `${waiting === MAX_COUNT ? 'More than 1,000' : waiting} of this name ${waiting === 1 ? 'waits' : 'wait'}`;
  if (rule === 'ignore') return { name, result: 'look', evidence: `${count}; they stay.` };
  return { name, result: rule === 'replay' ? 'look' : 'passed', evidence: `${count}.` };
}
