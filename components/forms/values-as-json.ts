import type { VariableInput } from '@/lib/console/contract.ts';

/**
 * Variables as one JSON object, in lines. Numbers that JSON's readers would round stay the text that they are, and so
 * does what is no JSON although it should be.
 */
export function valuesAsJson(variables: readonly VariableInput[]): string {
  return JSON.stringify(Object.fromEntries(variables.map((each) => [each.name, jsonOf(each)])), null, 2);
}

function jsonOf({ type, text }: VariableInput): unknown {
  if (text === null || type === 'Null') return null;
  switch (type) {
    case 'Boolean':
      return text === 'true';
    case 'Short':
    case 'Integer':
    case 'Long':
    case 'Double':
      return text.trim() !== '' && isExact(Number(text)) ? Number(text) : text;
    case 'Json':
      return parsed(text);
    default:
      return text;
  }
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
