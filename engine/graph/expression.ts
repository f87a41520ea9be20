/**
 * An expression as it stands in a model, before anything has evaluated it.
 *
 * `juel` keeps the whole text with its `${…}` parts, because Camunda 7 allows text around them.
 * `feel` keeps the text without its leading `=`. `literal` is plain text and evaluates to itself.
 */
export interface Expression {
  readonly language: 'juel' | 'feel' | 'literal';
  readonly text: string;
}
