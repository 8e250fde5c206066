/** How long ago, as kubectl writes it: `5s`, `2m3s`, `3h`, `4d`. */
export function ageOf(since: string | undefined, now: Date): string {
  if (!since) return "<unknown>";
  const seconds = Math.floor((now.getTime() - new Date(since).getTime()) / 1000);
  const [minutes, hours, days] = [60, 3600, 86400].map((each) => Math.floor(seconds / each));
  const pair = (big: string, small: number, unit: string) => small === 0 ? big : `${big}${small}${unit}`;
  if (seconds < -1) return "<invalid>";
  if (seconds < 120) return `${Math.max(seconds, 0)}s`;
  if (minutes < 10) return pair(`${minutes}m`, seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return pair(`${hours}h`, minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (days < 8) return pair(`${days}d`, hours % 24, "h");
  if (days < 730) return `${days}d`;
  return days < 8 * 365 ? pair(`${Math.floor(days / 365)}y`, days % 365, "d") : `${Math.floor(days / 365)}y`;
}
