/** The APIs of the listener; a client is given each of them by name. */
export type ApiScope = 'camunda7' | 'camunda8';

/** A program that has proved who it is. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/**
 * Where API clients are kept. Implemented beside the people's accounts; the API only asks. Both calls give null for a
 * client that is unknown or disabled.
 */
export interface ApiClients {
  /** Costs a scrypt on purpose, for unknown ids too: the caller caches what was right and counts what was wrong. */
  verify(id: string, secret: string): Promise<ApiClient | null>;
  /** For a token whose signature was right: is the client still there? */
  find(id: string): Promise<ApiClient | null>;
}
