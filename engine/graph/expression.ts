/**
 * An expression as it stands in a model, before anything has evaluated it.
 *
 * `juel` keeps the whole text with its `${…}` parts, because Camunda 7 allows text around them.
 * `feel` keeps the text without its leading `=`, blanks included. `literal` is plain text and evaluates to itself. `javascript` is a
 * script:
 * it runs outside the core, which asks for its result.
 */
export interface Expression {
  readonly language: 'juel' | 'feel' | 'literal' | 'javascript';
  readonly text: string;
  /** A literal that is a number, which is no text where a name or a type is wanted (Camunda 8). */
  readonly isNumber?: true;
  /** A script that is kept elsewhere: `deployment://` and the name of a file of the model's own deployment; `text` is empty. */
  readonly resource?: string;
}
