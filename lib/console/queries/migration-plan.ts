import { z } from 'zod';
import { findDefinition } from './definition.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

const BODY = '#multiInstanceBody';

/** The mapping between two versions that their models suggest: equal ids of equal kinds. */
export const migrationPlan = defineQuery('migration-plan', {
  permission: 'instance.migrate',
  parameters: z.object({ source: key, target: key }),
  run: async (context, { source, target }) => {
    const found = await Promise.all([source, target].map((each) => findDefinition(context, { key: each })));
    if (found.includes(null)) return null;
    const instructions = await context.engine.generateMigration(source, target, false);
    if (instructions === null) return null;
    const id = ({ elementId, isBody }: { elementId: string; isBody: boolean }) =>
      isBody ? elementId + BODY : elementId;
    return {
      mapping: instructions.map((each) => ({
        source: id(each.source),
        target: id(each.target),
        updatesTrigger: each.updatesTrigger,
      })),
    };
  },
});
