//! The title of an order in the language of the page; the Arabic one may be missing.

import { useCallback } from "react";
import type { WorkOrder } from "@/bindings";
import { useText } from "@/text";

export function useTitle(): (order: Pick<WorkOrder, "titleEn" | "titleAr">) => string {
  const { preferences } = useText();
  return useCallback(
    (order) => (preferences.language === "ar" ? order.titleAr || order.titleEn : order.titleEn || order.titleAr),
    [preferences.language],
  );
}
