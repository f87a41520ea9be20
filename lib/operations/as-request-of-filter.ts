/** Written in front of a value: another comparison than that with the text itself. */
const OPERATOR = /^i?(eq|ne|gt|gte|lt|lte|between|in|nin|like|starts|exists|missing):/s;
const STARTS = '^=';
/** In a pattern of `/engine-rest` these stand for others. */
const WILDCARDS = /[%_\\]/;
const NO_TENANT = '-';

type Part = Readonly<Record<string, unknown>>;
/** null: no query of `/engine-rest` says the same. */
const PARTS: Readonly<Record<string, (text: string) => Part | null>> = {
  // The query is of running ones; the finer states of the console have an order among them that it does not know.
  state: (text) => (text === 'running' ? {} : null),
  match: (text) => (text === 'all' ? {} : null),
  definition: (text) => {
    const ids = listed(text);
    return ids.length > 0 && ids.every((id) => !id.includes(':')) ? { processDefinitionKeyIn: ids } : null;
  },
  businessKey: (text) => {
    if (!text.startsWith(STARTS)) return OPERATOR.test(text) ? null : { businessKey: text };
    const start = text.slice(STARTS.length);
    return start === '' || WILDCARDS.test(start) ? null : { businessKeyLike: `${start}%` };
  },
  suspended: (text) => (text === 'yes' ? { suspended: true } : text === 'no' ? { active: true } : null),
  tenant: (text) => {
    const ids = listed(text);
    return ids.length > 0 && !ids.includes(NO_TENANT) ? { tenantIdIn: ids } : null;
  },
};

/**
 * The filter of the list of instances as a `processInstanceQuery` of `/engine-rest` that finds the same ones; null: there
 * is none. Filters that are empty say nothing.
 */
export function instanceQuery(filter: Readonly<Record<string, string>>): Part | null {
  const written = Object.entries(filter).filter(([, text]) => text !== '');
  if (!written.some(([name]) => name === 'state')) return null;
  let query: Part = {};
  for (const [name, text] of written) {
    const part = PARTS[name]?.(text) ?? null;
    if (part === null) return null;
    query = { ...query, ...part };
  }
  return query;
}

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
