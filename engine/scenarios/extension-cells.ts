import bpmn from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { RULES } from '../deploy/bpmn-vocabulary.ts';
import type { DialectVocabulary } from '../deploy/dialect.ts';
import { CAMUNDA7_EXTENSIONS } from '../deploy/dialects/camunda7/extensions.ts';
import { camunda7Vocabulary } from '../deploy/dialects/camunda7/vocabulary.ts';
import { CAMUNDA8_EXTENSIONS } from '../deploy/dialects/camunda8/extensions.ts';
import { camunda8Vocabulary } from '../deploy/dialects/camunda8/vocabulary.ts';
import { ITSELF, type ExtensionFate, type ExtensionRegistry } from '../deploy/extension-registry.ts';
import { readXml, type XmlElement } from '../deploy/xml-source.ts';

/** A type of a schema as the modellers' own description has it. */
interface SchemaType {
  readonly name: string;
  readonly isAbstract?: boolean;
  readonly superClass?: readonly string[];
  readonly extends?: readonly string[];
  readonly meta?: { readonly allowedIn?: readonly string[] };
  readonly properties?: readonly SchemaProperty[];
}
interface SchemaProperty {
  readonly name: string;
  readonly type: string;
  readonly isAttr?: boolean;
  readonly isBody?: boolean;
}
interface Schema {
  readonly prefix: string;
  readonly uri: string;
  readonly types: readonly SchemaType[];
  readonly registry: ExtensionRegistry;
  readonly vocabulary: DialectVocabulary;
}

export const SCHEMAS: readonly Schema[] = [
  {
    prefix: camunda.prefix,
    uri: camunda.uri,
    types: camunda.types,
    registry: CAMUNDA7_EXTENSIONS,
    vocabulary: camunda7Vocabulary,
  },
  {
    prefix: zeebe.prefix,
    uri: zeebe.uri,
    types: zeebe.types,
    registry: CAMUNDA8_EXTENSIONS,
    vocabulary: camunda8Vocabulary,
  },
];

/** One word of a schema: a property of a type, or an extension element that has none. */
export interface ExtensionCell {
  readonly type: string;
  readonly property: string;
  /** As people know it: `camunda:in source`, `camunda:asyncBefore`, `<camunda:value>` in `camunda:list`. */
  readonly word: string;
  /** Where the schema lets it stand: tags of BPMN, or extension elements with their prefix. */
  readonly owners: readonly string[];
  /** How an owner has it: an attribute's name, a child's name, or its text. */
  readonly kind: 'attribute' | 'child' | 'text' | 'element';
  readonly names: readonly string[];
  readonly fate: ExtensionFate | undefined;
}

/** Every word of the schema, whether the registry knows it or not. */
export function extensionCells(schema: Schema): readonly ExtensionCell[] {
  return schema.types.flatMap((type) => {
    const properties = type.properties ?? [];
    if (properties.length === 0) return type.isAbstract ? [] : [cellOf(schema, type, null)];
    return properties.map((property) => cellOf(schema, type, property));
  });
}

/** Words of the registry that the schema does not have. */
export function strayWords(schema: Schema): readonly string[] {
  const known = new Set(extensionCells(schema).map(({ type, property }) => `${type} ${property}`));
  return Object.entries(schema.registry)
    .flatMap(([type, words]) => Object.keys(words).map((word) => `${type} ${word}`))
    .filter((word) => !known.has(word));
}

function cellOf(schema: Schema, type: SchemaType, property: SchemaProperty | null): ExtensionCell {
  const { prefix, registry } = schema;
  const name = property?.name.replace(/^.*:/, '') ?? ITSELF;
  const row = registry[type.name];
  const owners = property ? ownersOf(schema, type) : [prefixed(prefix, type.name)];
  const kind = property === null ? 'element' : property.isAttr ? 'attribute' : property.isBody ? 'text' : 'child';
  const names =
    property && kind === 'child'
      ? childNames(schema, property)
      : property && kind === 'attribute'
        ? [owners.some((owner) => owner.includes(':')) ? name : `${prefix}:${name}`]
        : [];
  return {
    type: type.name,
    property: name,
    owners,
    kind,
    names,
    fate: row && Object.hasOwn(row, name) ? row[name] : undefined,
    word: wordOf(type, kind, { name, names, owners, prefix }),
  };
}

function wordOf(
  type: SchemaType,
  kind: ExtensionCell['kind'],
  {
    name,
    names,
    owners,
    prefix,
  }: { name: string; names: readonly string[]; owners: readonly string[]; prefix: string },
): string {
  const element = owners.map((owner) => `<${owner}>`).join(', ');
  if (kind === 'element') return element;
  if (type.extends?.some((extended) => extended.startsWith('bpmn:'))) return names.join(', ') || `${prefix}:${name}`;
  return kind === 'text'
    ? `text of ${element}`
    : kind === 'attribute'
      ? `${name} of ${element}`
      : `${names.map((child) => `<${child}>`).join(', ')} in ${element}`;
}

const prefixed = (prefix: string, name: string): string => `${prefix}:${name.charAt(0).toLowerCase()}${name.slice(1)}`;
const PRIMITIVES = new Set(['String', 'Boolean', 'Integer']);

/**
 * The tags that a child may have: its own name where it holds plain text, else the names of its type and of what is of
 * that type.
 */
function childNames(schema: Schema, { name, type }: SchemaProperty): readonly string[] {
  if (PRIMITIVES.has(type)) return [`${schema.prefix}:${name}`];
  if (type.startsWith('bpmn:'))
    return [`${type.slice('bpmn:'.length).charAt(0).toLowerCase()}${type.slice('bpmn:'.length + 1)}`];
  return concreteTypes(schema, type.replace(/^.*:/, '')).map((found) => prefixed(schema.prefix, found));
}

function concreteTypes(schema: Schema, name: string): readonly string[] {
  const type = schema.types.find((found) => found.name === name);
  const below = schema.types
    .filter(({ superClass = [] }) => superClass.some((above) => above === name || above === `${schema.prefix}:${name}`))
    .flatMap((found) => concreteTypes(schema, found.name));
  return [...(type && !type.isAbstract ? [name] : []), ...below];
}

/**
 * Who has the properties of a type: the tags that it extends, or its own elements and those of what is of that type.
 */
function ownersOf(schema: Schema, type: SchemaType): readonly string[] {
  return type.extends
    ? tagsOf(schema, type.extends)
    : concreteTypes(schema, type.name).map((name) => prefixed(schema.prefix, name));
}

/** Tags of BPMN that a list of types means, and extension elements among them. */
export function tagsOf(schema: Schema, types: readonly string[]): readonly string[] {
  return [
    ...new Set(
      types.flatMap((name) => {
        if (name === '*') return [...RULES.keys()];
        if (name.startsWith('bpmn:'))
          return [...RULES.keys()].filter(
            (tag) => isA(`bpmn:${tag.charAt(0).toUpperCase()}${tag.slice(1)}`, name) && isRun(schema, tag),
          );
        const own = schema.types.find((type) => type.name === name.replace(/^.*:/, ''));
        return own?.extends ? tagsOf(schema, own.extends) : [prefixed(schema.prefix, name.replace(/^.*:/, ''))];
      }),
    ),
  ];
}

const isRun = ({ vocabulary }: Schema, tag: string): boolean =>
  !vocabulary.unsupportedElements.has(tag) && vocabulary.missingElement?.(tag) === undefined;
const superTypes: ReadonlyMap<string, readonly string[]> = new Map(
  bpmn.types.map(({ name, superClass = [] }: { name: string; superClass?: string[] }) => [
    `bpmn:${name}`,
    superClass.map((above) => (above.includes(':') ? above : `bpmn:${above}`)),
  ]),
);
const isA = (type: string, wanted: string): boolean =>
  type === wanted || (superTypes.get(type) ?? []).some((above) => isA(above, wanted));

/** Where the schema lets an extension element stand that stands among the extension elements of a tag. */
export function placesOfElements(
  schema: Schema,
): readonly { readonly name: string; readonly tags: readonly string[] }[] {
  const inside = new Set(
    schema.types.flatMap(({ properties = [] }) =>
      properties
        .filter((property) => !property.isAttr && !property.isBody)
        .flatMap((property) => childNames(schema, property)),
    ),
  );
  return schema.types.flatMap(({ name, meta }) => {
    const tags = tagsOf(schema, meta?.allowedIn ?? []).filter((tag) => !tag.includes(':'));
    return tags.length === 0 ||
      (inside.has(prefixed(schema.prefix, name)) && !meta?.allowedIn?.some((type) => type === '*'))
      ? []
      : [{ name: prefixed(schema.prefix, name).replace(/^.*:/, ''), tags }];
  });
}

/** All that some file has: `owner attribute`, `owner > child`, `owner #` for text; names with their schema's prefix. */
export function wordsIn(files: Iterable<Uint8Array>): ReadonlySet<string> {
  const found = new Set<string>();
  const nameOf = ({ namespace, name }: { namespace: string; name: string }): string => {
    const schema = SCHEMAS.find(({ uri }) => uri === namespace);
    return schema ? `${schema.prefix}:${name}` : name;
  };
  const look = (element: XmlElement): void => {
    const name = nameOf(element);
    found.add(name);
    for (const attribute of element.attributes) found.add(`${name} ${nameOf(attribute)}`);
    if (element.text.trim() !== '') found.add(`${name} #`);
    for (const child of element.children) {
      found.add(`${name} > ${nameOf(child)}`);
      look(child);
    }
  };
  for (const file of files) look(readXml(file).root);
  return found;
}

/** Whether the words of some files have this one. */
export function hasWord(
  { kind, owners, names }: Pick<ExtensionCell, 'kind' | 'owners' | 'names'>,
  words: ReadonlySet<string>,
): boolean {
  if (kind === 'element') return owners.some((owner) => words.has(owner));
  if (kind === 'text') return owners.some((owner) => words.has(`${owner} #`));
  return owners.some((owner) => names.some((name) => words.has(`${owner}${kind === 'child' ? ' >' : ''} ${name}`)));
}
