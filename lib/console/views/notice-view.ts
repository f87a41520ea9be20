import type { NoticeEvent, NoticeFacts, NoticeKind } from '@/engine/index.ts';
import type { Permission } from '@/lib/auth/permissions.ts';
import type { Instant, Key } from './shared.ts';

/** Something that the person was told. Its sentence is made of `facts`. */
export interface NoticeRow {
  readonly key: Key;
  readonly kind: NoticeKind;
  readonly event: NoticeEvent;
  /** `group`: equal failures, by their fingerprint. */
  readonly target: { readonly kind: 'instance' | 'batch' | 'group' | 'message' | 'permission'; readonly key: string };
  readonly facts: NoticeFacts;
  /** Of the element that it is about; null: of none. */
  readonly elementName: string | null;
  readonly at: Instant;
  readonly isRead: boolean;
}

/**
 * For the bell: how many are unread (with 100, there may be more), the newest of those, and which kinds make no sound.
 */
export interface NoticeStateView {
  readonly unread: number;
  readonly newest: readonly NoticeRow[];
  readonly muted: readonly NoticeKind[];
}

/** A permission that somebody misses, and the path of the page where. */
export interface AccessRequest {
  readonly permission: Permission;
  readonly page: string;
}

/** Marks one's own as read: these, or all up to one; or mutes a kind. */
export type NoticesRequest =
  | { readonly read: readonly Key[] | { readonly upTo: Key } }
  | { readonly kind: NoticeKind; readonly isMuted: boolean };
/** `page`: as its channel was named. */
export interface PresenceRequest {
  readonly page: string;
  readonly instance: Key | null;
  readonly isChanging: boolean;
}

/** Who else looks at an instance at this moment. */
export interface PresenceView {
  readonly people: readonly { readonly username: string; readonly name: string; readonly isChanging: boolean }[];
}
