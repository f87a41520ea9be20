export function topicLink(topic: string): string {
  return `/workers/topics/${encodeURIComponent(topic)}`;
}
export function workerLink(worker: string): string {
  return `/workers/${encodeURIComponent(worker)}`;
}
