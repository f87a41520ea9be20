import { describe, expect, it } from 'vitest';
import { DoorError } from '@/lib/console/client.ts';
import type { LiveHint } from '@/lib/console/views/live-hint.ts';
import { isConcerned as isConcernedBy, isTold } from './concerned.ts';

const isConcerned = (queryKey: readonly unknown[], hint: LiveHint, data?: unknown, error: unknown = null) =>
  isConcernedBy({ queryKey, state: { data, error } }, hint);

const hint = { kinds: ['incident'], instanceKeys: ['1'], definitionKeys: ['9'] } as const;

describe('which panels a hint makes read again', () => {
  it('reads the panels of the instance that changed, and no other instance', () => {
    expect(isConcerned(['instance', { key: '1' }], hint)).toBe(true);
    expect(isConcerned(['instance', { key: '2' }], hint)).toBe(false);
    expect(isConcerned(['incidents', { instance: '2' }, 'pages'], hint)).toBe(false);
  });
  it('reads lists over all instances', () => {
    expect(isConcerned(['incidents', {}, 'pages'], hint)).toBe(true);
    expect(isConcerned(['overview', {}], hint)).toBe(true);
  });
  it('leaves alone what shows other kinds, and what never changes', () => {
    expect(isConcerned(['tasks', {}, 'pages'], hint)).toBe(false);
    expect(isConcerned(['definition-xml', { key: '9' }], hint)).toBe(false);
  });
  it('reads a definition, a task and an incident only for what their answer belongs to', () => {
    const everything = {
      kinds: ['instance', 'userTask', 'incident'],
      instanceKeys: ['1'],
      definitionKeys: ['9'],
    } as const;
    expect(isConcerned(['definition', { process: 'p', version: 1 }], everything, { definition: { key: '9' } })).toBe(
      true,
    );
    expect(isConcerned(['definition', { process: 'p', version: 1 }], everything, { definition: { key: '8' } })).toBe(
      false,
    );
    expect(
      isConcerned(
        ['definition', { process: 'p', version: 1 }],
        { ...everything, kinds: ['definition'] },
        { definition: { key: '8' } },
      ),
    ).toBe(true);
    expect(isConcerned(['task', { key: '5' }], everything, { instanceKey: '1' })).toBe(true);
    expect(isConcerned(['task', { key: '5' }], everything, { instanceKey: '2' })).toBe(false);
    expect(isConcerned(['incident', { key: '5' }], everything, { instanceKey: '2' })).toBe(false);
    expect(isConcerned(['incident', { key: '5' }], everything)).toBe(true);
  });
  it('reads who else is there for the instance shown, and notices for whatever was told', () => {
    const came = { kinds: ['presence', 'notification'], instanceKeys: ['1'], definitionKeys: [] } as const;
    expect([
      isConcerned(['presence', { instance: '1' }], came),
      isConcerned(['presence', { instance: '2' }], came),
      isConcerned(['notice-state', {}], came),
      isConcerned(['instance', { key: '1' }], came),
    ]).toEqual([true, false, true, false]);
  });
  it('reads what belongs to one version only for what happens in it, or where something is deployed or held', () => {
    const own = ['job-definitions', { definition: '9' }];
    const other = ['job-definitions', { definition: '8' }];
    const held = { kinds: ['definition'], instanceKeys: [], definitionKeys: ['9'] } as const;
    const job = { kinds: ['job'], instanceKeys: ['1'], definitionKeys: ['9'] } as const;
    expect([
      isConcerned(own, job),
      isConcerned(other, job),
      isConcerned(other, held),
      isConcerned(other, { ...job, definitionKeys: [] }),
      isConcerned([...own, { only: 'definition' }], job),
      isConcerned([...own, { only: 'definition' }], held),
    ]).toEqual([true, false, true, true, false, true]);
  });
  it('reads all of a kind when the keys were too many to name', () => {
    expect(isConcerned(['instance', { key: '2' }], { ...hint, instanceKeys: [], definitionKeys: [] })).toBe(true);
  });
  it('does not ask again for what was refused, unless a hint names it', () => {
    const refused = (status: number) => new DoorError(status, { code: 'notFound', message: '', reference: '' });
    const anything = { kinds: ['audit', 'incident'], instanceKeys: [], definitionKeys: [] } as const;
    expect([
      isConcerned(['audit-entry', { n: '7' }], hint, undefined, refused(404)),
      isConcerned(['audit-entry', { n: '7' }], anything, undefined, refused(403)),
      isConcerned(['instance', { key: '1' }], anything, undefined, refused(404)),
      isConcerned(['instance', { key: '1' }], hint, undefined, refused(404)),
      isConcerned(['incidents', {}], hint, undefined, refused(503)),
    ]).toEqual([false, false, false, true, true]);
  });
  it('reads an entry of the log for what came of it, and for whatever was done after it', () => {
    const entry = ['audit-entry', { n: '7' }];
    const done = { kinds: ['audit'], instanceKeys: ['2'], definitionKeys: [] } as const;
    expect([
      isConcerned(entry, hint, { instanceKey: '1' }),
      isConcerned(entry, hint, { instanceKey: '2' }),
      isConcerned(entry, done, { instanceKey: '1' }),
    ]).toEqual([true, false, true]);
  });
  it('knows what no hint ever tells', () => {
    expect([isTold(['incidents', {}]), isTold(['people', {}]), isTold(['constructor', {}])]).toEqual([
      true,
      false,
      false,
    ]);
  });
  it('leaves alone a list of which only names are shown while its counts change', () => {
    const names = ['definitions', {}, { only: 'definition' }];
    const deployed = { kinds: ['definition'], instanceKeys: [], definitionKeys: ['9'] } as const;
    expect([isConcerned(['definitions', {}], hint), isConcerned(names, hint), isConcerned(names, deployed)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
