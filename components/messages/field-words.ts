/**
 * What audit entries and previews call a field, as it is read by people. A name that is not here stands as it is: it is
 * somebody's own.
 */
const WORDS: Readonly<Record<string, string>> = {
  acknowledgedBy: 'acknowledged by',
  alreadySo: 'already so',
  businessKey: 'business key',
  called: 'called instances',
  candidateGroups: 'groups',
  candidateUsers: 'users',
  correlationKey: 'correlation key',
  delegation: 'delegated',
  dueAt: 'due',
  elementId: 'element',
  followUpAt: 'follow-up',
  historyTtlDays: 'days history is kept',
  includesInstances: 'with its instances',
  includesJobs: 'with its jobs',
  incidents: 'incident',
  incidentType: 'type of incident',
  isCut: 'cut short',
  isLatest: 'newest version',
  isShared: 'shared',
  isSuspended: 'suspended',
  isWatched: 'replays by itself',
  keepsBusinessKey: 'keeps its business key',
  lockUntil: 'held until',
  mapping: 'mapping',
  onBehalfOf: 'on behalf of',
  processDefinitionVersion: 'version',
  resources: 'file',
  skipsListeners: 'skips listeners',
  skipsMappings: 'skips mappings',
  snoozedUntil: 'snoozed until',
  steps: 'step',
  stopRule: 'stop rule',
  tokens: 'tokens at',
  triedAgain: 'tried again',
  updatesTrigger: 'new trigger',
  warnings: 'warning',
  waitsAt: 'waits at',
  at: 'when',
  writtenBy: 'written by',
  scopeKey: 'scope',
  viewKey: 'view',
};
const NUMBER = /^\d+$/;

/** `steps.0` is step 1, `tokens.Charge` tokens at Charge. */
export function fieldInWords(path: string): string {
  const [first = '', ...rest] = path.split('.');
  const word = WORDS[first];
  if (word === undefined) return path;
  const [second, ...others] = rest;
  return (
    [word, ...(second === undefined ? [] : [NUMBER.test(second) ? String(Number(second) + 1) : second])].join(' ') +
    others.map((each) => `.${each}`).join('')
  );
}

/** `isSuspended: true` is read as suspended: yes. */
export function valueInWords(path: string, text: string): string {
  if (WORDS[path] === undefined) return text;
  return text === 'true' ? 'yes' : text === 'false' ? 'no' : text === 'null' || text === '[]' ? 'none' : text;
}
