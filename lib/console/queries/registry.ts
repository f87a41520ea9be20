import type { QueryName } from '../contract.ts';
import { audit } from './audit.ts';
import { auditTotals } from './audit-totals.ts';
import { auditEntry } from './audit-entry.ts';
import { auditVerification } from './audit-verification.ts';
import { batch, batchCount, batches, batchItems, instanceBatches } from './batches.ts';
import { earlyMessage } from './early-message.ts';
import { earlyMessageCount, earlyMessages } from './early-messages.ts';
import { expiredMessage, expiredMessages } from './expired-messages.ts';
import { bufferedMessages, correlatedMessages } from './kept-messages.ts';
import { messageNames, messageRules } from './message-names.ts';
import { subscriptions } from './subscriptions.ts';
import { selection } from './selection.ts';
import { definition } from './definition.ts';
import { definitionCalls } from './definition-calls.ts';
import { definitionDurations } from './definition-durations.ts';
import { definitionRetirement } from './definition-retirement.ts';
import { definitionStatistics } from './definition-statistics.ts';
import { definitionXml } from './definition-xml.ts';
import { definitions } from './definitions.ts';
import { incident } from './incident.ts';
import { incidentComments } from './incident-comments.ts';
import { incidentGroups } from './incident-groups.ts';
import { incidentGroupsClosed } from './incident-groups-closed.ts';
import { incidentCount, incidents } from './incidents.ts';
import { instance } from './instance.ts';
import { instanceCount } from './instance-count.ts';
import { instanceDecisions } from './instance-decisions.ts';
import { instanceElements } from './instance-elements.ts';
import { instanceEvents } from './instance-events.ts';
import { instanceStory } from './instance-story.ts';
import { instances } from './instances.ts';
import { incidentVersions } from './incident-versions.ts';
import { job } from './job.ts';
import { jobDefinitions } from './job-definitions.ts';
import { jobFigures, jobPace } from './job-pace.ts';
import { jobCount, jobs } from './jobs.ts';
import { me } from './me.ts';
import { migrationPlan } from './migration-plan.ts';
import { navCounts } from './nav-counts.ts';
import { notices, noticeState } from './notices.ts';
import { presence } from './presence.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import type { Query } from './query.ts';
import { reasons } from './reasons.ts';
import { savedViews } from './saved-views.ts';
import { startForm } from './start-form.ts';
import { startLike } from './start-like.ts';
import { taskNumbers } from './task-numbers.ts';
import { task, taskCount, tasks } from './tasks.ts';
import { variableNames } from './variable-names.ts';
import { evaluateExpression, variableReaders } from './variable-readers.ts';
import { startTimers } from './start-timers.ts';
import { timerCalendar } from './timer-calendar.ts';
import { topic } from './topic.ts';
import { worker, workers } from './workers.ts';
import { instanceVariables, variableHistory, variableValue } from './variables.ts';

/** Every read of the browser. A name of the contract that is missing here does not compile. */
export const QUERIES: { readonly [N in QueryName]: Query<N> } = {
  me,
  reasons,
  overview,
  definitions,
  definition,
  instances,
  instance,
  incidents,
  'incident-count': incidentCount,
  incident,
  jobs,
  tasks,
  task,
  'task-count': taskCount,
  'task-numbers': taskNumbers,
  audit,
  batches,
  batch,
  'batch-items': batchItems,
  'instance-batches': instanceBatches,
  selection,
  job,
  'job-count': jobCount,
  'job-figures': jobFigures,
  'job-pace': jobPace,
  workers,
  topic,
  worker,
  'start-timers': startTimers,
  'timer-calendar': timerCalendar,
  'job-definitions': jobDefinitions,
  'incident-versions': incidentVersions,
  'early-messages': earlyMessages,
  'early-message-count': earlyMessageCount,
  'early-message': earlyMessage,
  'buffered-messages': bufferedMessages,
  'expired-messages': expiredMessages,
  'expired-message': expiredMessage,
  'correlated-messages': correlatedMessages,
  subscriptions,
  'message-names': messageNames,
  'message-rules': messageRules,
  'migration-plan': migrationPlan,
  'saved-views': savedViews,
  'variable-names': variableNames,
  notices,
  'notice-state': noticeState,
  presence,
  'nav-counts': navCounts,
  'definition-xml': definitionXml,
  'definition-calls': definitionCalls,
  'definition-durations': definitionDurations,
  'definition-retirement': definitionRetirement,
  'definition-statistics': definitionStatistics,
  'instance-events': instanceEvents,
  'start-form': startForm,
  'start-like': startLike,
  'instance-count': instanceCount,
  'instance-story': instanceStory,
  'instance-decisions': instanceDecisions,
  'instance-elements': instanceElements,
  'instance-variables': instanceVariables,
  'variable-value': variableValue,
  'variable-history': variableHistory,
  'variable-readers': variableReaders,
  'evaluate-expression': evaluateExpression,
  'incident-groups': incidentGroups,
  'incident-groups-closed': incidentGroupsClosed,
  'incident-comments': incidentComments,
  people,
  'audit-entry': auditEntry,
  'batch-count': batchCount,
  'audit-totals': auditTotals,
  'audit-verification': auditVerification,
};

export function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(QUERIES, name);
}
