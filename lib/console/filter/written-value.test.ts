import { expect, test } from 'vitest';
import { readPath, writeName } from './written-value.ts';

test.each(['amount', 'order.total', 'items[0]', 'a "quoted" name', '~tilde', 'Größe'])(
  'a variable called %s is suggested so that it is read as a name, not as a path',
  (name) => {
    expect(readPath(writeName(name))).toEqual({ name, ignoresCase: false, steps: [] });
  },
);
