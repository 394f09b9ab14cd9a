import { describe, expect, test } from "vitest";
import type { Declaration, Field } from "@/bindings";
import { inForce, initialValues, problemsOf, shownFields, toSave } from "./declared";

const field = (name: string, kind: Partial<Field>, rest: Partial<Field> = {}): Field =>
  ({ name, required: false, default: null, showWhen: null, takesGlobalDefault: false, globalDefault: null, ...kind, ...rest }) as Field;

const declaration: Declaration = {
  connector: "opcua",
  fields: [
    field("endpointUrl", { kind: "url", schemes: ["opc.tcp"] } as Partial<Field>, { required: true }),
    field("identity", { kind: "select", options: [{ value: "anonymous" }, { value: "user" }] } as Partial<Field>, { default: "anonymous" }),
    field("password", { kind: "password" }, { required: true, showWhen: { field: "identity", isOneOf: ["user"] } }),
    field("rate", { kind: "number", min: 50, max: 60_000, unit: "ms" } as Partial<Field>, { required: true, default: 1000 }),
    field("useHistory", { kind: "toggle" }, { default: true }),
    field("anchor", { kind: "number", min: 0, max: 1e14, unit: null } as Partial<Field>, { showWhen: { field: "identity", isOneOf: [] } }),
  ],
};
const fresh = initialValues(declaration, {});

test("a new form starts with the declaration's defaults", () => {
  expect(fresh).toEqual({ endpointUrl: "", identity: "anonymous", password: "", rate: "1000", useHistory: true, anchor: "" });
});

test("a stored value outlives the default, a stored false too", () => {
  expect(initialValues(declaration, { rate: 250, useHistory: false })).toMatchObject({ rate: "250", useHistory: false });
});

test("a field is shown only while its condition holds, and never where nothing meets it", () => {
  const names = (values: typeof fresh) => shownFields(declaration, values).map((f) => f.name);
  expect(names(fresh)).toEqual(["endpointUrl", "identity", "rate", "useHistory"]);
  expect(names({ ...fresh, identity: "user" })).toContain("password");
});

describe("problemsOf", () => {
  const whole = { ...fresh, endpointUrl: "opc.tcp://plc7:4840" };

  test.each([
    [{}, [], {}],
    [{ endpointUrl: "" }, [], { endpointUrl: "integrations-field-needed" }],
    [{ endpointUrl: "http://plc7" }, [], { endpointUrl: "integrations-field-url" }],
    [{ endpointUrl: "opc.tcp://a b" }, [], { endpointUrl: "integrations-field-url" }],
    [{ rate: "10" }, [], { rate: "integrations-field-range" }],
    [{ rate: "fast" }, [], { rate: "integrations-field-range" }],
    [{ rate: "٥٠٠" }, [], {}],
    [{ identity: "user" }, [], { password: "integrations-field-needed" }],
    [{ identity: "user" }, ["password"], {}],
  ])("%o with kept %o", (differs, kept, expected) => {
    expect(problemsOf(declaration, { ...whole, ...(differs as Record<string, string>) }, kept)).toEqual(expected);
  });
});

describe("toSave", () => {
  test("a secret that was not typed is not sent, so the keychain keeps its own", () => {
    const sent = toSave(declaration, { ...fresh, identity: "user" }, {});
    expect(sent).not.toHaveProperty("secrets");
    expect(sent.config).not.toHaveProperty("password");
  });

  test("a mask typed back is never sent as the password", () => {
    expect(toSave(declaration, { ...fresh, identity: "user", password: "***" }, {})).not.toHaveProperty("secrets");
  });

  test("a typed secret goes apart from the configuration", () => {
    const sent = toSave(declaration, { ...fresh, identity: "user", password: "p" }, {});
    expect(sent.secrets).toEqual({ password: "p" });
    expect(sent.config).not.toHaveProperty("password");
  });

  test("numbers are numbers, switches are switches, what is hidden stays as it was", () => {
    const sent = toSave(declaration, { ...fresh, endpointUrl: " opc.tcp://a:1 ", rate: "٢٥٠" }, { anchor: 42 });
    expect(sent.config).toEqual({ endpointUrl: "opc.tcp://a:1", identity: "anonymous", rate: 250, useHistory: true, anchor: 42 });
  });
});

describe("a field that takes a global default", () => {
  const url = field("endpointUrl", { kind: "url", schemes: ["opc.tcp"] } as Partial<Field>, { required: true, default: "opc.tcp://built-in", takesGlobalDefault: true, globalDefault: { value: "opc.tcp://plant:4840", origin: "platform" } });
  const none = { ...url, globalDefault: null };

  test.each([
    [url, "", false, "default"],
    [url, "opc.tcp://own:4840", false, "own"],
    [url, "", true, "own"],
    [none, "", false, "none"],
    [{ ...url, takesGlobalDefault: false }, "", false, null],
  ])("says which of the two is in force (%#)", (given, typed, isKept, expected) => expect(inForce(given, typed, isKept)).toBe(expected));

  test("starts empty and may stay so, and sends nothing then", () => {
    const one: Declaration = { connector: "opcua", fields: [url] };
    const values = initialValues(one, {});
    expect(values).toEqual({ endpointUrl: "" });
    expect(problemsOf(one, values, [])).toEqual({});
    expect(toSave(one, values, {})).toEqual({ config: {} });
    expect(problemsOf({ ...one, fields: [none] }, values, [])).toEqual({ endpointUrl: "integrations-field-needed" });
  });
});

describe("a query and an address of two kinds", () => {
  const query = field("query", { kind: "query", maxLength: 20 } as Partial<Field>, { required: true });
  const url = field("baseUrl", { kind: "url", schemes: ["https", "http"] } as Partial<Field>, { required: true });
  const sql: Declaration = { connector: "sql", fields: [query, url] };

  test("keep their lines and either beginning", () => {
    const values = { query: " SELECT 1\nFROM t ", baseUrl: "http://pi/piwebapi" };
    expect(problemsOf(sql, values, [])).toEqual({});
    expect(toSave(sql, values, {}).config).toEqual({ query: "SELECT 1\nFROM t", baseUrl: "http://pi/piwebapi" });
  });

  test("say what is too long or begins otherwise", () => {
    expect(problemsOf(sql, { query: "x".repeat(21), baseUrl: "ftp://pi" }, [])).toEqual({ query: "integrations-field-long", baseUrl: "integrations-field-url" });
  });
});
