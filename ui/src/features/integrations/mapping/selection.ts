//! Which rows are chosen: by checkbox, by shift over a stretch, all at once. Pure, shared by the browser and the table.

export interface Selection<K> {
  chosen: ReadonlySet<K>;
  /** Where a shift-click starts from. */
  anchor: K | null;
}

export const nothingChosen = <K>(): Selection<K> => ({ chosen: new Set(), anchor: null });

export function toggle<K>(selection: Selection<K>, key: K): Selection<K> {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(key)) chosen.add(key);
  return { chosen, anchor: key };
}

/** From the anchor to `key`, in the order shown, both included; all get the state that `key` is about to get. */
export function extend<K>(selection: Selection<K>, order: K[], key: K): Selection<K> {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return toggle(selection, key);
  const choose = !selection.chosen.has(key);
  const chosen = new Set(selection.chosen);
  for (const k of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (choose) chosen.add(k);
    else chosen.delete(k);
  }
  return { chosen, anchor: key };
}

export function addAll<K>(selection: Selection<K>, keys: Iterable<K>): Selection<K> {
  return { chosen: new Set([...selection.chosen, ...keys]), anchor: selection.anchor };
}

export function without<K>(selection: Selection<K>, keys: Iterable<K>): Selection<K> {
  const chosen = new Set(selection.chosen);
  for (const k of keys) chosen.delete(k);
  return { chosen, anchor: selection.anchor };
}
