//! The boundary between proposals that call for work and those that only call for watching, found in a list of any length.

import { expect, it } from "vitest";
import type { Call } from "@/api";
import { splitByUrgency } from "@/components/use-urgency";
import { recommendationRow } from "./support/fake-plant";

async function check(urgent: number, total: number, mostCalls: number) {
  let calls = 0;
  const call = (async (_command: string, { offset = 0, limit = 100 }: { offset?: number; limit?: number }) => {
    calls += 1;
    const ranks = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => offset + i);
    const items = ranks.map((rank) => {
      const row = recommendationRow(rank);
      return { ...row, recommendation: { ...row.recommendation, action: { id: rank < urgent ? "action-schedule-7-days" : "action-monitor" } } };
    });
    return { items, total };
  }) as unknown as Call;
  expect(await splitByUrgency(call, { runId: "r0", status: "proposed" })).toEqual({ urgent, monitor: total - urgent });
  expect(calls).toBeLessThanOrEqual(mostCalls);
}

it("takes one call where the first page shows it", async () => {
  await check(11, 74, 1);
  await check(0, 74, 1);
  await check(74, 74, 1);
  await check(0, 0, 1);
});

it("takes few more in a long list", async () => {
  await check(100, 100_000, 18);
  await check(99_999, 100_000, 18);
  await check(100_000, 100_000, 18);
});
