import type { Comparison, QueryLeaf } from '../filter/filter-query.ts';
import { instanceField, isInstanceField } from '../filter/instance-fields.ts';
import { type Literal, type Operator, writeLiteral, writeWritten } from '../filter/written-value.ts';
import type { Parsed } from './text-condition.ts';

/** A condition of the text form as a chip writes it. */
export interface WrittenLeaf {
  readonly text: string;
  readonly isNegated: boolean;
}

const OPERATOR: Readonly<Record<Comparison, { readonly operator: Operator; readonly ignoresCase: boolean }>> = {
  '=': { operator: 'eq', ignoresCase: false },
  '=*': { operator: 'eq', ignoresCase: true },
  '!=': { operator: 'ne', ignoresCase: false },
  '>': { operator: 'gt', ignoresCase: false },
  '>=': { operator: 'gte', ignoresCase: false },
  '<': { operator: 'lt', ignoresCase: false },
  '<=': { operator: 'lte', ignoresCase: false },
  '~': { operator: 'like', ignoresCase: false },
  '~*': { operator: 'like', ignoresCase: true },
  '^=': { operator: 'starts', ignoresCase: false },
  in: { operator: 'in', ignoresCase: false },
  'not in': { operator: 'nin', ignoresCase: false },
  between: { operator: 'between', ignoresCase: false },
  exists: { operator: 'exists', ignoresCase: false },
  missing: { operator: 'missing', ignoresCase: false },
};

export function writtenLeaf({ field, comparison, values }: QueryLeaf): Parsed<WrittenLeaf> {
  const isVariable = field.startsWith('var.');
  if (!isVariable && !isInstanceField(field)) return { problem: `${field} is no field of this filter.` };
  const kind = isInstanceField(field) ? instanceField(field).kind : 'text';
  if (kind === 'text') {
    const joiner = comparison === 'between' ? '..' : ',';
    const quoted = comparison === 'in' || comparison === 'not in';
    return {
      value: {
        text: writeWritten({
          ...OPERATOR[comparison],
          text: values.map((value) => textOf(value, isVariable, quoted)).join(joiner),
        }),
        isNegated: false,
      },
    };
  }
  return kind === 'time' ? timeLeaf(field, comparison, values) : listLeaf(field, comparison, values);
}

/**
 * Variables tell a text in quotes from what may be a number; other texts are texts, quoted only where commas divide.
 */
function textOf(value: Literal, isVariable: boolean, quoted: boolean): string {
  if (isVariable) return writeLiteral(value);
  return quoted || value.text.startsWith('"') ? JSON.stringify(value.text) : value.text;
}

function timeLeaf(field: string, comparison: Comparison, values: readonly Literal[]): Parsed<WrittenLeaf> {
  const [from = '', to = ''] = values.map(({ text }) => text);
  switch (comparison) {
    case '>':
    case '>=':
      return { value: { text: `${from}..`, isNegated: false } };
    case '<':
    case '<=':
      return { value: { text: `..${from}`, isNegated: false } };
    case 'between':
      return { value: { text: `${from}..${to}`, isNegated: false } };
    case '=':
      return { value: { text: from, isNegated: false } };
    default:
      return { problem: `${field} is a time: it is compared with > < >= <= or between.` };
  }
}

function listLeaf(field: string, comparison: Comparison, values: readonly Literal[]): Parsed<WrittenLeaf> {
  const text = values.map((value) => (/[",]/.test(value.text) ? JSON.stringify(value.text) : value.text)).join(',');
  switch (comparison) {
    case '=':
    case 'in':
      return { value: { text, isNegated: false } };
    case '!=':
    case 'not in':
      return { value: { text, isNegated: true } };
    default:
      return { problem: `${field} is compared with = != in or not in.` };
  }
}
