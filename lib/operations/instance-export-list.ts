import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { counted } from './counted.ts';
import type { OperationCheck } from './contract.ts';
import { EXPORT_TARGET, requestExport } from './export-request.ts';
import { withinReach } from './within-reach.ts';
import type { Operation } from './operation.ts';
import { instanceSelectionSchema } from './parameter-schemas.ts';

/** Rows of one file. */
const MAX_EXPORTED = 100_000;
const MAX_COLUMNS = 60;
const MAX_COLUMN_LENGTH = 500;

/**
 * Instances as a file with the columns of the list. It is asked for and recorded here, and then fetched once by whoever
 * asked.
 */
export const instanceExportList: Operation<'instance.export-list'> = {
  name: 'instance.export-list',
  parameters: z.strictObject({
    selection: instanceSelectionSchema,
    sort: z.enum(['-started', 'started', '-ended', 'ended']),
    columns: z
      .array(
        z
          .string()
          .min(1)
          .max(MAX_COLUMN_LENGTH)
          .refine((column) => !column.includes('\u0000'), 'A column has no NUL character.'),
      )
      .min(1, 'Choose a column.')
      .max(MAX_COLUMNS, `At most ${MAX_COLUMNS} columns.`),
  }),
  plan: async (context, request) => {
    const { filter, except = [] } = request.selection;
    const keys = await withinReach(context, 'instances', request.selection.keys ?? []);
    const found =
      filter === undefined ? { keys } : await context.instances.select(filter, MAX_EXPORTED + except.length + 1);
    const left = new Set(except);
    const count =
      'problems' in found
        ? 0
        : new Set([...found.keys, ...(filter === undefined ? [] : keys)].filter((key) => !left.has(key))).size;
    const isCut = count > MAX_EXPORTED;
    const rows = Math.min(count, MAX_EXPORTED);
    const effect = `${counted(rows, 'instance', ['is', 'are'])} written to a file.`;
    return {
      target: EXPORT_TARGET,
      risk: ACTIONS['instance.export-list'].risk,
      riskBecause: 'It reads only; who took which data is recorded.',
      confirmation: null,
      effects: [effect, ...(isCut ? [`More match: the file ends after ${MAX_EXPORTED} rows, and says so.`] : [])],
      checks: [
        'problems' in found
          ? { name: 'The filter can be searched', result: 'blocked', evidence: found.problems.join(' ') }
          : countCheck(rows, isCut),
      ],
      before: null,
      after: {
        rows,
        isCut,
        selection: filter === undefined ? { keys: keys.length } : { filter, except: except.length },
        columns: request.columns,
        sort: request.sort,
      },
      version: null,
      run: async ({ audit }) => ({
        kind: 'done',
        message: effect,
        instanceKey: null,
        version: null,
        exportKey: await requestExport(context, audit, { ...request, maxRows: MAX_EXPORTED }),
      }),
    };
  },
};

function countCheck(rows: number, isCut: boolean): OperationCheck {
  const name = 'There is something to export';
  if (rows === 0) return { name, result: 'blocked', evidence: 'Nothing matches.' };
  return isCut
    ? { name, result: 'look', evidence: `Only the first ${MAX_EXPORTED} rows fit into one file.` }
    : { name, result: 'passed', evidence: `${rows} rows.` };
}
