//! Moments as a person types them into a field: wall clock of a zone, there and back. Pure.

const shape: Intl.DateTimeFormatOptions = {
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
};

/** `2027-03-01T13:00:05` on the wall of `zone`: what a `datetime-local` field holds. */
export function toWallClock(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB-u-nu-latn-ca-gregory", { ...shape, timeZone: zone }).formatToParts(ms);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "00";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}`;
}

/** The moment at which the wall clock of `zone` shows `text`; null if it is no time. Where a clock is put back, the earlier one. */
export function fromWallClock(text: string, zone: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((v) => Number(v ?? 0)) as [number, number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second || 0);
  if (Number.isNaN(asUtc)) return null;
  // The offset at the guess, then at the moment found: two rounds are enough on either side of a change of clocks.
  let ms = asUtc - offsetAt(asUtc, zone);
  ms = asUtc - offsetAt(ms, zone);
  return ms;
}

function offsetAt(ms: number, zone: string): number {
  const wall = Date.parse(`${toWallClock(ms, zone)}Z`);
  return wall - Math.floor(ms / 1000) * 1000;
}
