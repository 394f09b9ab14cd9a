//! What jsdom lacks and the pages need.

import { afterEach } from "vitest";
import { cleanup, configure } from "@testing-library/react";

afterEach(cleanup);

// Features are loaded when first shown, which takes its time on a loaded machine.
configure({ asyncUtilTimeout: 8_000 });

if (typeof window !== "undefined") {
  window.matchMedia ??= (query: string) =>
    ({ matches: false, media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {}, onchange: null, dispatchEvent: () => false }) as MediaQueryList;

  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };

  Element.prototype.scrollIntoView ??= () => undefined;

  // jsdom lays nothing out; lists that are as tall as nothing would show no row.
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: { configurable: true, get: () => 700 },
    offsetWidth: { configurable: true, get: () => 1000 },
    clientHeight: { configurable: true, get: () => 700 },
    clientWidth: { configurable: true, get: () => 1000 },
  });

  Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });
}
