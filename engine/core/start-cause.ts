import type { Key } from './state.ts';

/**
 * What brought an instance into being, for people: no step depends on it. What was called says so by its caller, what
 * takes a finished instance up again by that one.
 */
export interface StartCause {
  readonly kind: 'request' | 'message' | 'signal' | 'timer' | 'condition';
  /** Of the message or signal. */
  readonly name?: string;
  /** The kept message, the instance that threw the signal, the batch. */
  readonly sourceKey?: Key;
  /** Whoever asked for it, where it came from outside. */
  readonly sender?: Sender;
}

/** `id` null: nobody had to sign in. */
export interface Sender {
  readonly kind: 'person' | 'client' | 'worker' | 'system';
  readonly id: string | null;
  readonly name: string | null;
  readonly channel: 'console' | 'ops' | 'rest7' | 'rest8' | 'grpc' | 'system';
}
