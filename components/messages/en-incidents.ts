/** Words of the incident inbox: what people make of a group of failures. */
export const incidentMessages = {
  'incident.titled': 'Incident {key}',
  'closed.awaited': '{count} not tried yet',
  'closed.count': 'Closed',
  'closed.ended': '{count} ended otherwise',
  'closed.failedAgain': '{count} failed again',
  'closed.group': '{count} group',
  'closed.groups': '{count} groups',
  'closed.last': 'Last',
  'closed.succeeded': '{count} succeeded',
  'closed.sum': '{closed} in {groups}',
  'closed.sumCut': 'more than {closed} in {groups}',
  'closed.title': 'Closed today',
  'closed.verified': 'Verified',
  'triage.acknowledge': 'Acknowledge',
  'triage.assign': 'Assign',
  'triage.comment': 'Comment',
  'triage.comments': 'Comments',
  'triage.head': 'Triage',
  'triage.me': '{name} (me)',
  'triage.mine': 'Mine',
  'triage.new': 'New',
  'triage.newComment': 'What have you found out?',
  'triage.nobody': 'Nobody',
  'triage.nobodyYet': 'Nobody yet',
  'triage.owner': 'Owner',
  'triage.save': 'Save',
  'triage.snooze': 'Snooze',
  'triage.snooze1d': 'For a day',
  'triage.snooze1h': 'For an hour',
  'triage.snooze4h': 'For four hours',
  'triage.snooze7d': 'For a week',
  'triage.snoozed': 'Snoozed',
  'triage.ticket': 'Ticket',
  'triage.unacknowledge': 'Not seen',
  'triage.wake': 'Wake',
  'triage.working': 'Working',
  'triage.write': 'Write something first',
  'incidentAdvice.adHoc': 'The job that says what is activated next in the ad-hoc sub-process has no attempts left.',
  'incidentAdvice.called':
    'What is to be called is not deployed, or cannot be started. Deploy it, or correct the variable that names it; then retry.',
  'incidentAdvice.condition':
    'A condition could not be evaluated or was neither true nor false, or no flow may be taken and there is no default. Correct the variable that the conditions read, then retry.',
  'incidentAdvice.decision':
    'The decision could not be evaluated: often an input is missing or of another type. Correct the variable that it reads, then retry.',
  'incidentAdvice.expression':
    'An expression of the model, such as a key, a date or a number of attempts, could not be evaluated. Correct the variable that it reads, then retry.',
  'incidentAdvice.externalTask':
    'A worker reported a failure and left no attempts. When what it depends on works again, or its variables are right, retry: the work is handed out anew.',
  'incidentAdvice.form': 'The form that the task names is not deployed. Deploy it, then retry.',
  'incidentAdvice.job':
    'The engine tried this step as often as it may, and each attempt failed; the token stands before it. Mend what the message names (a variable, a service, the model), then retry.',
  'incidentAdvice.listener':
    'The job of a listener has no attempts left, and the element waits for it. A retry gives attempts to the listener, not to the work of the element.',
  'incidentAdvice.loop':
    'The process went in a circle without ever waiting, and was stopped. Correct the variable that the loop asks, or move the token out of it.',
  'incidentAdvice.mapping':
    'An input or output mapping could not be evaluated: often a variable is missing or of another type. Correct it, then retry.',
  'incidentAdvice.noDecision':
    'The decision that is asked for is not deployed, or its id is wrong. Deploy it, or correct the variable that names it; then retry.',
  'incidentAdvice.noRetries':
    'A worker failed the job and left no attempts. When what it depends on works again, or its variables are right, retry: the work is handed out anew.',
  'incidentAdvice.size':
    'What the step would write is larger than the engine takes. Shorten or remove large variables, then retry.',
  'incidentAdvice.taskListener':
    'The job of a listener of the task has no attempts left; what was to be done with the task waits for it.',
  'incidentAdvice.uncaught':
    'An error was thrown that the model catches nowhere on its way. A retry has the work done again; if the error is to be caught, migrate to a version that does, or move the token on.',
  'incidentType.adHoc': 'Ad-hoc work failed',
  'incidentType.called': 'Call failed',
  'incidentType.condition': 'Condition failed',
  'incidentType.decision': 'Decision failed',
  'incidentType.expression': 'Expression failed',
  'incidentType.externalTask': 'External task failed',
  'incidentType.form': 'Form is missing',
  'incidentType.job': 'Job failed',
  'incidentType.listener': 'Listener failed',
  'incidentType.loop': 'Endless loop',
  'incidentType.mapping': 'Mapping failed',
  'incidentType.noDecision': 'Decision is missing',
  'incidentType.noRetries': 'No retries left',
  'incidentType.size': 'Too large',
  'incidentType.taskListener': 'Task listener failed',
  'incidentType.uncaught': 'Error not caught',
} as const;
