import type { FeelNode } from './feel-node.ts';

export const NUMBERED: ReadonlySet<FeelNode['kind']> = new Set([
  'number',
  'negate',
  'name',
  'path',
  'call',
  'filter',
  'if',
  'method',
]);

/** `?` is somewhere in the expression. */
export function speaksOfInput(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return ('kind' in part && part.kind === 'input') || Object.values(part).some(speaksOfInput);
}
