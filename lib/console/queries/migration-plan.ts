import { z } from 'zod';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

const BODY = '#multiInstanceBody';

/** The mapping between two versions that their models suggest: equal ids of equal kinds. */
export const migrationPlan = defineQuery('migration-plan', {
  permission: 'instance.migrate',
  parameters: z.object({ source: key, target: key }),
  run: async ({ engine }, { source, target }) => {
    const instructions = await engine.generateMigration(source, target, false);
    if (instructions === null) return null;
    const id = ({ elementId, isBody }: { elementId: string; isBody: boolean }) => (isBody ? elementId + BODY : elementId);
    return { mapping: instructions.map((each) => ({ source: id(each.source), target: id(each.target), updatesTrigger: each.updatesTrigger })) };
  },
});
