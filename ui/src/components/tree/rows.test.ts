import { describe, expect, test } from "vitest";
import { treeKey, visibleRows, type Children } from "./rows";

interface Item {
  name: string;
  folder?: boolean;
}

const known: Record<string, Children<Item>> = {
  "": { items: [{ name: "Plant", folder: true }, { name: "Server", folder: true }], state: "ready" },
  Plant: { items: [{ name: "Counter" }, { name: "Pressure" }], state: "ready", more: true },
  Server: { items: [], state: "ready" },
};

const rows = (expanded: string[], children = known) =>
  visibleRows<Item>({
    idOf: (i) => i.name,
    isExpandable: (i) => i.folder === true,
    childrenOf: (id) => children[id ?? ""],
    expanded: new Set(expanded),
  });

describe("visibleRows", () => {
  test("closed folders hide what is in them", () => {
    expect(rows([]).map((r) => r.id)).toEqual(["Plant", "Server"]);
  });

  test("an open folder shows its children, and that there are more", () => {
    expect(rows(["Plant"]).map((r) => [r.id, r.level])).toEqual([
      ["Plant", 1], ["Counter", 2], ["Pressure", 2], ["more:Plant", 2], ["Server", 1],
    ]);
  });

  test("a set with a continuation does not pretend to know its size", () => {
    const counter = rows(["Plant"])[1];
    expect(counter).toMatchObject({ kind: "node", position: 1, setSize: -1 });
  });

  test("nothing in it, not asked yet, and failed are three different things", () => {
    expect(rows(["Server"]).at(-1)?.kind).toBe("empty");
    expect(rows(["Plant"], { "": known[""]! }).find((r) => r.parent === "Plant")?.kind).toBe("loading");
    expect(rows(["Plant"], { ...known, Plant: { items: [], state: "error" } }).find((r) => r.parent === "Plant")?.kind).toBe("error");
  });
});

describe("treeKey", () => {
  const open = rows(["Plant"]);

  test.each([
    ["Plant", "ArrowDown", false, { kind: "focus", id: "Counter" }],
    ["Counter", "ArrowUp", false, { kind: "focus", id: "Plant" }],
    ["Plant", "ArrowUp", false, { kind: "focus", id: "Plant" }],
    ["Server", "ArrowRight", false, { kind: "open", id: "Server" }],
    ["Server", "ArrowLeft", true, { kind: "open", id: "Server" }],
    ["Server", "ArrowRight", true, null],
    ["Plant", "ArrowRight", false, { kind: "focus", id: "Counter" }],
    ["Plant", "ArrowLeft", false, { kind: "close", id: "Plant" }],
    ["Plant", "ArrowRight", true, { kind: "close", id: "Plant" }],
    ["Counter", "ArrowLeft", false, { kind: "focus", id: "Plant" }],
    ["Counter", "ArrowRight", true, { kind: "focus", id: "Plant" }],
    ["Counter", " ", false, { kind: "check", id: "Counter" }],
    ["more:Plant", " ", false, { kind: "activate", id: "more:Plant" }],
    ["Counter", "Enter", false, { kind: "activate", id: "Counter" }],
    ["Counter", "Home", false, { kind: "focus", id: "Plant" }],
    ["Counter", "End", false, { kind: "focus", id: "Server" }],
    ["Plant", "s", false, { kind: "focus", id: "Server" }],
    ["Counter", "PageDown", false, { kind: "focus", id: "Server" }],
    ["Counter", "F5", false, null],
  ])("on %s the key %s (rtl %s) does %o", (active, key, rtl, effect) => {
    expect(treeKey(open, active, key, rtl)).toEqual(effect);
  });

  test("the first arrow enters the tree", () => {
    expect(treeKey(open, null, "ArrowDown", false)).toEqual({ kind: "focus", id: "Plant" });
  });
});
