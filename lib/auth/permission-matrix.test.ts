import { expect, test } from 'vitest';
import { QUERIES } from '@/lib/console/queries/registry.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { OPERATIONS } from '@/lib/operations/registry.ts';
import { authorize } from './authorize.ts';
import { ACTIONS, actionLabel, type ActionName } from './policy.ts';
import { ROLE_IDS } from './roles.ts';

/** One letter per role: business, L1, L2, developer, admin, auditor; `o` only own things, `-` nothing. */
function letters(ask: (role: (typeof ROLE_IDS)[number]) => ReturnType<typeof authorize>): string {
  return ROLE_IDS.map((role) => {
    const access = ask(role);
    return access.isAllowed ? (access.isOwnOnly ? 'o' : 'y') : '-';
  }).join('');
}

test('every query has a policy, and this is it', () => {
  const matrix = Object.fromEntries(
    Object.values(QUERIES).map((query) => [
      query.name,
      letters((role) => authorize(personWith(role), query.permission)),
    ]),
  );
  expect(matrix).toEqual({
    me: 'yyyyyy',
    reasons: 'yyyyyy',
    'nav-counts': 'yyyyyy',
    notices: 'yyyyyy',
    'notice-state': 'yyyyyy',
    presence: '-yyyyy',
    overview: '-yyyyy',
    definitions: '-yyyyy',
    definition: '-yyyyy',
    'definition-xml': '-yyyyy',
    'definition-calls': '-yyyyy',
    'definition-durations': '-yyyyy',
    'definition-retirement': '-yyyyy',
    'definition-statistics': '-yyyyy',
    'instance-events': '-yyyyy',
    'start-form': '--yy--',
    'start-like': '--yy--',
    instances: '-yyyyy',
    'instance-count': '-yyyyy',
    instance: '-yyyyy',
    'instance-variables': '-yyyyy',
    'variable-value': '-yyyyy',
    'variable-history': '-yyyyy',
    'variable-readers': '-yyyyy',
    'evaluate-expression': '-yyyyy',
    job: '-yyyyy',
    'job-count': '-yyyyy',
    'job-figures': '-yyyyy',
    'job-pace': '-yyyyy',
    workers: '-yyyyy',
    topic: '-yyyyy',
    'start-timers': '-yyyyy',
    'timer-calendar': '-yyyyy',
    worker: '-yyyyy',
    'job-definitions': '-yyyyy',
    'incident-versions': '-yyyyy',
    'early-messages': '-yyyyy',
    'early-message-count': '-yyyyy',
    'early-message': '-yyyyy',
    'buffered-messages': '-yyyyy',
    'expired-messages': '-yyyyy',
    'expired-message': '-yyyyy',
    'correlated-messages': '-yyyyy',
    subscriptions: '-yyyyy',
    'message-names': '-yyyyy',
    'message-rules': '-yyyyy',
    'migration-plan': '--yy--',
    'saved-views': 'yyyyyy',
    'variable-names': '-yyyyy',
    batches: '-yyyyy',
    'batch-count': '-yyyyy',
    batch: '-yyyyy',
    'batch-items': '-yyyyy',
    'instance-batches': '-yyyyy',
    selection: '-yyyyy',
    'incident-groups': '-yyyyy',
    'incident-groups-closed': '-yyyyy',
    incidents: '-yyyyy',
    'incident-count': '-yyyyy',
    incident: '-yyyyy',
    'incident-comments': '-yyyyy',
    people: '-yyy--',
    'instance-story': '-yyyyy',
    'instance-decisions': '-yyyyy',
    'instance-elements': '-yyyyy',
    jobs: '-yyyyy',
    tasks: 'oyyyyy',
    task: 'oyyyyy',
    'task-count': 'oyyyyy',
    'task-numbers': 'oyyyyy',
    audit: 'ooyyyy',
    'audit-entry': 'ooyyyy',
    'audit-totals': 'ooyyyy',
    'audit-verification': '----yy',
  });
});

test('every operation has a policy, and this is it', () => {
  const matrix = Object.fromEntries(
    Object.keys(OPERATIONS).map((name) => {
      const action = ACTIONS[name as ActionName];
      return [
        name,
        letters((role) => authorize(personWith(role), action.permission, { risk: action.risk, definition: 'order' })),
      ];
    }),
  );
  expect(matrix).toEqual({
    'incident.acknowledge': '-yyy--',
    'incident.assign': '-yyy--',
    'incident.snooze': '-yyy--',
    'incident.comment': '-yyy--',
    'incident.link-ticket': '-yyy--',
    'incident.retry': '--yy--',
    'instance.retry-all': '--yy--',
    'instance.cancel': '--yy--',
    'instance.start': '--yy--',
    'instance.watch': '-yyyyy',
    'definition.star': '-yyyyy',
    'instance.suspend': '--yy--',
    'instance.resume': '--yy--',
    'instance.modify': '--yy--',
    'definition.suspend': '--yy--',
    'definition.resume': '--yy--',
    'definition.edit-ttl': '---yy-',
    'definition.delete': '---yy-',
    'message.correlate': '--yy--',
    'incident.annotate': '-yyy--',
    'incident.create': '-yyy--',
    'incident.resolve': '-yyy--',
    'incident.retry-group': '--yy--',
    'job.unlock': '--yy--',
    'job.suspend': '--yy--',
    'job.resume': '--yy--',
    'job-definition.suspend': '--yy--',
    'job-definition.resume': '--yy--',
    'job-definition.set-priority': '--yy--',
    'job-definition.retry-failed': '--yy--',
    'task.delete': '--yy--',
    'task.delegate': '--yy--',
    'task.resolve': '--yy--',
    'task.set-candidates': '--yy--',
    'task.set-dates': '--yy--',
    'task.set-priority': '--yy--',
    'task.complete-for': '--yy--',
    'task.reassign': '--yy--',
    'message.send': '--yy--',
    'message.publish': '--yy--',
    'message.replay': '--yy--',
    'message.attach': '--yy--',
    'message.replay-many': '--yy--',
    'message.mark-many': '--yy--',
    'message.watch': '--yy--',
    'message.mark': '--yy--',
    'message.rule': '--yy--',
    'signal.broadcast': '--yy--',
    'job.execute': '--yy--',
    'job.set-due-date': '--yy--',
    'job.set-priority': '--yy--',
    'job.complete': '--yy--',
    'job.fail': '--yy--',
    'job.throw-error': '--yy--',
    'instance.migrate': '--yy--',
    'instance.restart': '--yy--',
    'instance.delete-history': '----y-',
    'instance.export-bundle': '--yyyy',
    'batch.create': '--yyy-',
    'batch.pause': '--yyy-',
    'batch.resume': '--yyy-',
    'batch.cancel': '--yyy-',
    'batch.retry': '--yyy-',
    'variable.set': '--yy--',
    'variable.add': '--yy--',
    'variable.remove': '--yy--',
    'job.set-retries': '--yy--',
    'audit.export': '-----y',
    'audit.annotate': '--yy-y',
    'view.save': 'yyyyyy',
    'view.share': '--yyyy',
    'view.delete': 'yyyyyy',
    'view.set-default': 'yyyyyy',
    'instance.export-list': '--yyyy',
    'task.claim': 'o-----',
    'task.complete': 'o-----',
    'task.assign': '--yy--',
  });
  expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(OPERATIONS).sort());
});

test('a refusal says what is missing and who has it', () => {
  const read = authorize(personWith('auditor'), 'incident.retry', { risk: 'guarded' });
  expect(read).toMatchObject({
    isAllowed: false,
    permission: 'incident.retry',
    rolesWithPermission: ['L2 operator', 'Developer'],
  });
  const first = authorize(personWith('l1-operator'), 'incident.retry', { risk: 'guarded' });
  expect(first).toMatchObject({ isAllowed: false, message: expect.stringContaining('reaches up to low risk') });
  expect(authorize(personWith('l1-operator'), 'incident.retry', { risk: 'low' }).isAllowed).toBe(true);
});

test('a role for one definition ends there, and start by definition needs one', () => {
  const limited = { ...personWith(), roles: [{ id: 'business-user' as const, definitions: ['order'] }] };
  expect(authorize(limited, 'instance.start', { definition: 'order' }).isAllowed).toBe(true);
  expect(authorize(limited, 'instance.start', { definition: 'invoice' }).isAllowed).toBe(false);
  expect(authorize(personWith('business-user'), 'instance.start', { definition: 'order' }).isAllowed).toBe(false);
});

test('the log has words for whatever can be denied', () => {
  expect([actionLabel('read.instances'), actionLabel('read.incident-groups'), actionLabel('incident.retry')]).toEqual([
    'Read instances',
    'Read incident groups',
    'Retry',
  ]);
});
