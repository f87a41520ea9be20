import type { FastifyInstance } from 'fastify';
import { toJsonText, type Rows, type VariableValue } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { sendJson, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { notFound, unreadable } from './problem.ts';
import { anyBody } from './request-body.ts';
import {
  flagOf,
  jsonValue,
  keyField,
  likePattern,
  listOf,
  never,
  tenantField,
  textField,
  textOf,
  unquoted,
  type SearchField,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

/** Characters of a value that a list shows; `GET /variables/{key}` gives all of it. */
const SHOWN_VALUE_LENGTH = 8191;

/** Compares with JSON texts: `"red"` in quotes is a text, `1` a number. */
const valueField: SearchField<'variable'> = {
  sortColumn: 'text',
  conditions: (operator, value) => {
    const text = (json: unknown) => jsonValue(json).text;
    switch (operator) {
      case '$eq': {
        const wanted = text(value);
        return [wanted === null ? { field: 'text', op: 'isNull' } : { field: 'text', op: '=', value: wanted }];
      }
      case '$neq': {
        const refused = text(value);
        return [
          refused === null
            ? { field: 'text', op: 'isNotNull' }
            : { any: [[{ field: 'text', op: '!=', value: refused }], [{ field: 'text', op: 'isNull' }]] },
        ];
      }
      case '$in':
        return [
          {
            field: 'text',
            op: 'in',
            value: listOf(value)
              .map(text)
              .filter((item) => item !== null),
          },
        ];
      case '$notIn': {
        const refused = listOf(value)
          .map(text)
          .filter((item) => item !== null);
        return [{ any: [[{ field: 'text', op: 'notIn', value: refused }], [{ field: 'text', op: 'isNull' }]] }];
      }
      case '$like':
        return [{ field: 'text', op: 'like', value: likePattern(unquoted(textOf(value))) }];
      case '$exists':
        return flagOf(value) ? [] : [never()];
      default:
        throw unreadable();
    }
  },
};

export const variableSearch: SearchResource<'variable'> = {
  concept: 'variable',
  key: 'key',
  always: [
    { field: 'removedAt', op: 'isNull' },
    { field: 'instanceKey', op: 'isNotNull' },
  ],
  fields: {
    variableKey: keyField('key'),
    name: textField('name'),
    value: valueField,
    scopeKey: keyField('scopeKey'),
    processInstanceKey: keyField('instanceKey'),
    tenantId: tenantField('tenantId'),
  },
};

/** `POST /variables/search`, `GET /variables/{key}`. */
export function variableRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/variables/search', async (request, reply) => {
    const isWhole = wantsWholeValues(request.query);
    return sendJson(
      reply,
      await searchPage(engine.search, variableSearch, anyBody(request), (rows) =>
        rows.map((row) => presentVariable(row, isWhole)),
      ),
    );
  });

  app.get('/variables/:variableKey', async (request, reply) => {
    const variableKey = pathKey(request, 'variableKey');
    const row = await engine.search.get('variable', variableKey);
    if (row === null || row.removedAt !== null) throw notFound(`Variable with key '${variableKey}' not found`);
    return sendJson(reply, presentVariable(row, true));
  });
}

/** `?truncateValues=false`. */
export const wantsWholeValues = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && Reflect.get(query, 'truncateValues') === 'false';

export function presentVariable(row: Rows['variable'], isWhole: boolean) {
  const json = toJsonText(storedValue(row));
  const isTruncated = !isWhole && json.length > SHOWN_VALUE_LENGTH;
  return {
    variableKey: row.key,
    name: row.name,
    value: isTruncated ? json.slice(0, SHOWN_VALUE_LENGTH) : json,
    isTruncated,
    scopeKey: row.scopeKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    tenantId: tenantName(row.tenantId),
  };
}

const storedValue = ({ type, text, info }: Rows['variable']): VariableValue => ({
  type,
  text,
  ...(info === null || info === undefined ? {} : { info }),
});
