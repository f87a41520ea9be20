import { z } from 'zod';
import { INSTANCE_EVENT_KINDS } from '../views/event-view.ts';
import { instanceFacts } from './instance-facts.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Of a longer life the end is told. */
const MAX_EVENTS = 5_000;
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
  parameters: z.object({ instance: key }),
  run: async (context, query) => {
    const events = await instanceFacts(context, query.instance, {
      kinds: ALL,
      isDrawn: false,
      maxCharacters: MAX_CHARACTERS,
      limit: MAX_EVENTS + 1,
    });
    return events.length === 0 ? null : { events: events.slice(0, MAX_EVENTS), isCut: events.length > MAX_EVENTS };
  },
});
