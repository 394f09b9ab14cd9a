import { expect, test } from "vitest";
import { nameIdOf } from "./setting-name";

test.each([
  [{ key: "offline_grace_days", connector: null, field: null }, "ui-setting-offline-grace-days"],
  [{ key: "opcua.user_name", connector: "opcua" as const, field: "userName" }, "connector-opcua-userName"],
])("%j is called %s", (setting, id) => expect(nameIdOf(setting)).toBe(id));
