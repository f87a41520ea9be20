/** Built-in names of more than one word; their words may be words of the language (`date and time`, `get or else`). */
export const LONG_NAMES = ['date and time', 'years and months duration', 'string length', 'upper case', 'lower case', 'substring before',
  'substring after', 'starts with', 'ends with', 'string join', 'to base64', 'list contains', 'insert before', 'list replace', 'index of',
  'distinct values', 'duplicate values', 'is empty', 'is blank', 'is defined', 'get value', 'get entries', 'get or else', 'context put', 'context merge', 'put all',
  'random number', 'round up', 'round down', 'round half up', 'round half down', 'day of year', 'day of week', 'month of year',
  'week of year', 'last day of month', 'met by', 'overlaps before', 'overlaps after', 'finished by', 'started by', 'starts by',
  'from json', 'to json'].map((name) => name.split(' '));

/** Words that are no names by themselves. */
export const RESERVED: ReadonlySet<string> = new Set(['null', 'true', 'false', 'if', 'then', 'else', 'for', 'return', 'some', 'every', 'satisfies', 'in', 'between', 'and', 'or', 'function']);
export const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
