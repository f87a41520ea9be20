import type { Engine, Rejection } from '@/engine/index.ts';
import { rejectionWords, withNames } from '@/lib/models/element-words.ts';

/** What is kept of an item that failed. */
export interface FailedItem {
  readonly message: string | null;
  /** In the engine's words; null: it was refused before it came to the engine. */
  readonly rejection: Rejection | null;
  /** Of the instance that the item belongs to. */
  readonly definitionKey: string | null;
}

/**
 * Why items failed, with the names of their models instead of ids, in their order. `leaves`: elements that the batch
 * takes tokens from, which a refusal before the engine names.
 */
export async function itemWords(
  engine: Pick<Engine, 'definition'>,
  items: readonly FailedItem[],
  leaves: readonly string[],
): Promise<readonly (string | null)[]> {
  // Many fail for the same reason in the same model: it is read once for all of them.
  const known = new Map<string, Promise<string>>();
  return Promise.all(
    items.map(({ message, rejection, definitionKey }) => {
      if (message === null || message === '') return message;
      const text = rejectionWords({
        kind: 'rejection',
        code: 'invalidState',
        message,
        details: rejection?.details ?? { elementIds: leaves.join(', ') },
      });
      const words = known.get(`${definitionKey}\n${text}`) ?? withNames(engine, text, definitionKey);
      known.set(`${definitionKey}\n${text}`, words);
      return words;
    }),
  );
}
