const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const DURATION = /^PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?$/;
const WITHOUT_SECONDS = /^((?:[^T]*T)?\d{2}:\d{2})(?=$|Z|[+-])/;

/**
 * How Camunda 7 answers with an object of `java.time` whose `toString` is `text`: local times have seconds, moments an
 * offset without the name of their zone, durations are a number of seconds. undefined: the class is none of these.
 */
export function javaTimeContent(className: string, text: string): unknown {
  switch (className) {
    case 'java.time.LocalTime':
    case 'java.time.LocalDateTime':
      return withSeconds(text);
    case 'java.time.ZonedDateTime':
      return withSeconds(text.replace(/\[[^\]]*\]$/, ''));
    case 'java.time.Duration':
      return secondsOf(text);
    default:
      return undefined;
  }
}

const withSeconds = (text: string): string => text.replace(WITHOUT_SECONDS, '$1:00');

function secondsOf(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * SECONDS_PER_HOUR + Number(minutes) * SECONDS_PER_MINUTE + Number(seconds);
}
