import type { Expression } from '../../../graph/expression.ts';

/** The texts that stand in a list more than once, each once. */
export const repeated = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.filter((text, index) => texts.indexOf(text) !== index));

/** A name or code as it stands in the model: an expression is never the same as the text that it gives. */
export const asWritten = ({ language, text }: Expression): string => (language === 'feel' ? `=${text}` : text);
