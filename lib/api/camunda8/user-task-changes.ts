import type { UpdateUserTask } from '@/engine/index.ts';
import { unreadable } from './problem.ts';
import type { RequestBody } from './request-body.ts';
import { refuseFaults } from './request-checks.ts';
import { instantOf } from './search/rfc-3339.ts';

const LOWEST_PRIORITY = 0;
const HIGHEST_PRIORITY = 100;
const NOTHING =
  'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset".';

/** The changes of `PATCH /user-tasks/{key}`: null leaves an attribute as it is, an empty text or list takes it away. */
export function readUserTaskChanges(body: RequestBody): UpdateUserTask['changes'] {
  const changes = taskAttributesIn(body.object('changeset'));
  refuseFaults([Object.keys(changes).length === 0 && (body.text('action') ?? '') === '' && NOTHING]);
  return changes;
}

/** What an update or the correction of a listener says of a task's attributes. */
export function taskAttributesIn(
  changeset: RequestBody | null,
): Pick<UpdateUserTask['changes'], 'dueAt' | 'followUpAt' | 'candidateUsers' | 'candidateGroups' | 'priority'> {
  const dueDate = changeset?.text('dueDate') ?? null;
  const followUpDate = changeset?.text('followUpDate') ?? null;
  const candidateUsers = changeset?.texts('candidateUsers') ?? null;
  const candidateGroups = changeset?.texts('candidateGroups') ?? null;
  const priority = changeset?.integer('priority') ?? null;
  refuseFaults([
    isNoDate(dueDate) &&
      `The provided due date '${dueDate}' cannot be parsed as a date according to RFC 3339, section 5.6.`,
    isNoDate(followUpDate) &&
      `The provided follow-up date '${followUpDate}' cannot be parsed as a date according to RFC 3339, section 5.6.`,
    priority !== null &&
      (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) &&
      `The value for priority is '${priority}' but must be within the [${LOWEST_PRIORITY},${HIGHEST_PRIORITY}] range.`,
  ]);
  return {
    ...(dueDate === null ? {} : { dueAt: dateOf(dueDate) }),
    ...(followUpDate === null ? {} : { followUpAt: dateOf(followUpDate) }),
    ...(candidateUsers === null ? {} : { candidateUsers }),
    ...(candidateGroups === null ? {} : { candidateGroups }),
    ...(priority === null ? {} : { priority }),
  };
}

const isNoDate = (text: string | null): boolean => text !== null && text !== '' && instantOf(text) === null;

function dateOf(text: string): number | null {
  if (text === '') return null;
  const instant = instantOf(text);
  if (instant === null) throw unreadable();
  return instant;
}
