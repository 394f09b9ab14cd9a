//! A connector's form as its declaration says it: which fields are shown, what they start with, what is sent. Pure.
//! The declaration is Rust's; nothing here knows a connector by name.

import type { Declaration, Field, SaveIntegration } from "@/bindings";
import { parseNumber } from "@/text";

/** As typed: texts for everything but switches. A secret is empty until it is typed. */
export type FormValues = Record<string, string | boolean>;

/** A field's problem, as the Fluent id that says it. */
export type FormProblems = Record<string, string>;

export const MASK = "***";

export function isSecret(field: Field): boolean {
  return field.kind === "password";
}

/** What the form starts with: the stored configuration, else the declaration's defaults. Where a global default holds, empty is empty. */
export function initialValues(declaration: Declaration, config: Record<string, unknown>): FormValues {
  const start = (field: Field) => asTyped(field, config[field.name] ?? (field.takesGlobalDefault ? null : field.default));
  return Object.fromEntries(declaration.fields.map((field) => [field.name, isSecret(field) ? "" : start(field)]));
}

/**
 * Which value is in force for a field that takes a global default: the integration's own, the default, or none at all.
 * A kept secret is the integration's own. Null for a field that takes none.
 */
export function inForce(field: Field, typed: string | boolean, isKept: boolean): "own" | "default" | "none" | null {
  if (!field.takesGlobalDefault) return null;
  if (isKept || typeof typed === "boolean" || typed.trim() !== "") return "own";
  return hasDefault(field) ? "default" : "none";
}

export function hasDefault({ globalDefault }: Field): boolean {
  const value = globalDefault?.value;
  return value !== undefined && value !== null && value !== "";
}

function asTyped(field: Field, value: unknown): string | boolean {
  if (field.kind === "toggle") return value === true;
  return value === null || value === undefined ? "" : String(value);
}

/** A field with a condition is shown only while the other field has one of the values. A condition on nothing is never met. */
export function shownFields(declaration: Declaration, values: FormValues): Field[] {
  return declaration.fields.filter((field) => {
    const when = field.showWhen;
    return when === null || when.isOneOf.some((wanted) => wanted === values[when.field]);
  });
}

/** What can be said before the core is asked. `kept` are the secrets that the keychain holds. */
export function problemsOf(declaration: Declaration, values: FormValues, kept: readonly string[]): FormProblems {
  const problems: FormProblems = {};
  for (const field of shownFields(declaration, values)) {
    const typed = values[field.name];
    if (typeof typed === "boolean") continue;
    const text = (typed ?? "").trim();
    if (text === "") {
      if (field.required && !(isSecret(field) && kept.includes(field.name)) && !hasDefault(field)) problems[field.name] = "integrations-field-needed";
    } else if (field.kind === "url" && !isUrl(text, field.schemes)) problems[field.name] = "integrations-field-url";
    else if (field.kind === "number" && !isWithin(parseNumber(text), field.min, field.max)) problems[field.name] = "integrations-field-range";
    else if ((field.kind === "text" || field.kind === "query") && [...text].length > field.maxLength) problems[field.name] = "integrations-field-long";
    else if (field.kind === "pem" && !(text.includes("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY"))) {
      problems[field.name] = "integrations-field-pem";
    }
  }
  return problems;
}

function isUrl(text: string, schemes: string[]): boolean {
  return schemes.some((scheme) => text.startsWith(`${scheme}://`) && text.length > scheme.length + 3) && !/\s/.test(text);
}

function isWithin(value: number | null, min: number, max: number): boolean {
  return value !== null && value >= min && value <= max;
}

/**
 * What is sent: shown fields as their kind says, fields that are not shown as they were (the connector's own keeping),
 * secrets only where something was typed.
 */
export function toSave(
  declaration: Declaration,
  values: FormValues,
  before: Record<string, unknown>,
): Pick<SaveIntegration, "config" | "secrets"> {
  const shown = new Set(shownFields(declaration, values).map((f) => f.name));
  const config: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const field of declaration.fields) {
    const typed = values[field.name];
    if (isSecret(field)) {
      if (shown.has(field.name) && typeof typed === "string" && typed !== "" && typed !== MASK) secrets[field.name] = typed;
    } else if (!shown.has(field.name)) {
      if (before[field.name] !== undefined) config[field.name] = before[field.name];
    } else if (typeof typed === "boolean") config[field.name] = typed;
    else if ((typed ?? "").trim() !== "") config[field.name] = field.kind === "number" ? parseNumber(typed ?? "") : (typed ?? "").trim();
  }
  return Object.keys(secrets).length > 0 ? { config, secrets } : { config };
}
