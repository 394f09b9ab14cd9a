//! What the wizard asks for, step by step, and what is wrong with it before the core is asked. Pure.

import type { ConnectWorkspace, TestCentral } from "@/bindings";
import { addressProblems, emptyServer, newPasswordProblems, serverOf, trustProblems, type ServerDraft } from "@/components";
import type { Translate } from "@/text";

export type Step = "address" | "trust" | "tenant" | "test" | "passphrase" | "sign-in";

export interface Values {
  server: ServerDraft;
  tenantCode: string;
  role: string;
  rolePassword: string;
  passphrase: string;
  passphraseAgain: string;
  email: string;
  password: string;
  /** Asked for once the server has said that the first password must be changed. */
  isPasswordDue: boolean;
  next: string;
  again: string;
}

export type Problems = Partial<Record<string, string>>;

export const empty: Values = {
  server: emptyServer,
  tenantCode: "",
  role: "",
  rolePassword: "",
  passphrase: "",
  passphraseAgain: "",
  email: "",
  password: "",
  isPasswordDue: false,
  next: "",
  again: "",
};

export const LEAST_PASSPHRASE = 10;

/** Where the computer has a keychain no passphrase is asked for. */
export function stepsOf(needsPassphrase: boolean): readonly Step[] {
  return needsPassphrase ? ["address", "trust", "tenant", "test", "passphrase", "sign-in"] : ["address", "trust", "tenant", "test", "sign-in"];
}

/** Message texts by field. */
export function problemsOf(step: Step, values: Values, t: Translate): Problems {
  const needed = (field: "tenantCode" | "role" | "rolePassword" | "password") => (values[field].trim() === "" ? { [field]: t("ui-required") } : {});
  const said = (problems: Problems): Problems => Object.fromEntries(Object.entries(problems).map(([field, id]) => [field, id ? t(id) : undefined]));
  switch (step) {
    // The fields of the server say their problems themselves, by message id.
    case "address":
      return addressProblems(values.server);
    case "trust":
      return trustProblems(values.server);
    case "tenant":
      return { ...needed("tenantCode"), ...needed("role"), ...needed("rolePassword") };
    case "test":
      return {};
    case "passphrase":
      return {
        ...([...values.passphrase].length >= LEAST_PASSPHRASE ? {} : { passphrase: t("ui-password-short", { least: LEAST_PASSPHRASE }) }),
        ...(values.passphraseAgain === values.passphrase ? {} : { passphraseAgain: t("ui-password-differs") }),
      };
    case "sign-in":
      return {
        ...(/^[^@\s]+@[^@\s]+$/.test(values.email.trim()) ? {} : said({ email: "ui-email-wrong" })),
        ...needed("password"),
        ...(values.isPasswordDue ? newPasswordProblems(values, t) : {}),
      };
  }
}

export function testOf({ server, role, rolePassword, tenantCode }: Values): TestCentral {
  return { server: serverOf(server), role: role.trim(), rolePassword, tenantCode: tenantCode.trim() };
}

export function requestOf(values: Values, language: string): ConnectWorkspace {
  return {
    server: serverOf(values.server),
    role: values.role.trim(),
    rolePassword: values.rolePassword,
    tenantCode: values.tenantCode.trim(),
    email: values.email.trim(),
    password: values.password,
    ...(values.isPasswordDue ? { newPassword: values.next } : {}),
    ...(values.passphrase ? { passphrase: values.passphrase } : {}),
    language,
  };
}
