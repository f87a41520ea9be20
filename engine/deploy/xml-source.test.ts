import { describe, expect, test } from 'vitest';
import { MAX_ATTRIBUTE_CHARACTERS, MAX_RESOURCE_BYTES, MAX_XML_ELEMENTS } from './limits.ts';
import { bytesOf } from './model-for-tests.ts';
import { parseResource } from './parse-resource.ts';

const problemsOf = (content: string | Uint8Array) =>
  parseResource('a.bpmn', typeof content === 'string' ? bytesOf(content) : content).problems.map(
    ({ kind, line, message }) => `${kind}:${line} ${message}`,
  );
const MODEL =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true"><startEvent id="s"/></process></definitions>';
const utf16 = (text: string, isBigEndian: boolean): Uint8Array => {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(units.flatMap((unit) => (isBigEndian ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8])));
};

describe('what is no XML is refused in the words that people search for', () => {
  test.each([
    ['', 'notXml:1 Premature end of file.'],
    ['   ', 'notXml:1 Premature end of file.'],
    ['no xml', 'notXml:1 Content is not allowed in prolog.'],
    ['\nno xml\nat all\n', 'notXml:2 Content is not allowed in prolog.'],
    ['<a>', 'notXml:1 XML document structures must start and end within the same entity.'],
    ['<a>\n</b>', 'notXml:2 Every element must be terminated by the matching end-tag.'],
    ['<a/>x', 'notXml:1 Content is not allowed in trailing section.'],
    ['<a/><b/>', 'notXml:1 The markup in the document following the root element must be well-formed.'],
    ['<a b="1" b="2"/>', 'notXml:1 Attribute "b" was already specified for the element.'],
    ['<x:a/>', 'notXml:1 The prefix "x" is not bound.'],
    ['<a>&x;</a>', 'notXml:1 An entity was referenced, but not declared.'],
    ['<a>\u0000</a>', 'notXml:1 An invalid XML character was found in the document.'],
    ['<a b=c/>', 'notXml:1 unquoted attribute value.'],
    ['<?xml version="1.0" encoding="nonsense"?><a/>', "notXml:null The encoding 'nonsense' is not supported"],
    ['<a/>', "model:1 cvc-elt.1.a: Cannot find the declaration of element 'a'."],
  ])('%j', (content, sentence) => {
    expect(problemsOf(content)).toEqual([sentence]);
  });

  test('bytes that are not the text they claim to be', () => {
    expect(problemsOf(Uint8Array.of(0x3c, 0x61, 0xff, 0x3e))).toEqual(['notXml:null The file is not valid utf-8 text']);
  });
});

describe('every encoding that a file declares is read', () => {
  test.each([
    ['UTF-8 with its mark', bytesOf(`\ufeff${MODEL}`)],
    ['UTF-16, little end first', utf16(MODEL, false)],
    ['UTF-16, big end first', utf16(MODEL, true)],
    [
      'ISO 8859-1',
      Uint8Array.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?>${MODEL.replace('id="s"', 'id="s" name="\u00e4"')}`,
        (letter) => letter.charCodeAt(0),
      ),
    ],
  ])('%s', (_name, content) => {
    expect(parseResource('a.bpmn', content)).toMatchObject({ problems: [], graphs: [{ processId: 'p' }] });
  });
});

describe('no entity of a file is ever looked at', () => {
  const doctypes = [
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
    `<!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at} "${'&a;'.repeat(10)}">`).join('')}]>`,
    '<!DOCTYPE a [<!ELEMENT a ANY>]><!DOCTYPE a>',
  ];
  test.each(doctypes)('%s', (doctype) => {
    expect(problemsOf(`${doctype}\n${MODEL}`)).toEqual(['notXml:1 DOCTYPE is disallowed. Remove it from the file']);
  });

  test('addresses in a file are never asked', () => {
    const content = MODEL.replace(
      '<process',
      '<import importType="http://www.w3.org/2001/XMLSchema" location="http://169.254.169.254/" namespace="n"/><process',
    );
    expect(problemsOf(content)).toEqual(['model:1 Could not import item of type http://www.w3.org/2001/XMLSchema']);
  });
});

describe('limits end the reading before it costs anything', () => {
  const attributes = Array.from({ length: 10_001 }, (_, at) => `a${at}=""`).join(' ');
  test.each([
    ['10 001 attributes', `<a ${attributes}/>`, /^notXml:1 Element "a" has more than 10000 attributes\.$/],
    [
      'a long attribute',
      `<a b="${'x'.repeat(MAX_ATTRIBUTE_CHARACTERS + 1)}"/>`,
      /^limit:1 The attribute b of <a> is longer than 500000 characters$/,
    ],
    ['a depth of 10 000', '<a>'.repeat(10_000), /^limit:1 Elements are nested deeper than 200$/],
    [
      'too many elements',
      `<a>${'<b/>'.repeat(MAX_XML_ELEMENTS)}</a>`,
      /^limit:1 The file has more than 200000 elements$/,
    ],
    [
      'a million numeric characters',
      `<a>${'&#65;'.repeat(1_000_000)}</a>`,
      /^limit:null The file has more than 100000 character references$/,
    ],
    ['too many bytes', ' '.repeat(MAX_RESOURCE_BYTES + 1), /^limit:null The file is larger than 10485760 bytes$/],
  ])('%s', (_name, content, sentence) => {
    expect(problemsOf(content)).toEqual([expect.stringMatching(sentence)]);
  });
});
