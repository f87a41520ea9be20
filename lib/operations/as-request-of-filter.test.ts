import { expect, test } from 'vitest';
import { instanceQuery } from './as-request-of-filter.ts';

test.each([
  [{ state: 'running' }, {}],
  [{ state: 'running', match: 'all', error: '' }, {}],
  [{ state: 'running', definition: 'a, b' }, { processDefinitionKeyIn: ['a', 'b'] }],
  [{ state: 'running', businessKey: 'ORDER-1' }, { businessKey: 'ORDER-1' }],
  [{ state: 'running', businessKey: '^=ORDER-' }, { businessKeyLike: 'ORDER-%' }],
  [{ state: 'running', suspended: 'yes' }, { suspended: true }],
  [
    { state: 'running', suspended: 'no', tenant: 'a' },
    { active: true, tenantIdIn: ['a'] },
  ],
])('%j is a query', (filter, query) => {
  expect(instanceQuery(filter)).toEqual(query);
});

test.each([
  ['ended ones are among them', { definition: 'a' }],
  ['of one version', { state: 'running', definition: 'a:3' }],
  ['a state that has an order among others', { state: 'incident' }],
  ['several states', { state: 'running,completed' }],
  ['any of several', { state: 'running', definition: 'a', match: 'any' }],
  ['another comparison', { state: 'running', businessKey: 'ilike:order' }],
  ['what would be a wildcard', { state: 'running', businessKey: '^=50%_' }],
  ['those without a tenant', { state: 'running', tenant: 'a,-' }],
  ['a variable', { state: 'running', 'var.amount': 'gt:5' }],
  ['a filter as text', { state: 'running', q: 'age > 1h' }],
])('no query says the same: %s', (_, filter) => {
  expect(instanceQuery(filter)).toBeNull();
});
