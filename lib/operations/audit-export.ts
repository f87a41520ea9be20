import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { OperationCheck } from './contract.ts';
import { EXPORT_TARGET, requestExport } from './export-request.ts';
import type { Operation } from './operation.ts';

/** Entries of one file. */
const MAX_EXPORTED = 100_000;

const inWords = (entries: number): string => `${entries} ${entries === 1 ? 'entry' : 'entries'}`;

/**
 * What the filter of the log matches as a file, oldest first. It is asked for and recorded here, and then fetched once
 * by whoever asked.
 */
export const auditExport: Operation<'audit.export'> = {
  name: 'audit.export',
  parameters: z.strictObject({
    filter: z.record(z.string().max(100), z.string().max(40_000)),
    format: z.enum(['csv', 'jsonl']),
  }),
  plan: async (context, { filter, format }) => {
    const found = await context.instances.countAudit(filter, MAX_EXPORTED + 1);
    const count = 'problems' in found ? 0 : found.count;
    const isCut = count > MAX_EXPORTED;
    const entries = Math.min(count, MAX_EXPORTED);
    const effect = `${inWords(entries)} ${entries === 1 ? 'is' : 'are'} written to a file, oldest first.`;
    return {
      target: EXPORT_TARGET,
      risk: ACTIONS['audit.export'].risk,
      riskBecause: 'The log says who did what, and the file leaves the product.',
      confirmation: null,
      effects: [
        effect,
        ...(isCut
          ? [`More match: the file ends after ${MAX_EXPORTED} entries. Narrow the time to have the rest.`]
          : []),
      ],
      checks: [
        'problems' in found
          ? { name: 'The filter can be searched', result: 'blocked', evidence: found.problems.join(' ') }
          : countCheck(entries, isCut),
      ],
      before: null,
      after: { entries, isCut, filter, format },
      state: null,
      version: null,
      run: async ({ audit }) => ({
        kind: 'done',
        message: effect,
        instanceKey: null,
        version: null,
        exportKey: await requestExport(context, audit, { of: 'audit', filter, format, maxRows: MAX_EXPORTED }),
      }),
    };
  },
};

function countCheck(entries: number, isCut: boolean): OperationCheck {
  const name = 'There is something to export';
  if (entries === 0) return { name, result: 'blocked', evidence: 'Nothing matches.' };
  return isCut
    ? { name, result: 'look', evidence: `Only the first ${MAX_EXPORTED} entries fit into one file.` }
    : { name, result: 'passed', evidence: `${inWords(entries)}.` };
}
