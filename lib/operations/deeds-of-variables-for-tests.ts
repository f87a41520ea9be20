import type { DeedsOf } from './deed-for-tests.ts';
import { BY_HAND } from './ground-for-tests.ts';

const VARIABLE = `select text, removed_at is not null as "isGone" from variable where instance_key = $1::bigint
  and name = $2`;

export const DEEDS_OF_VARIABLES: DeedsOf<`variable.${string}`> = {
  'variable.set': {
    prepare: async (at) => ({ ...(await at.variable()), type: 'Integer', text: '2' }),
    before: { text: '1', revision: 1 },
    after: { text: '2', revision: 2 },
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { text: '2' },
  },
  'variable.add': {
    prepare: async (at) => {
      const { instanceKey, scopeKey } = await at.variable();
      return { instanceKey, scopeKey, name: 'note', ...BY_HAND };
    },
    before: null,
    after: { text: 'by hand' },
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { text: 'by hand' },
  },
  'variable.remove': {
    prepare: (at) => at.variable(),
    before: { text: '1' },
    after: null,
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { isGone: true },
  },
};
