import { z } from 'zod';
import { STORY_EVENT_KINDS } from '../story-moments.ts';
import { afterFacts, instanceFacts } from './instance-facts.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Of a failure's message. */
const MAX_CHARACTERS = 300;

/** Every change of an instance that moves its picture; `momentsOf` makes moments of all its pages. */
export const instanceStory = defineQuery('instance-story', {
  permission: 'instance.read',
  parameters: z.object({ key, after: afterFacts }),
  run: (context, query) =>
    instanceFacts(context, query.key, {
      kinds: STORY_EVENT_KINDS,
      isDrawn: true,
      maxCharacters: MAX_CHARACTERS,
      after: query.after,
    }),
});
