/**
 * Both Camundas read XML with the same parser, and its sentences are what people search for. The parser here is another
 * one: its sentences of the common faults are put into those, the others stay.
 */
export function xmlSentence(sentence: string, hasRoot: boolean): string {
  const duplicate = /^duplicate attribute: (.+)\.$/.exec(sentence)?.[1];
  const prefix = /^unbound namespace prefix: "(.+)"\.$/.exec(sentence)?.[1];
  if (duplicate !== undefined) return `Attribute "${duplicate}" was already specified for the element.`;
  if (prefix !== undefined) return `The prefix "${prefix}" is not bound.`;
  if (sentence.startsWith('unclosed tag: ') || sentence === 'unexpected end.')
    return 'XML document structures must start and end within the same entity.';
  switch (sentence) {
    case 'document must contain a root element.':
      return 'Premature end of file.';
    case 'text data outside of root node.':
      return hasRoot ? 'Content is not allowed in trailing section.' : 'Content is not allowed in prolog.';
    case 'documents may contain only one root.':
      return 'The markup in the document following the root element must be well-formed.';
    case 'unexpected close tag.':
      return 'Every element must be terminated by the matching end-tag.';
    case 'undefined entity.':
      return 'An entity was referenced, but not declared.';
    case 'disallowed character.':
      return 'An invalid XML character was found in the document.';
    default:
      return sentence;
  }
}
