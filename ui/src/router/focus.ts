//! Landing on a control: an address may name one (`?focus=integration-add`). When it is there and can be used it gets the
//! keyboard's focus and is framed until it loses it; the name leaves the address, so that "back" does not jump again.

import { useEffect } from "react";
import { parsePlace, navigate, usePlace, writePlace } from "./place";

const PARAM = "focus";
/** A page that has not shown its control by then will not. */
const PATIENCE_MS = 10_000;
const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

/** The address with the control to land on, by its test id. */
export function landingOn(address: string, control: string): string {
  const { path, query } = parsePlace(address);
  const next = new URLSearchParams(query);
  next.set(PARAM, control);
  return writePlace(path, next);
}

export function useLanding(): void {
  const control = usePlace().query.get(PARAM);
  useEffect(() => {
    if (!control || !/^[A-Za-z0-9-]+$/.test(control)) return undefined;
    const land = () => {
      const target = usable(control);
      if (!target) return false;
      target.scrollIntoView({ block: "center" });
      target.focus();
      if (document.activeElement !== target) return false;
      target.dataset["landed"] = "true";
      target.addEventListener("blur", () => delete target.dataset["landed"], { once: true });
      const { path, query } = parsePlace(window.location.hash);
      query.delete(PARAM);
      navigate(writePlace(path, query), { replace: true });
      return true;
    };
    if (land()) return undefined;
    const watch = new MutationObserver(() => {
      if (land()) watch.disconnect();
    });
    watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
    const timer = setTimeout(() => watch.disconnect(), PATIENCE_MS);
    return () => {
      watch.disconnect();
      clearTimeout(timer);
    };
  }, [control]);
}

/** The control itself, or what can be focused inside it; none while it is disabled. */
function usable(control: string): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(`[data-testid="${control}"]`);
  const target = found?.matches(FOCUSABLE) ? found : found?.querySelector<HTMLElement>(FOCUSABLE);
  return target && !target.matches(":disabled, [data-disabled]") ? target : null;
}
