//! A lazily loaded tree as the flat list of rows that are in view, and what a key does in it. Pure.
//! Keys follow the WAI-ARIA tree pattern; the arrows that open and close follow the reading direction.

/** What is known of a node's children. */
export interface Children<T> {
  items: T[];
  state: "loading" | "ready" | "error";
  /** There are more behind a continuation. */
  more?: boolean;
}

export type TreeRow<T> =
  | { kind: "node"; id: string; parent: string | null; level: number; position: number; setSize: number; expandable: boolean; expanded: boolean; item: T }
  | { kind: "loading" | "error" | "more" | "empty"; id: string; parent: string | null; level: number };

export interface TreeShape<T> {
  idOf: (item: T) => string;
  isExpandable: (item: T) => boolean;
  /** `null` is the root. Undefined: not asked yet. */
  childrenOf: (id: string | null) => Children<T> | undefined;
  expanded: ReadonlySet<string>;
}

export function visibleRows<T>(shape: TreeShape<T>): TreeRow<T>[] {
  const rows: TreeRow<T>[] = [];
  const walk = (parent: string | null, level: number) => {
    const children = shape.childrenOf(parent);
    const mark = (kind: "loading" | "error" | "more" | "empty") => rows.push({ kind, id: `${kind}:${parent ?? ""}`, parent, level });
    children?.items.forEach((item, i) => {
      const id = shape.idOf(item);
      const expandable = shape.isExpandable(item);
      const expanded = expandable && shape.expanded.has(id);
      // A set whose end is not known yet has the size -1 (WAI-ARIA).
      const setSize = children.more ? -1 : children.items.length;
      rows.push({ kind: "node", id, parent, level, position: i + 1, setSize, expandable, expanded, item });
      if (expanded) walk(id, level + 1);
    });
    if (!children || children.state === "loading") mark("loading");
    else if (children.state === "error") mark("error");
    else if (children.more) mark("more");
    else if (children.items.length === 0) mark("empty");
  };
  walk(null, 1);
  return rows;
}

export type TreeKeyEffect =
  | { kind: "focus"; id: string }
  | { kind: "open" | "close" | "activate" | "check"; id: string }
  | null;

/** What a key does when the row `active` has the focus. */
export function treeKey<T>(rows: TreeRow<T>[], active: string | null, key: string, rtl: boolean, page = 10): TreeKeyEffect {
  const at = rows.findIndex((r) => r.id === active);
  const row = rows[at];
  const focus = (i: number): TreeKeyEffect => {
    const to = rows[Math.min(Math.max(i, 0), rows.length - 1)];
    return to ? { kind: "focus", id: to.id } : null;
  };
  const [opens, closes] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  if (!row) return ["ArrowDown", "ArrowUp", "Home", "End", opens].includes(key) ? focus(key === "End" ? rows.length - 1 : 0) : null;
  switch (key) {
    case "ArrowDown":
      return focus(at + 1);
    case "ArrowUp":
      return focus(at - 1);
    case "Home":
      return focus(0);
    case "End":
      return focus(rows.length - 1);
    case "PageDown":
      return focus(at + page);
    case "PageUp":
      return focus(at - page);
    case "Enter":
      return { kind: "activate", id: row.id };
    case " ":
      return { kind: row.kind === "node" ? "check" : "activate", id: row.id };
    case opens:
      if (row.kind !== "node" || !row.expandable) return null;
      return row.expanded ? focus(at + 1) : { kind: "open", id: row.id };
    case closes:
      if (row.kind === "node" && row.expanded) return { kind: "close", id: row.id };
      return row.parent === null ? null : { kind: "focus", id: row.parent };
    default:
      return typeAhead(rows, at, key);
  }
}

function typeAhead<T>(rows: TreeRow<T>[], at: number, key: string): TreeKeyEffect {
  if (key.length !== 1 || key === " ") return null;
  const wanted = key.toLocaleLowerCase();
  for (let step = 1; step <= rows.length; step += 1) {
    const row = rows[(at + step) % rows.length];
    if (row?.kind === "node" && nameOf(row.item).toLocaleLowerCase().startsWith(wanted)) return { kind: "focus", id: row.id };
  }
  return null;
}

function nameOf(item: unknown): string {
  const name = (item as { name?: unknown }).name;
  return typeof name === "string" ? name : "";
}
