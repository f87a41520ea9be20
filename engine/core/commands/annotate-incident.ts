import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { AnnotateIncident } from '../commands.ts';
import { reject } from '../reject.ts';

/** A note of people at an open incident; null takes it away. */
export const annotateIncident: CommandHandler<AnnotateIncident> = (step, { incidentKey, annotation }) => {
  if (!step.draft.incidents.has(incidentKey))
    return reject('notFound', 'there is no such open incident', { incidentKey });
  step.emit({ type: 'incidentAnnotated', at: step.now, incidentKey, annotation });
  return DONE;
};
