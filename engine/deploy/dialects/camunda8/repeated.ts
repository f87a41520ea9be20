/** The texts that stand in a list more than once, each once. */
export const repeated = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.filter((text, index) => texts.indexOf(text) !== index));
