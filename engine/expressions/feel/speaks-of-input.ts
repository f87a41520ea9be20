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
export function speaksOfInput(node: FeelNode): boolean {
  return (
    node.kind === 'input' ||
    Object.values(node)
      .flat(2)
      .some(
        (part: unknown) =>
          typeof part === 'object' && part !== null && 'kind' in part && speaksOfInput(part as FeelNode),
      )
  );
}
