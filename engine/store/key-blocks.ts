import type { Queryable } from './connection.ts';

/** Keys that one block holds. */
export const KEYS_PER_BLOCK = 10_000;
/** The first key: 2^51, so that every key has 16 digits and fits a JavaScript number exactly. */
const FIRST_KEY = 2_251_799_813_685_248;

/** The first key of a block that nobody else has. */
export async function takeKeyBlock(connection: Queryable): Promise<number> {
  const { rows } = await connection.query<{ block: string }>({
    name: 'key block',
    text: `select nextval('key_block') as block`,
  });
  return FIRST_KEY + Number(rows[0]?.block) * KEYS_PER_BLOCK;
}
