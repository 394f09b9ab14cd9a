//! Skills, tools and parts by their ids, and the week in the order that it has here.

import { useMemo } from "react";
import { useCommand } from "@/api";
import type { Resource, ResourceId, ResourceKind, Weekday } from "@/bindings";
import { useName } from "@/text";

export const WEEK: Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
export const LEVELS = [1, 2, 3, 4, 5];

export function useResources() {
  const name = useName();
  const { data } = useCommand("list_resources", {});
  return useMemo(() => {
    const all = data ?? [];
    // What is not there yet is on its way; what is not there at all has been deleted.
    const absent = data ? "–" : "…";
    const byId = new Map<ResourceId, Resource>(all.map((resource) => [resource.id, resource]));
    return {
      all,
      of: (kind: ResourceKind) => all.filter((resource) => resource.kind === kind),
      options: (kind: ResourceKind) => all.filter((resource) => resource.kind === kind).map((resource) => ({ value: resource.id, label: `${resource.code} · ${name(resource)}` })),
      codeOf: (id: ResourceId) => byId.get(id)?.code ?? absent,
      nameOf: (id: ResourceId) => {
        const resource = byId.get(id);
        return resource ? name(resource) : absent;
      },
    };
  }, [data, name]);
}

/** `07:30` as minutes of the day, in either digits; null where it is no time. Midnight at the end is `24:00`. */
export function minutesOf(text: string): number | null {
  const latin = text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
  const match = /^(\d{1,2}):(\d{2})$/.exec(latin);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return match && Number(match[2]) < 60 && minutes <= 24 * 60 ? minutes : null;
}

export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
