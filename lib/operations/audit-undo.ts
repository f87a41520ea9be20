import type { ActionName } from '@/lib/auth/policy.ts';
import { undoOf, whyNoWayBack } from '@/lib/auth/way-back.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { type Entry, impossible, type Undo, type UndoFinder } from './undo-entry.ts';
import { undoOfJob, undoOfJobSuspension, undoOfRetries } from './undo-of-jobs.ts';
import { undoOfMove } from './undo-of-move.ts';
import {
  undoOfBatchPause,
  undoOfHistoryTtl,
  undoOfMark,
  undoOfRule,
  undoOfSavedView,
  undoOfSharing,
  undoOfWatch,
} from './undo-of-settings.ts';
import {
  undoOfDefinitionSuspension,
  undoOfJobDefinitionPriority,
  undoOfJobDefinitionSuspension,
  undoOfSuspension,
} from './undo-of-suspension.ts';
import { undoOfAssignment, undoOfDelegation, undoOfTaskFields } from './undo-of-tasks.ts';
import { undoOfAnnotation, undoOfReport, undoOfTriage } from './undo-of-triage.ts';
import { undoOfAdd, undoOfRemove, undoOfSet } from './undo-of-variables.ts';

export type { Undo } from './undo-entry.ts';

/**
 * Finds the inverse of what an entry records, from its before and after, and checks that what it left is still there.
 * The ordinary operation then runs with its own permission, class and entry.
 */
export async function findUndo(database: Database, n: number, operation: ActionName): Promise<Undo> {
  const [entry] = await database.$queryRaw<Entry[]>(Prisma.sql`
    select a.n::text as n, a.at, a.operation, a.outcome, a.target_key as "targetKey",
      a.instance_key::text as "instanceKey", a.element_id as "elementId", a.before, a.after,
      (select u.n::text from audit_entry u where u.undoes = a.n and u.outcome = 'done' limit 1) as "undoneBy"
    from audit_entry a where a.n = ${n}::bigint`);
  if (entry === undefined) return impossible('There is no such entry.');
  if (undoOf(entry.operation) !== operation)
    return impossible(whyNoWayBack(entry.operation) ?? 'What this entry records cannot be taken back.');
  if (entry.outcome !== 'done') return impossible('Nothing was done, so there is nothing to take back.');
  if (entry.undoneBy !== null) return impossible(`It was taken back already, by entry #${entry.undoneBy}.`);
  const find = FINDERS[entry.operation as ActionName];
  return find === undefined ? impossible('What this entry records cannot be taken back.') : find(database, entry);
}

/** One line for each action that has a way back; `way-back.test.ts` holds the two tables together. */
export const FINDERS: Readonly<Partial<Record<ActionName, UndoFinder>>> = {
  'variable.set': undoOfSet,
  'variable.add': undoOfAdd,
  'variable.remove': undoOfRemove,
  'instance.suspend': undoOfSuspension,
  'instance.resume': undoOfSuspension,
  'instance.modify': undoOfMove,
  'definition.suspend': undoOfDefinitionSuspension,
  'definition.resume': undoOfDefinitionSuspension,
  'definition.edit-ttl': undoOfHistoryTtl,
  'job-definition.suspend': undoOfJobDefinitionSuspension,
  'job-definition.resume': undoOfJobDefinitionSuspension,
  'job-definition.set-priority': undoOfJobDefinitionPriority,
  'task.claim': undoOfAssignment,
  'task.assign': undoOfAssignment,
  'task.reassign': undoOfAssignment,
  'task.delegate': undoOfDelegation,
  'task.resolve': undoOfDelegation,
  'task.set-dates': undoOfTaskFields,
  'task.set-priority': undoOfTaskFields,
  'task.set-candidates': undoOfTaskFields,
  'job.set-retries': undoOfRetries,
  'job.set-due-date': undoOfJob,
  'job.set-priority': undoOfJob,
  'job.suspend': undoOfJobSuspension,
  'job.resume': undoOfJobSuspension,
  'incident.acknowledge': undoOfTriage,
  'incident.assign': undoOfTriage,
  'incident.snooze': undoOfTriage,
  'incident.link-ticket': undoOfTriage,
  'incident.annotate': undoOfAnnotation,
  'incident.create': undoOfReport,
  'message.mark': undoOfMark,
  'message.watch': undoOfWatch,
  'message.rule': undoOfRule,
  'batch.pause': undoOfBatchPause,
  'batch.resume': undoOfBatchPause,
  'view.save': undoOfSavedView,
  'view.share': undoOfSharing,
};
