import { z } from 'zod';
import { INSTANCE_EVENT_KINDS } from '../views/event-view.ts';
import { afterFacts, instanceFacts } from './instance-facts.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Of a failure's message. */
const MAX_CHARACTERS = 500;
const ALL = new Set(INSTANCE_EVENT_KINDS);

/**
 * Everything that was kept of an instance, one line for each beginning, change and end: what the story
 * (`instance-story`) sums up in moments stands here by itself, with jobs, waits, tasks, decisions and calls. Values are
 * not told, their names are.
 */
export const instanceEvents = defineQuery('instance-events', {
  permission: 'instance.read',
  parameters: z.object({ instance: key, after: afterFacts }),
  run: (context, query) =>
    instanceFacts(context, query.instance, {
      kinds: ALL,
      isDrawn: false,
      maxCharacters: MAX_CHARACTERS,
      after: query.after,
    }),
});
