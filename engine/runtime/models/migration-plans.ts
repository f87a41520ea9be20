import type { Definition } from '../../core/decision.ts';
import { failuresOf } from '../../core/migration/check-plan.ts';
import { generateInstructions } from '../../core/migration/generate-plan.ts';
import type { Key } from '../../core/state.ts';
import type { Engine } from '../../engine.ts';
import type { DefinitionRegistry } from './definition-registry.ts';

/** Plans between two definitions, as far as their models tell. null: one of them does not exist. */
export function migrationPlans(definitions: DefinitionRegistry): Pick<Engine, 'generateMigration' | 'checkMigration'> {
  const both = async (source: Key, target: Key): Promise<{ from: Definition; to: Definition } | null> => {
    const [from, to] = await Promise.all([definitions.load(source), definitions.load(target)]);
    return from && to ? { from, to } : null;
  };
  return {
    async generateMigration(source, target, updatesTriggers) {
      const found = await both(source, target);
      return found && generateInstructions(found.from.graph, found.to.graph, updatesTriggers);
    },
    async checkMigration({ sourceDefinitionKey, targetDefinitionKey, instructions }) {
      const found = await both(sourceDefinitionKey, targetDefinitionKey);
      return (
        found &&
        instructions.map((instruction) =>
          failuresOf({ source: found.from.graph, target: found.to.graph, instructions }, instruction),
        )
      );
    },
  };
}
