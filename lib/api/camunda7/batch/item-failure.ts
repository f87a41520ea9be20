import type { BatchItemRow, Key } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { definitionId } from '../ids.ts';
import { migrationRefused } from '../migration.ts';
import { instructionRefused, wordsOf } from '../modification-instructions.ts';
import { restartRefused } from '../restart-words.ts';

/** Why an item could not be done, in the original's words; null: it has not failed. */
export async function itemFailureText(
  call: Call,
  { batchKey, target, message, rejection }: BatchItemRow,
): Promise<string | null> {
  if (rejection === null) return message;
  const batch = await call.engine.search.get('batch', batchKey);
  const operation = batch?.operation;
  switch (operation?.kind) {
    case 'modifyInstance': {
      const read = operation.instructions.map((instruction) => ({ instruction, words: wordsOf(instruction) }));
      return instructionRefused(rejection, read, await definitionIdOfInstance(call, target)).message;
    }
    case 'migrateInstance':
      return (
        await migrationRefused(rejection, target, {
          call,
          sourceId: await definitionIdOf(call, operation.plan.sourceDefinitionKey),
          instructions: [],
        })
      ).message;
    case 'restartInstance':
      return (
        await restartRefused(
          call,
          rejection,
          target,
          await definitionIdOf(call, operation.definitionKey),
          operation.instructions,
        )
      ).message;
    case 'setJobRetries':
      return rejection.code === 'notFound' ? `ENGINE-13053 No job found with id '${target}'.'` : message;
    case 'setWorkRetries':
      return rejection.code === 'notFound'
        ? `Cannot find external task with id ${target}: externalTask is null`
        : message;
    default:
      return message;
  }
}

async function definitionIdOf(call: Call, key: Key): Promise<string> {
  const definition = await call.engine.definition({ key });
  return definition === null
    ? key
    : definitionId({
        processId: definition.graph.processId,
        definitionVersion: definition.version,
        definitionKey: key,
      });
}

async function definitionIdOfInstance(call: Call, instanceKey: string): Promise<string> {
  const row = /^\d{16}$/.test(instanceKey) ? await call.engine.search.get('instance', instanceKey) : null;
  return row === null ? '' : definitionId(row);
}
