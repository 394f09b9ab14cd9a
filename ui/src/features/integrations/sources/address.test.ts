import { expect, test } from "vitest";
import { addressOf } from "./address";

test("each connector's address is one line", () => {
  for (const [config, expected] of [
    [{ endpointUrl: "opc.tcp://plc7:4840" }, "opc.tcp://plc7:4840"],
    [{ baseUrl: " https://pi/piwebapi " }, "https://pi/piwebapi"],
    [{ host: "db", port: 5432, database: "mes" }, "db:5432/mes"],
    [{ host: "db", port: null, database: "mes" }, "db/mes"],
    [{ host: "db", database: "" }, "db"],
    // The platform's default stands in: it is not this integration's own.
    [{ baseUrl: null }, null],
    [{ seed: 42 }, null],
    [{ host: {} }, null],
  ] as const) {
    expect(addressOf({ config }), JSON.stringify(config)).toBe(expected);
  }
});
