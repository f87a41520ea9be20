/** Largest JSON body, as in Camunda 8's default (4 MB): larger variables belong into a document store. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Largest upload of one deployment, all its files together. */
export const MAX_DEPLOYMENT_BYTES = 16 * 1024 * 1024;
/** The same with what separates its files: a request that announces more is refused before it is read. */
export const MAX_UPLOAD_BYTES = MAX_DEPLOYMENT_BYTES + 1024 * 1024;
/** Files in one deployment. */
export const MAX_DEPLOYMENT_FILES = 500;
/** Longest single part of a path: a process id of 255 characters, each of them percent-encoded. */
export const MAX_PATH_PART_LENGTH = 765;
/**
 * A client that takes longer to send its headers and body is cut off. Long polls wait after their request has arrived.
 */
export const REQUEST_TIMEOUT_MS = 60_000;
/** A worker's connection may idle this long between two polls. */
export const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** How long `close` waits for answers under way before connections are cut. */
export const CLOSE_TIMEOUT_MS = 5_000;
/** How much of a refused body is still read, and for how long, so that its client sees the answer. */
export const MAX_DRAINED_BYTES = 32 * 1024 * 1024;
export const DRAIN_TIMEOUT_MS = 2_000;
