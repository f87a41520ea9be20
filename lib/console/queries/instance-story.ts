import { z } from 'zod';
import type { InstanceEventKind } from '../views/event-view.ts';
import type { StoryFact, StoryMoment } from '../views/story-view.ts';
import { instanceFacts } from './instance-facts.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Of a longer story the end is told. */
const MAX_FACTS = 5_000;
/** Of a failure's message. */
const MAX_CHARACTERS = 300;

/** What of an instance moves its picture, and what the story calls it. */
const TOLD: Readonly<Partial<Record<InstanceEventKind, StoryFact['kind']>>> = {
  entered: 'entered',
  left: 'left',
  cancelled: 'cancelled',
  written: 'variable',
  removed: 'removed',
  jobFailed: 'failed',
  incident: 'incident',
  resolved: 'resolved',
  operation: 'operation',
  ended: 'ended',
};
const KINDS = new Set(Object.keys(TOLD) as readonly InstanceEventKind[]);

/** Every change of an instance in order, as moments: each is one command's work. */
export const instanceStory = defineQuery('instance-story', {
  permission: 'instance.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const facts = await instanceFacts(context, query.key, {
      kinds: KINDS,
      isDrawn: true,
      maxCharacters: MAX_CHARACTERS,
      limit: MAX_FACTS + 1,
    });
    if (facts.length === 0) return null;
    const moments: { at: number; facts: StoryFact[] }[] = [];
    for (const { kind, at, elementId, text } of facts.slice(0, MAX_FACTS).reverse()) {
      const told = TOLD[kind];
      if (told === undefined) continue;
      const fact: StoryFact = { kind: told, elementId, text };
      const last = moments.at(-1);
      if (last?.at === at) last.facts.push(fact);
      else moments.push({ at, facts: [fact] });
    }
    return { moments: moments satisfies readonly StoryMoment[], isCut: facts.length > MAX_FACTS };
  },
});
