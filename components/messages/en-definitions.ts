/** Words of a definition's page: what can be changed of a version, and of its timers. */
export const definitionMessages = {
  'definition.compare': 'Compare versions',
  'definition.delete': 'Delete this version…',
  'definition.deleted': 'Deleted',
  'definition.deleteConfirm': 'Delete version',
  'definition.deleteTitle': 'Delete a version',
  'definition.migrate': 'Migrate its instances…',
  'definition.more': 'More about this version',
  'definition.noneRuns': 'No instance of this version runs.',
  'definitions.forEver': 'for ever',
  'definition.ttl': 'Set how long history is kept…',
  'definition.ttlConfirm': 'Set time',
  'definition.ttlDays': 'Days after the end of an instance',
  'definition.ttlError': 'A whole number from 0 to {most}.',
  'definition.ttlHelp': 'Empty: for ever. 0: with the next clean-up.',
  'definition.ttlTitle': 'Set how long history is kept',
} as const;
