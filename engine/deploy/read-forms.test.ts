import { describe, expect, test } from 'vitest';
import { parse7, TO_T } from './model-for-tests.ts';

const task = (content: string): string =>
  `${TO_T}<userTask id="t"><extensionElements>${content}</extensionElements></userTask>`;
const data = (fields: string, attributes = ''): string =>
  task(`<camunda:formData ${attributes}>${fields}</camunda:formData>`);
const field = (attributes: string, content = ''): string =>
  `<camunda:formField ${attributes}>${content}</camunda:formField>`;
const constraint = (attributes: string): string =>
  `<camunda:validation><camunda:constraint ${attributes}/></camunda:validation>`;
const formAt = (body: string, id = 't') => {
  const element = parse7(body).graph?.elements.get(id);
  return element?.kind === 'userTask' || element?.kind === 'startEvent' ? element.form : undefined;
};

describe('forms of Camunda 7', () => {
  test('fields with types, defaults, choices, properties and constraints', () => {
    expect(
      formAt(
        data(
          [
            field(
              'id="s" type="string" label="S"',
              `<camunda:properties><camunda:property id="a" value="b"/></camunda:properties>${constraint('name="required"')}`,
            ),
            field(`id="n" type="long" defaultValue="\${1}"`, constraint('name="max" config="9"')),
            field('id="d" type="date"'),
            field('id="p" type="date" datePattern="yyyy-MM-dd"'),
            field('id="e" type="enum"', '<camunda:value id="x" name="X"/><camunda:value id="y"/>'),
          ].join(''),
          'businessKey="s"',
        ),
      ),
    ).toEqual({
      properties: [],
      fields: [
        {
          id: 's',
          label: { language: 'literal', text: 'S' },
          type: { kind: 'string' },
          isBusinessKey: true,
          properties: { a: 'b' },
          constraints: [{ name: 'required', config: null }],
        },
        {
          id: 'n',
          type: { kind: 'long' },
          isBusinessKey: false,
          defaultValue: { language: 'juel', text: `\${1}` },
          properties: {},
          constraints: [{ name: 'max', config: '9' }],
        },
        {
          id: 'd',
          type: { kind: 'date', pattern: 'dd/MM/yyyy' },
          isBusinessKey: false,
          properties: {},
          constraints: [],
        },
        {
          id: 'p',
          type: { kind: 'date', pattern: 'yyyy-MM-dd' },
          isBusinessKey: false,
          properties: {},
          constraints: [],
        },
        {
          id: 'e',
          type: {
            kind: 'enum',
            choices: [
              { id: 'x', name: 'X' },
              { id: 'y', name: null },
            ],
          },
          isBusinessKey: false,
          properties: {},
          constraints: [],
        },
      ],
    });
  });

  test('the older properties, of a start event too', () => {
    const start = `<startEvent id="s"><extensionElements><camunda:formProperty id="a" name="A" type="long" required="on" variable="v" default="7"/><camunda:formProperty id="b" readable="false" writable="false" expression="#{w}"/></extensionElements></startEvent>`;
    expect(formAt(start, 's')).toEqual({
      fields: [],
      properties: [
        {
          id: 'a',
          name: 'A',
          type: { kind: 'long' },
          isRequired: true,
          isReadable: true,
          isWritable: true,
          variableName: 'v',
          defaultValue: { language: 'literal', text: '7' },
        },
        {
          id: 'b',
          isRequired: false,
          isReadable: false,
          isWritable: false,
          assigned: { variableName: 'w', members: [], text: '#{w}' },
        },
      ],
    });
  });

  test.each([
    ['#{ w }', []],
    ['#{a.b}', ['b']],
    [`\${a.b['c d'].e}`, ['b', 'c d', 'e']],
  ])('a property kept by %s', (text, members) => {
    const start = `<startEvent id="s"><extensionElements><camunda:formProperty id="x" expression="${text}"/></extensionElements></startEvent>`;
    expect(formAt(start, 's')?.properties[0]?.assigned).toEqual({
      variableName: text.includes('w') ? 'w' : 'a',
      members,
      text,
    });
  });

  test('no fields are no form', () => {
    expect(formAt(data(''))).toBeUndefined();
  });

  test.each([
    [
      'a field without id',
      data(field('type="string"')),
      't:4 attribute id must be set for FormFieldGroup and must have a non-empty value',
    ],
    ['a field without type', data(field('id="x"')), "x:4 form field must have a 'type' attribute"],
    ['a type that is not known', data(field('id="x" type="odd"')), "x:4 unknown type 'odd'"],
    [
      'a constraint that is not known',
      data(field('id="x" type="string"', constraint('name="odd"'))),
      "t:4 Cannot find validator implementation for name 'odd'.",
    ],
    [
      'a constraint without name',
      data(field('id="x" type="string"', constraint('config="1"'))),
      "t:4 Cannot find validator implementation for name 'null'.",
    ],
    [
      'a validator without a class',
      data(field('id="x" type="string"', constraint('name="validator" config=""'))),
      't:4 validator configuration needs to provide either a fully qualified classname or an expression resolving to a custom FormFieldValidator implementation.',
    ],
    [
      'a validator that is no plain name',
      data(field('id="x" type="string"', constraint('name="validator" config="#{a.b}"'))),
      "t:4 The delegate expression '#{a.b}', which is no plain name, of element 't' in line 4 is not supported yet. Remove it or model it in another way",
    ],
    [
      'a pattern that is none',
      data(field('id="x" type="date" datePattern="qq"')),
      "x:4 Illegal pattern character 'q'.",
    ],
    [
      'a pattern with names of weekdays',
      data(field('id="x" type="date" datePattern="EEE d MMM yyyy"')),
      "t:4 The part 'EEE' of the date pattern 'EEE d MMM yyyy' of element 't' in line 4 is not supported yet. Remove it or model it in another way",
    ],
    [
      'two forms',
      task('<camunda:formData/><camunda:formData/>'),
      't:4 multiple elements with tag name formData found.',
    ],
    ['a property without id', task('<camunda:formProperty/>'), "t:4 attribute 'id' is required"],
    ['a property of another type', task('<camunda:formProperty id="x" type="odd"/>'), "x:4 unknown type 'odd'"],
    [
      'a property that may be required',
      task('<camunda:formProperty id="x" required="maybe"/>'),
      "x:4 attribute 'required' must be one of {on|yes|true|enabled|active|off|no|false|disabled|inactive}",
    ],
    [
      'a property kept in what takes nothing',
      task('<camunda:formProperty id="x" expression="#{a.b()}"/>'),
      "t:4 A form property that is kept by '#{a.b()}' of element 't' in line 4 is not supported yet. Remove it or model it in another way",
    ],
  ])('%s is refused', (_name, body, sentence) => {
    expect(parse7(body).sentences).toEqual([sentence]);
  });
});
