import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/**
 * Variables as one JSON object. Numbers and JSON go in as they are written, so that no digit is lost; of inner scopes
 * the element is part of the name.
 */
export function variablesAsJson(rows: readonly VariableRow[]): string {
  const lines = rows.map(
    (row) =>
      `  ${JSON.stringify(row.scopeElementId === null ? row.name : `${row.scopeElementId}.${row.name}`)}: ${literalOf(row)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
}

function literalOf({ type, text, isCut }: VariableRow): string {
  if (text === null) return 'null';
  switch (type) {
    case 'Integer':
    case 'Long':
    case 'Short':
    case 'Boolean':
      return text;
    case 'Double':
      return Number.isFinite(Number(text)) ? text : JSON.stringify(text);
    case 'Json':
      return isCut ? JSON.stringify(text) : text;
    default:
      return JSON.stringify(text);
  }
}
