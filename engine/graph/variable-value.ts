/** Types of Camunda 7's typed values; Camunda 8's JSON values use a subset of them. */
export type ValueType =
  | 'String'
  | 'Integer'
  | 'Long'
  | 'Short'
  | 'Double'
  | 'Boolean'
  | 'Null'
  | 'Date'
  | 'Json'
  | 'Xml'
  | 'Object'
  | 'Bytes'
  | 'File';

/** What a client says about a value beside the value; kept as sent. */
export interface ValueInfo {
  readonly objectTypeName?: string;
  readonly serializationDataFormat?: string;
  readonly filename?: string;
  readonly mimeType?: string;
  readonly encoding?: string;
  /** Of which classes numbers and maps in a list or map of the engine's own making are: `JavaContents`. */
  readonly contents?: string;
}

/**
 * A variable's value. `text` is the value in its own written form, so that nothing is rounded on its way
 * through: the digits of a number (integers above 2^53 survive), `true` or `false`, the text of a String,
 * ISO 8601 with milliseconds in UTC for a Date, the serialised text of Json, Xml and Object, Base64 of Bytes and
 * File. `text` is null for Null, and for an empty File or Object.
 */
export interface VariableValue {
  readonly type: ValueType;
  readonly text: string | null;
  readonly info?: ValueInfo;
  /** It is seen as long as the command lasts that sets it, and is kept nowhere (Camunda 7). */
  readonly isTransient?: true;
}

/** Values by the names of their variables. */
export type Variables = Readonly<Record<string, VariableValue>>;
