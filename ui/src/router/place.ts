//! Where the person is: `#/assets/<id>?tab=trends`. The filter of a list is part of the address, so that a count can
//! link to exactly its list and the window's back key undoes a filter.

import { useCallback, useSyncExternalStore } from "react";

export interface Place {
  /** `["assets", "<id>"]`; the first is the page. */
  path: readonly string[];
  query: URLSearchParams;
}

export function parsePlace(hash: string): Place {
  const text = hash.replace(/^#\/?/, "");
  const at = text.indexOf("?");
  const path = (at < 0 ? text : text.slice(0, at)).split("/").filter(Boolean).map(decodeURIComponent);
  return { path, query: new URLSearchParams(at < 0 ? "" : text.slice(at + 1)) };
}

export function writePlace(path: readonly string[], query: URLSearchParams | Record<string, string | undefined> = {}): string {
  const params =
    query instanceof URLSearchParams
      ? query
      : new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
  const tail = params.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${tail ? `?${tail}` : ""}`;
}

/** Goes to an address; `replace` leaves no step behind for "back" (typing in a filter). */
export function navigate(address: string, options: { replace?: boolean } = {}): void {
  if (window.location.hash === address) return;
  if (options.replace) {
    window.history.replaceState(null, "", address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    window.location.hash = address;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

let last: { hash: string; place: Place } = { hash: "", place: parsePlace("") };

function current(): Place {
  const { hash } = window.location;
  if (hash !== last.hash) last = { hash, place: parsePlace(hash) };
  return last.place;
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, current);
}

/** One part of the address's query as state: `const [band, setBand] = useParam("band")`. */
export function useParam(name: string): [string | null, (value: string | null) => void] {
  const place = usePlace();
  const set = useCallback(
    (value: string | null) => {
      const now = current();
      const query = new URLSearchParams(now.query);
      if (value) query.set(name, value);
      else query.delete(name);
      navigate(writePlace(now.path, query), { replace: true });
    },
    [name],
  );
  return [place.query.get(name), set];
}
