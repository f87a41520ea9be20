import type { Element, FormField, FormProperty, FormType } from '@/engine/index.ts';
import { RawAnswer } from './call.ts';
import { formOf, type FormShown } from './forms.ts';
import { RestError } from './rest-error.ts';

type Attributes = readonly (readonly [name: string, value?: string])[];

/** What the embedded forms of existing task lists call the types. */
const TYPES: Readonly<Record<FormType['kind'], string>> = {
  string: 'String',
  long: 'Long',
  boolean: 'Boolean',
  date: 'String',
  enum: 'String',
};
const INDENT = '  ';

/**
 * The generated form of a task or start event, as HTML for embedded forms: its fields with their defaults, then the
 * readable properties of the older notation with their values; null: it has neither.
 */
export function renderedForm(element: Element | undefined, shown: FormShown): RawAnswer | null {
  const form = formOf(element);
  const properties = (form?.properties ?? []).filter(({ isReadable }) => isReadable);
  if (form === undefined || form.fields.length + properties.length === 0) return null;
  const lines = tag(
    'form',
    [
      ['name', 'generatedForm'],
      ['role', 'form'],
    ],
    [
      ...form.fields.flatMap((field) => group(field, shown.labels[field.id], shown.defaults[field.id] ?? null)),
      ...properties.flatMap((property) =>
        group(fieldOf(property), property.name, shown.properties[property.id] ?? null),
      ),
    ],
  );
  return new RawAnswer('application/xhtml+xml', `${lines.join('\n')}\n`);
}

function fieldOf({ id, type, isRequired, isWritable }: FormProperty): FormField {
  if (type === undefined)
    throw new RestError(
      500,
      'NullPointerException',
      'Cannot invoke "org.camunda.bpm.engine.form.FormType.getName()" because the return value of "org.camunda.bpm.engine.form.FormProperty.getType()" is null',
    );
  return {
    id,
    type,
    properties: {},
    constraints: [
      ...(isRequired ? [{ name: 'required', config: null } as const] : []),
      ...(isWritable ? [] : [{ name: 'readonly', config: null } as const]),
    ],
    isBusinessKey: false,
  };
}

function group(field: FormField, text: string | undefined, value: string | null): readonly string[] {
  const label = text === undefined ? [] : tag('label', [['for', field.id]], [escaped(text)]);
  return tag('div', [['class', 'form-group']], [...label, ...control(field, value), ...help(field)]);
}

function control({ id, type, constraints, isBusinessKey }: FormField, value: string | null): readonly string[] {
  const binding: Attributes = isBusinessKey
    ? [['cam-business-key']]
    : [
        ['cam-variable-type', TYPES[type.kind]],
        ['cam-variable-name', id],
      ];
  const common: Attributes = [['class', 'form-control'], ['name', id], ...binding, ...limitsOf(constraints)];
  switch (type.kind) {
    case 'enum':
      return tag(
        'select',
        common,
        type.choices.flatMap((choice) =>
          tag('option', [['value', choice.id]], choice.name ? [escaped(choice.name)] : []),
        ),
      );
    case 'date':
      return constraints.some(({ name }) => name === 'readonly')
        ? tag('div', [['class', 'input-group']], [`<input${written([...common, ['type', 'text']])} />`])
        : dateControl(id, type.pattern, common);
    default:
      return [
        `<input${written([...common, ['type', type.kind === 'boolean' ? 'checkbox' : 'text'], ...(value === null ? [] : [['value', value] as const])])} />`,
      ];
  }
}

/** What the server alone can check is not shown; of several by one name the last one is. */
function limitsOf(constraints: FormField['constraints']): Attributes {
  const limits = new Map<string, string | null>();
  for (const { name, config } of constraints)
    if (name !== 'validator') limits.set(name === 'readonly' ? 'disabled' : name, config);
  return [...limits].map(([name, config]) => (config === null ? ([name] as const) : ([name, config] as const)));
}

function dateControl(id: string, pattern: string, common: Attributes): readonly string[] {
  const icon = tag('i', [['class', 'glyphicon glyphicon-calendar']], []);
  const script = `$scope.open${id} = function ($event) { $event.preventDefault(); $event.stopPropagation(); $scope.dateFieldOpened${id} = true; };`;
  return tag(
    'div',
    [['class', 'input-group']],
    [
      `<input${written([...common, ['type', 'text'], ['uib-datepicker-popup', pattern], ['is-open', `dateFieldOpened${id}`]])} />`,
      ...tag(
        'div',
        [['class', 'input-group-btn']],
        tag(
          'button',
          [
            ['type', 'button'],
            ['class', 'btn btn-default'],
            ['ng-click', `open${id}($event)`],
          ],
          icon,
        ),
      ),
      ...tag('script', [['cam-script'], ['type', 'text/form-script']], [escaped(script)]),
    ],
  );
}

/** What is said of a field while it is not right. */
function help({ id, type }: FormField): readonly string[] {
  const at = `this.generatedForm.${id}`;
  const sentence = (when: string, text: string): readonly string[] =>
    tag(
      'div',
      [
        ['ng-show', when],
        ['class', 'help-block'],
      ],
      [escaped(text)],
    );
  return tag(
    'div',
    [
      ['ng-if', `${at}.$invalid && ${at}.$dirty`],
      ['class', 'has-error'],
    ],
    type.kind === 'date'
      ? [
          ...sentence(`${at}.$error.required && !${at}.$error.date`, 'Required field'),
          ...sentence(`${at}.$error.date`, `Invalid date format: the date should have the pattern '${type.pattern}'`),
        ]
      : [
          ...sentence(`${at}.$error.required`, 'Required field'),
          ...sentence(`${at}.$error.camVariableType`, `Only a ${TYPES[type.kind].toLowerCase()} value is allowed`),
        ],
  );
}

const tag = (name: string, attributes: Attributes, children: readonly string[]): readonly string[] => [
  `<${name}${written(attributes)}>`,
  ...children.map((line) => INDENT + line),
  `</${name}>`,
];
const written = (attributes: Attributes): string =>
  attributes
    .map(([name, value]) =>
      value === undefined ? ` ${name}` : ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`,
    )
    .join('');
/** Models are written by people, and this is shown in a page: `&&` in attributes stays readable to AngularJS. */
const escaped = (text: string): string =>
  text
    .replace(/&(?!&|\s)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
