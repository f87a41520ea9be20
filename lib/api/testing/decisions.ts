/** One decision that is a literal expression. */
export const literalDecision = (id: string, text: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}-file" name="Literal" namespace="tests"><decision id="${id}" name="Literal"><variable id="${id}-variable" name="found" /><literalExpression id="${id}-expression"><text>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></literalExpression></decision></definitions>`;
