import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { defineQuery } from './query.ts';

const MAX_NAMES = 500;

/** Names to choose from. Whoever is kept to some definitions is told none, since names may belong to others. */
export const variableNames = defineQuery('variable-names', {
  permission: 'variable.read',
  parameters: z.object({}),
  run: async ({ database, access }) => {
    if (access.definitions !== null) return { names: [] };
    const rows = await database.$queryRaw<{ name: string }[]>(
      Prisma.sql`select n as name from wheelhouse_variable_names(${MAX_NAMES}::int) n`,
    );
    return { names: rows.map(({ name }) => name) };
  },
});
