//! Where an integration connects to, in one line for people; null where it is nowhere. Pure.

import type { Integration } from "@/bindings";

export function addressOf({ config }: Pick<Integration, "config">): string | null {
  const given = (field: string) => {
    const value = config[field];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : typeof value === "number" ? String(value) : null;
  };
  const url = given("endpointUrl") ?? given("baseUrl");
  const host = given("host");
  if (url !== null || host === null) return url;
  const port = given("port");
  const database = given("database");
  return `${host}${port === null ? "" : `:${port}`}${database === null ? "" : `/${database}`}`;
}
