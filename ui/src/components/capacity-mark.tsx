//! How long the disk lasts at the rate that readings come in: in hours or days, with a word and a shape for how urgent it is.

import type { Capacity } from "@/bindings";
import { useFormat, useT } from "@/text";
import { Mark, type Shape, type Tone } from "./marks";

const looks: Record<Capacity["level"], { tone: Tone; shape: Shape }> = {
  enough: { tone: "plain", shape: "circle" },
  low: { tone: "notice", shape: "half" },
  critical: { tone: "warning", shape: "triangle" },
  full: { tone: "critical", shape: "diamond" },
};

export function CapacityMark({ capacity }: { capacity: Capacity }) {
  const t = useT();
  const format = useFormat();
  const { level, hours } = capacity;
  const lasts = hours === null || level === "full" ? "" : ` · ${t("capacity-lasts", { hours: format.integer(Math.floor(Math.min(hours, 99_999))) })}`;
  return (
    <Mark {...looks[level]} testId="capacity" data={{ "data-level": level, "data-hours": hours ?? "" }}>
      {t(`capacity-${level}`)}
      {lasts} · {t("capacity-free", { free: format.bytes(capacity.freeBytes), rate: format.number(capacity.readingsPerSecond, { maximumFractionDigits: 1 }) })}
    </Mark>
  );
}
