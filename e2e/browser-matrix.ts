import type { OperationName } from '../lib/operations/contract.ts';

/**
 * In which spec an allowed role does each operation in the browser, from its button to what came of it. That every
 * other role is refused, that its entry says before and after, and that what it says is so, is proved for all of them
 * on the server (`lib/operations/every-operation.test.ts`); that the button is closed to whoever may not, in
 * `roles.spec.ts`.
 */
export const DONE_IN: { readonly [N in OperationName]: `${string}.spec.ts: ${string}` } = {
  'incident.retry': 'repair.spec.ts: image production: incident, corrected model id, retry, verified, completed',
  'incident.acknowledge':
    'triage.spec.ts: a group of failures is acknowledged, owned, commented, snoozed and found again by that',
  'incident.assign':
    'triage.spec.ts: a group of failures is acknowledged, owned, commented, snoozed and found again by that',
  'incident.snooze':
    'triage.spec.ts: a group of failures is acknowledged, owned, commented, snoozed and found again by that',
  'incident.comment':
    'triage.spec.ts: a group of failures is acknowledged, owned, commented, snoozed and found again by that',
  'incident.link-ticket':
    'triage.spec.ts: a group of failures is acknowledged, owned, commented, snoozed and found again by that',
  'incident.annotate': 'care.spec.ts: an incident is reported, annotated and resolved; the list tells by whom',
  'incident.create': 'care.spec.ts: an incident is reported, annotated and resolved; the list tells by whom',
  'incident.resolve': 'care.spec.ts: an incident is reported, annotated and resolved; the list tells by whom',
  'incident.retry-group':
    'care.spec.ts: the inbox by keyboard: narrowed by chips, acknowledged, and the whole group tried again as a batch',
  'instance.retry-all': 'variables.spec.ts: all that failed is retried, and each job is followed',
  'definition.star': 'care.spec.ts: definitions: starred, as tiles, and which old versions may go',
  'instance.watch':
    'watch.spec.ts: a watched instance is told in the bell and by a word; two on one instance see each other; whoever watches nothing is told nothing',
  'instance.suspend': 'drills.spec.ts: what is suspended rests, its timer too; resumed it goes on',
  'instance.resume': 'drills.spec.ts: what is suspended rests, its timer too; resumed it goes on',
  'instance.cancel':
    'keyboard.spec.ts: an instance: retried, corrected, suspended and resumed, and cancelled in the end',
  'instance.modify':
    'modify.spec.ts: a token is moved on the diagram: planned in violet, rehearsed, applied whole, and written in the audit log',
  'instance.migrate':
    'migrate.spec.ts: an instance goes on in the newest version: mapped by click, checked by the engine at its elements, with a variable',
  'instance.restart': 'restart.spec.ts: an ended instance begins anew where it was clicked, with an edited variable',
  'instance.start': 'restart.spec.ts: another is started like this one, filled with its variables and business key',
  'instance.delete-history':
    'keyboard.spec.ts: history is kept longer, and goes with what an administrator types: of an instance, and of a version with all of its',
  'instance.export-bundle': 'bundle.spec.ts: an instance is exported with a reason, and looked at again from its file',
  'instance.export-list':
    'search.spec.ts: what is chosen or all that match is exported with its columns, and recorded; L1 may not',
  'audit.export':
    'audit.spec.ts: an auditor narrows the log, takes it as a file that proves itself, and notes at an entry',
  'audit.annotate':
    'audit.spec.ts: an auditor narrows the log, takes it as a file that proves itself, and notes at an entry',
  'batch.create':
    'batches.spec.ts: many at once: chosen in the list, rehearsed, done in the background, watched to its end',
  'batch.pause':
    'keyboard.spec.ts: incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered',
  'batch.resume':
    'keyboard.spec.ts: incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered',
  'batch.cancel':
    'keyboard.spec.ts: incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered',
  'batch.retry':
    'keyboard.spec.ts: incidents: found by keys, acknowledged, commented; a batch from the list is started, and one that failed is steered',
  'definition.suspend':
    'keyboard.spec.ts: a definition and what makes its jobs: held, released, ranked, and tried again where they failed',
  'definition.resume':
    'keyboard.spec.ts: a definition and what makes its jobs: held, released, ranked, and tried again where they failed',
  'definition.edit-ttl':
    'keyboard.spec.ts: history is kept longer, and goes with what an administrator types: of an instance, and of a version with all of its',
  'definition.delete':
    'keyboard.spec.ts: history is kept longer, and goes with what an administrator types: of an instance, and of a version with all of its',
  'message.correlate':
    'messages.spec.ts: a message is correlated from the element that waits for it, and from what waits',
  'message.send': 'messages.spec.ts: a message is correlated from the element that waits for it, and from what waits',
  'message.publish': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'signal.broadcast': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'message.replay': 'messages.spec.ts: practice: a message that arrived early, from the refusal to the audit entry',
  'message.watch': 'messages.spec.ts: a watched message is received by itself; another is marked late and taken back',
  'message.mark': 'messages.spec.ts: a watched message is received by itself; another is marked late and taken back',
  'message.attach': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'message.replay-many': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'message.mark-many': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'message.rule': 'keyboard.spec.ts: messages: published, broadcast, early ones marked, attached and ruled',
  'variable.set':
    'variables.spec.ts: a correction is declared, verified, kept with its entry, and taken back from there',
  'variable.add': 'variables.spec.ts: a file goes up and comes down as it was',
  'variable.remove':
    'keyboard.spec.ts: an instance: retried, corrected, suspended and resumed, and cancelled in the end',
  'job.set-retries':
    'drills.spec.ts: a worker gives up: its incident, retries set anew, the worker is back, the history tells it',
  'job.execute':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.set-due-date':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.set-priority':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.suspend': 'instance.spec.ts: a single job rests and runs again, one deed right after the other; L1 may not',
  'job.resume': 'instance.spec.ts: a single job rests and runs again, one deed right after the other; L1 may not',
  'job.unlock':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.complete':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.fail':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job.throw-error':
    'keyboard.spec.ts: jobs: a timer is dated, ranked and run; work is taken from its worker, failed, completed and ended by an error',
  'job-definition.suspend': 'care.spec.ts: jobs tell what was tried; what makes them is held and released',
  'job-definition.resume': 'care.spec.ts: jobs tell what was tried; what makes them is held and released',
  'job-definition.set-priority':
    'keyboard.spec.ts: a definition and what makes its jobs: held, released, ranked, and tried again where they failed',
  'job-definition.retry-failed':
    'keyboard.spec.ts: a definition and what makes its jobs: held, released, ranked, and tried again where they failed',
  'view.save':
    'search.spec.ts: columns are chosen, ordered and widened, with variables, and come with a saved and shared view',
  'view.share':
    'search.spec.ts: columns are chosen, ordered and widened, with variables, and come with a saved and shared view',
  'view.set-default':
    'search.spec.ts: columns are chosen, ordered and widened, with variables, and come with a saved and shared view',
  'view.delete':
    'search.spec.ts: columns are chosen, ordered and widened, with variables, and come with a saved and shared view',
  'task.claim': 'forms.spec.ts: a task is completed by its form: the fields of the model, then a deployed form',
  'task.complete': 'forms.spec.ts: a task is completed by its form: the fields of the model, then a deployed form',
  'task.assign':
    'drills.spec.ts: a stuck review is no incident: it is found by its age and given to somebody, its token stays where it is',
  'task.delegate': 'care.spec.ts: a stuck review is delegated, dated, resolved and completed on behalf',
  'task.resolve': 'care.spec.ts: a stuck review is delegated, dated, resolved and completed on behalf',
  'task.set-dates': 'care.spec.ts: a stuck review is delegated, dated, resolved and completed on behalf',
  'task.set-candidates': 'care.spec.ts: a stuck review is delegated, dated, resolved and completed on behalf',
  'task.complete-for': 'care.spec.ts: a stuck review is delegated, dated, resolved and completed on behalf',
  'task.set-priority': 'keyboard.spec.ts: tasks: ranked for others, claimed and completed by whoever has to',
  'task.delete': 'care.spec.ts: several tasks are given to one person, found by filters in the address',
  'task.reassign': 'care.spec.ts: several tasks are given to one person, found by filters in the address',
};
