const PATTERN = /^(?:0|(?:\d{1,5}(?:\.\d+)?(?:h|ms|m|s))+)$/;
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s)/g;
const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** Of the Gateway API. */
const GATEWAY_PATTERN = /^(?:\d{1,5}(?:h|m|s|ms)){1,4}$/;

/** The milliseconds of a time as Go, and so Istio, writes it, such as `1m30s`; undefined for anything else. */
export function timeoutMs(text: string): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  const parts = [...text.matchAll(PART)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS], 0);
}

/** The same time as the Gateway API takes it: at most four whole numbers of at most five digits. */
export function toGatewayTimeout(text: string): string {
  if (GATEWAY_PATTERN.test(text)) return text;
  let leftMs = Math.round(timeoutMs(text) ?? 0);
  return Object.entries(UNITS_MS).map(([unit, unitMs]) => {
    const amount = Math.min(Math.floor(leftMs / unitMs), 99_999);
    leftMs -= amount * unitMs;
    return amount > 0 ? `${amount}${unit}` : "";
  }).join("");
}
