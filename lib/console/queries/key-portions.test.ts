import { beforeAll, expect, test } from 'vitest';
import { Prisma } from '@/lib/db.ts';
import { testDesk } from '../test-desk.ts';
import { OPEN_INCIDENTS } from './incident-list-filter.ts';
import { countInPortions, keysInPortions } from './key-portions.ts';

const ROWS = 6_000;
const desk = testDesk();
/** Open ones have the even keys. */
beforeAll(
  () =>
    desk.database.$executeRaw`insert into incident (key, tree_key, instance_key, definition_key, element_id, type,
      message, fingerprint, raised_at, resolved_at)
    select n, 1, 1, 1, case when n % 1000 = 0 then 'rare' else 'charge' end, 'failedJob', 'declined', 'f', now(),
      case when n % 2 = 1 then now() end from generate_series(1, ${2 * ROWS}) as n`,
);
const select = (conditions: readonly Prisma.Sql[], wanted: { limit: number; portion: number; portions?: number }) =>
  keysInPortions(desk.database, OPEN_INCIDENTS, conditions, wanted);
const rare = Prisma.sql`n.element_id = 'rare'`;
const RARE = Array.from({ length: 12 }, (_, n) => String(12_000 - 1_000 * n));

test.each([1, 7, 250, ROWS - 1, ROWS, ROWS + 1, 50_000])(
  'all that fit come once, newest first, whatever a portion has: %d',
  async (portion) => {
    // Portions of one row each would be six thousand statements: some of them are enough to see that none is skipped.
    if (portion < 100)
      expect(await select([], { limit: 50, portion })).toEqual({
        keys: Array.from({ length: 50 }, (_, n) => String(2 * ROWS - 2 * n)),
        isWhole: false,
      });
    else expect(await select([rare], { limit: 100, portion })).toEqual({ keys: RARE, isWhole: true });
  },
);

test('a limit cuts and says so; one that is just reached does not', async () => {
  expect(await select([rare], { limit: 12, portion: 250 })).toEqual({ keys: RARE, isWhole: true });
  expect(await select([rare], { limit: 11, portion: 250 })).toEqual({ keys: RARE.slice(0, 11), isWhole: false });
  expect(await select([rare], { limit: 100, portion: 250, portions: 2 })).toEqual({
    keys: RARE.slice(0, 1),
    isWhole: false,
  });
});

test('what is counted is bounded, and says whether it is all', async () => {
  const count = (condition: Prisma.Sql) => countInPortions(desk.database, OPEN_INCIDENTS, [condition]);
  expect(await count(Prisma.sql`n.key > 11900`)).toEqual({ value: 50, isExact: false });
  expect(await count(Prisma.sql`true`)).toEqual({ value: 1_000, isExact: false });
  await desk.database.$executeRaw`update incident set resolved_at = now() where key <= 2500`;
  expect(await count(rare)).toEqual({ value: 10, isExact: true });
});
