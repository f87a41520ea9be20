/** What one file of a deployment may hold; beyond it, it is refused before it costs memory or time. */
export const MAX_RESOURCE_BYTES = 10 * 1024 * 1024;
export const MAX_XML_ELEMENTS = 200_000;
export const MAX_XML_DEPTH = 200;
/** As the XML reader of the originals has it. */
export const MAX_ATTRIBUTES_PER_ELEMENT = 10_000;
/** Element templates keep their pictures and examples in attributes, some of more than 100 000 characters. */
export const MAX_ATTRIBUTE_CHARACTERS = 500_000;
/** `&#65;` and the like: a file of nothing else would take long to read. */
export const MAX_CHARACTER_REFERENCES = 100_000;
