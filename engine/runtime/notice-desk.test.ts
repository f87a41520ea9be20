import { expect, test } from 'vitest';
import { createPool } from '../store/connection.ts';
import { createTestDatabase } from '@/scripts/test-database.ts';
import { Clock } from './clock.ts';
import { NoticeDesk } from './notice-desk.ts';

const QUIET = { kinds: ['variable'], instanceKeys: [], definitionKeys: [] } as const;
const STIRRED = { kinds: ['instance'], instanceKeys: ['1'], definitionKeys: [] } as const;

test('while nobody watches, a change costs one question for all that happened in a second, and no change costs none', async () => {
  const database = await createTestDatabase();
  const pool = createPool(database.url);
  const asked: (string | undefined)[] = [];
  const counted = new Proxy(pool, {
    get: (target, name) =>
      name === 'query'
        ? (config: { name?: string }) => {
            asked.push(config.name);
            return target.query(config as never);
          }
        : Reflect.get(target, name),
  });
  const told: string[] = [];
  const desk = new NoticeDesk({
    pool: counted,
    clock: new Clock(),
    told: () => {
      told.push('told');
    },
  });
  try {
    await desk.takeTurn();
    expect(asked).toEqual(['remove notices', 'watched next']);
    desk.changed(QUIET);
    await desk.takeTurn();
    expect(asked).toHaveLength(2);
    for (let n = 0; n < 100; n += 1) desk.changed(STIRRED);
    await desk.takeTurn();
    await desk.takeTurn();
    expect(asked.slice(2)).toEqual(['watched next']);
    // What is watched and not kept any more is looked at once, and watched no more.
    await pool.query(
      `insert into watch (kind, target_key, username, since) values ('instance', 1, 'lena', now()), ('job', 2, 'lena', now()), ('batch', 3, 'lena', now()), ('message', 4, 'lena', now())`,
    );
    desk.changed(STIRRED);
    await desk.takeTurn();
    expect(asked.slice(3)).toEqual([
      'watched next',
      'tell instance ends',
      'tell incidents',
      'tell retries',
      'tell batches',
      'tell messages',
    ]);
    expect((await pool.query('select count(*)::int as n from watch')).rows).toEqual([{ n: 0 }]);
    expect(told).toEqual([]);
  } finally {
    await pool.end();
    await database.drop();
  }
});
