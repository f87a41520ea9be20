import { describe, expect, it } from 'vitest';
import { BODY, filteredRows, mapped, mappingRows, pairMarks, sameNames } from './mapping.ts';

const element = (id: string, name = id, isLoop = false) => ({
  id,
  name,
  kind: 'userTask',
  hasOwnName: name !== id,
  parentId: null,
  isLoop,
});
const model = (...elements: readonly ReturnType<typeof element>[]) => new Map(elements.map((each) => [each.id, each]));
const sources = model(element('a', 'Check'), element('b'), element('loop', 'loop', true));
const targets = model(element('a2', 'Check'), element('b'), element('loop', 'loop', true));
const mapping = [
  { source: 'b', target: 'b' },
  { source: `loop${BODY}`, target: `loop${BODY}` },
  { source: 'loop', target: 'loop' },
];
const rows = mappingRows({
  sources,
  targets,
  mapping,
  tokens: new Map([['b', 2]]),
  problems: [{ elementId: 'a', message: 'has a token and is not mapped' }],
});

describe('which element takes over from which', () => {
  it('has a row for each element and each loop, tokens first', () => {
    expect(rows.map(({ source, tokens, how, problem }) => [source, tokens, how, problem])).toEqual([
      ['b', 2, 'sameId', null],
      ['a', 0, 'none', 'has a token and is not mapped'],
      [`loop${BODY}`, 0, 'sameId', null],
      ['loop', 0, 'sameId', null],
    ]);
    expect(filteredRows(rows, 'notMapped').map(({ source }) => source)).toEqual(['a']);
    expect(filteredRows(rows, 'problems').map(({ source }) => source)).toEqual(['a']);
    expect(filteredRows(rows, 'withTokens').map(({ source }) => source)).toEqual(['b']);
  });
  it('numbers pairs alike on both sides', () => {
    expect(pairMarks(rows)).toEqual({
      source: [
        { elementId: 'b', number: 1, problem: null },
        { elementId: 'a', number: null, problem: 'has a token and is not mapped' },
        { elementId: 'loop', number: 2, problem: null },
      ],
      target: [
        { elementId: 'b', number: 1, problem: null },
        { elementId: 'loop', number: 2, problem: null },
      ],
    });
  });
  it('is changed by hand, and proposes equal names', () => {
    expect(mapped(mapping, 'b', null).map(({ source }) => source)).not.toContain('b');
    expect(mapped([{ source: 'b', target: 'b', updatesTrigger: true }], 'b', 'a2')).toEqual([
      { source: 'b', target: 'a2', updatesTrigger: true },
    ]);
    expect(sameNames(sources, targets, mapping)).toEqual([{ source: 'a', target: 'a2', updatesTrigger: false }]);
  });
});
