import { expect, it } from 'vitest';
import { definitionName, versionName } from './definition-name.tsx';

it('a definition is called by its name in the model, one without a name by its process id', () => {
  const named = { name: 'Order fulfilment', processId: 'order-fulfilment', version: 3 };
  expect(versionName(named)).toBe('Order fulfilment v3');
  expect(versionName({ ...named, name: null })).toBe('order-fulfilment v3');
  expect(definitionName({ ...named, name: '  ' })).toBe('order-fulfilment');
});
