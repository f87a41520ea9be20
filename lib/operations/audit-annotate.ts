import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { NOT_FOUND, type Operation } from './operation.ts';

const MAX_NOTE_LENGTH = 4_000;

/** What somebody has to say of an entry: an entry of its own, which refers to it. Neither is changed afterwards. */
export const auditAnnotate: Operation<'audit.annotate'> = {
  name: 'audit.annotate',
  parameters: z.strictObject({
    n: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    text: z
      .string()
      .trim()
      .min(1, 'A note says something.')
      .max(MAX_NOTE_LENGTH)
      .refine((text) => !text.includes('\u0000'), 'A note has no NUL character.'),
  }),
  plan: async ({ engine, instances }, { n, text }) => {
    const entry = await instances.findAuditEntry(n);
    if (entry === null) return NOT_FOUND;
    const effect = `The note stands at entry #${n} and is an entry of its own.`;
    return {
      target: { kind: 'entry', key: String(n), ...entry },
      risk: ACTIONS['audit.annotate'].risk,
      riskBecause: 'It adds to the log; what was written stays as it is.',
      confirmation: null,
      effects: [effect, 'It cannot be changed or taken away.'],
      checks: [],
      before: null,
      after: { text },
      version: null,
      run: async ({ audit }) => {
        await engine.audit(audit, { outcome: 'done', text: null });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    };
  },
};
