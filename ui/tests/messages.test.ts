// @vitest-environment node
//! Both languages say everything: the same ids, the same arguments, and every id that the UI uses.

import { FluentParser, Message, type Pattern, type Resource } from "@fluent/syntax";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleOf } from "@/text/bundles";

const root = join(import.meta.dirname, "../..");
const folder = (language: string) => join(root, "locales", language);
const files = (language: string) => readdirSync(folder(language)).filter((name) => name.endsWith(".ftl")).sort();

function messages(language: string, file: string): Map<string, Message> {
  const parsed: Resource = new FluentParser({ withSpans: false }).parse(readFileSync(join(folder(language), file), "utf8"));
  const found = new Map<string, Message>();
  for (const entry of parsed.body) {
    if (entry.type === "Junk") throw new Error(`${language}/${file} can't be read: ${JSON.stringify(entry)}`);
    if (entry instanceof Message) {
      if (found.has(entry.id.name)) throw new Error(`${language}/${file} says ${entry.id.name} twice`);
      found.set(entry.id.name, entry);
    }
  }
  return found;
}

function variables(pattern: Pattern | null): string[] {
  const text = JSON.stringify(pattern);
  return [...new Set([...text.matchAll(/"type":"VariableReference","id":\{"type":"Identifier","name":"([^"]+)"/g)].map((match) => match[1] ?? ""))].sort();
}

/** Arguments that count things; where they stand before a noun, the noun must agree. */
const COUNTS = new Set("assets characters count days failures hours least lives minutes points readings seconds".split(" "));
/** Words that may follow any number: no noun, or one that the number does not count. */
const NOT_COUNTED = new Set(["من", "إلى", "في", "هنا", "معًا"]);
const FORMS = ["one", "two", "few", "other"];

/** The pieces of an Arabic pattern in which a number stands before a noun without being chosen by its plural form. */
function uncounted(pattern: Pattern, chosenBy: ReadonlySet<string> = new Set()): string[] {
  return pattern.elements.flatMap((element, i) => {
    if (element.type !== "Placeable") return [];
    const { expression } = element;
    if (expression.type === "SelectExpression") {
      const by = expression.selector.type === "VariableReference" ? expression.selector.id.name : "";
      const keys = new Set(expression.variants.map(({ key }) => (key.type === "Identifier" ? key.name : key.value)));
      const counts = COUNTS.has(by) && FORMS.every((form) => keys.has(form));
      const inside = counts ? new Set([...chosenBy, by]) : chosenBy;
      return expression.variants.flatMap(({ value }) => uncounted(value, inside));
    }
    const named = expression.type === "FunctionReference" ? expression.arguments.positional[0] : expression;
    const name = named?.type === "VariableReference" ? named.id.name : "";
    const next = pattern.elements[i + 1];
    const noun = next?.type === "TextElement" ? (/^\s([\p{L}\p{M}]+)/u.exec(next.value)?.[1] ?? "") : "";
    return COUNTS.has(name) && noun && !NOT_COUNTED.has(noun) && !chosenBy.has(name) ? [`$${name} ${noun}`] : [];
  });
}

/** Source files of the UI, without tests. */
function sources(path = join(root, "ui/src")): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const at = join(path, entry.name);
    if (entry.isDirectory()) return sources(at);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && entry.name !== "bindings.ts" ? [at] : [];
  });
}

describe("both languages", () => {
  it("have the same files", () => {
    expect(files("ar")).toEqual(files("en"));
  });

  it.each(files("en"))("have the same messages with the same arguments in %s", (file) => {
    const en = messages("en", file);
    const ar = messages("ar", file);
    expect([...ar.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [id, message] of en) {
      // Arabic may say a count in words (one, two) and an argument only where it is shown.
      expect(variables(ar.get(id)?.value ?? null), id).toEqual(variables(message.value));
    }
  });

  it("end no Arabic word in a mark, which WebKitGTK draws off its line", () => {
    // It places a run of a fallback font by its leftmost glyph: where that is a mark, the whole word is moved by as much.
    for (const file of files("ar")) {
      const words = readFileSync(join(folder("ar"), file), "utf8").match(/[\p{L}\p{M}]*[\u064b-\u0652\u0670](?![\p{L}\p{M}])/gu);
      expect(words, file).toBeNull();
    }
  });

  it("write tanwin after the alef of lam-alef, as WebKitGTK draws it right", () => {
    // With the mark between the two letters (U+0644 U+064B U+0627) the ligature is drawn small and raised there.
    for (const file of files("ar")) expect(readFileSync(join(folder("ar"), file), "utf8"), file).not.toContain("\u0644\u064b\u0627");
  });

  it("let what is counted in Arabic follow its number", () => {
    // "10 ثانية" is wrong: 3 to 10 take the plural. A number with a noun after it is chosen by its plural form.
    const wrong = files("ar").flatMap((file) => [...messages("ar", file).values()].flatMap((message) => (message.value ? uncounted(message.value).map((text) => `${file}: ${message.id.name}: ${text}`) : [])));
    expect(wrong).toEqual([]);
  });

  it("say no id in two files", () => {
    const seen = new Map<string, string>();
    for (const file of files("en")) {
      for (const id of messages("en", file).keys()) {
        expect(seen.get(id), `${id} is in ${seen.get(id)} and ${file}`).toBeUndefined();
        seen.set(id, file);
      }
    }
  });
});

describe("every id that the UI uses", () => {
  const known = new Set(files("en").flatMap((file) => [...messages("en", file).keys()]));
  const used = sources().flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const name = relative(root, path);
    const whole = [...text.matchAll(/["'`]((?:ui|unit)-[a-z0-9_]+(?:-[A-Za-z0-9_]+)*)["'`]/g)].map((match) => ({ name, id: match[1] ?? "", isPrefix: false }));
    const parts = [...text.matchAll(/`((?:ui|unit)-[a-z0-9-]*-)\$\{/g)].map((match) => ({ name, id: match[1] ?? "", isPrefix: true }));
    return [...whole, ...parts];
  });

  it("is found at all", () => {
    expect(used.length).toBeGreaterThan(300);
  });

  it("is in the locale files", () => {
    const missing = used.filter(({ id, isPrefix }) => (isPrefix ? ![...known].some((each) => each.startsWith(id)) : !known.has(id)));
    expect(missing.map(({ name, id }) => `${name}: ${id}`)).toEqual([]);
  });
});

describe("a bundle", () => {
  it("counts in Arabic with its six plural forms", () => {
    const bundle = bundleOf("ar", "latn");
    const say = (count: number) => {
      const pattern = bundle.getMessage("ui-total")?.value;
      return pattern ? bundle.formatPattern(pattern, { count, shown: String(count) }).replace(/[\u2068\u2069]/g, "") : "";
    };
    expect([0, 1, 2, 3, 11, 100].map(say)).toEqual(["لا صفوف", "صف واحد", "صفان", "3 صفوف", "11 صفًا", "100 صف"]);
  });

  it("isolates what is put into an Arabic sentence", () => {
    const bundle = bundleOf("ar", "latn");
    const pattern = bundle.getMessage("ui-order-cancel-effect")?.value;
    expect(pattern && bundle.formatPattern(pattern, { number: "WO-000042" })).toContain("\u2068WO-000042\u2069");
  });
});
