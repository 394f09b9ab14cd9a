//! Why a value is bad or uncertain, by its OPC UA status code (Part 8, A.4.3; Part 4, 7.39): the text of those that say something to
//! an operator. The flags in the lower half, overflow and the like, are no reasons. Pure.

const REASONS: Record<number, string> = {
  0x8031: "no-communication",
  0x8032: "waiting-for-first",
  0x803c: "out-of-range",
  0x8074: "not-a-number",
  0x8089: "configuration",
  0x808a: "not-connected",
  0x808b: "device-failure",
  0x808c: "sensor-failure",
  0x808d: "out-of-service",
  0x809b: "no-data",
  0x408f: "last-usable-no-communication",
  0x4090: "last-usable",
  0x4091: "substitute",
  0x4092: "initial",
  0x4093: "inaccurate",
  0x4094: "units-exceeded",
  0x4095: "sub-normal",
};

/** A message id; null where the code says no more than the quality does. */
export function statusReason(status: number): string | null {
  const reason = REASONS[(status >>> 16) & 0xffff];
  return reason === undefined ? null : `ui-status-${reason}`;
}
