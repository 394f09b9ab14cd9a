//! Asking and acting: an answer is kept until what it depends on changes, and then asked again as often as it deserves.

import { QueryClient } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReactNode } from "react";
import { changes, type Commands, type Topic } from "@/bindings";
import { ApiProvider, newQueryClient, TellFailure, useAction, useCommand } from "@/api";
import { Refresher } from "@/api/refresher";
import { dependsOn } from "@/api/topics";
import { asFailure } from "@/host";
import { failure, fakeHost, type FakeHost, type Handlers } from "./support/fake-host";
import { fakePlant, orderRow, workspace } from "./support/fake-plant";

function around(host: FakeHost, told?: (code: string) => void) {
  const client = newQueryClient();
  return ({ children }: { children: ReactNode }) => (
    <ApiProvider host={host} client={client}>
      <TellFailure value={(found) => told?.(found.code)}>{children}</TellFailure>
    </ApiProvider>
  );
}

describe("the table of topics", () => {
  it("names every command that only asks", () => {
    // A command that changes nothing and is no act must say what it depends on, or its page would show old answers for ever.
    const acts = new Set([
      "discover_endpoints",
      "export_mappings",
      "export_mappings_workbook",
      "gather_tags",
      "suggest_mappings",
      "check_drift",
      "preview_cost_model",
      "preview_mappings",
      "inspect_central_certificate",
      "test_central",
      "export_actions",
      "export_run",
      "create_support_bundle",
      "see_rejected",
      "verify_entries",
    ]);
    const asking = (Object.keys(changes) as (keyof Commands)[]).filter((command) => changes[command].length === 0 && !acts.has(command));
    expect(asking.filter((command) => !dependsOn[command])).toEqual([]);
  });

  it("has someone who cares for every topic that a command changes", () => {
    const cared = new Set(Object.values(dependsOn).flat());
    const changed = new Set(Object.values(changes).flat());
    expect([...changed].filter((topic) => !cared.has(topic))).toEqual([]);
  });
});

describe("a query", () => {
  it("is asked once for two who look at it, and again after an action that changes what it depends on", async () => {
    const host = fakeHost({ ...fakePlant(workspace()), move_work_order: () => orderRow(2) });
    const { result } = renderHook(
      () => ({ a: useCommand("list_work_orders", {}), b: useCommand("list_work_orders", {}), sites: useCommand("list_sites", {}), move: useAction("move_work_order") }),
      { wrapper: around(host) },
    );
    await waitFor(() => expect(result.current.a.data?.total).toBe(14));
    await waitFor(() => expect(result.current.sites.data).toBeDefined());
    expect(host.countOf("list_work_orders")).toBe(1);
    await act(() => result.current.move.mutateAsync({ id: "w0", from: "open", to: "in_progress" }));
    await waitFor(() => expect(host.countOf("list_work_orders")).toBe(2));
    expect(host.countOf("list_sites")).toBe(1);
  });

  it("keeps its answer and says the failure when it can't be refreshed", async () => {
    const host = fakeHost(fakePlant(workspace()));
    const { result } = renderHook(() => useCommand("list_sites", {}), { wrapper: around(host) });
    await waitFor(() => expect(result.current.data).toHaveLength(1));
    host.handlers.list_sites = () => {
      throw failure("unavailable", "ui-code-unavailable");
    };
    act(() => host.emit(["sites"]));
    await waitFor(() => expect(result.current.error?.code).toBe("unavailable"));
    expect(result.current.data).toHaveLength(1);
  });
});

describe("an action", () => {
  const refused: Handlers = {
    move_work_order: () => {
      throw failure("conflict", "ui-code-conflict");
    },
  };

  it("tells its failure once, and after a conflict asks again for what was seen", async () => {
    const told: string[] = [];
    const host = fakeHost({ ...fakePlant(workspace()), ...refused });
    const { result } = renderHook(() => ({ list: useCommand("list_work_orders", {}), move: useAction("move_work_order") }), {
      wrapper: around(host, (code) => told.push(code)),
    });
    await waitFor(() => expect(result.current.list.data).toBeDefined());
    act(() => result.current.move.mutate({ id: "w0", from: "open", to: "done" }));
    await waitFor(() => expect(told).toEqual(["conflict"]));
    await waitFor(() => expect(host.countOf("list_work_orders")).toBe(2));
  });

  it("leaves the telling to a page that wants to do it", async () => {
    const told: string[] = [];
    const here: string[] = [];
    const host = fakeHost({ ...fakePlant(workspace()), ...refused });
    const { result } = renderHook(() => useAction("move_work_order", { onFailure: (found) => here.push(found.code) }), {
      wrapper: around(host, (code) => told.push(code)),
    });
    act(() => result.current.mutate({ id: "w0", from: "open", to: "done" }));
    await waitFor(() => expect(here).toEqual(["conflict"]));
    expect(told).toEqual([]);
  });
});

describe("events of the background", () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => vi.useRealTimers());

  it("are not lost while a slow answer from before them is under way", async () => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
    const { QueryObserver } = await import("@tanstack/react-query");
    let state = "running";
    const observer = new QueryObserver(client, {
      queryKey: ["list_runs", {}],
      // What the core had when it was asked, told a second later.
      queryFn: () => {
        const then = state;
        return new Promise((resolve) => setTimeout(() => resolve(then), 1_000));
      },
    });
    const stop = observer.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(500);
    const refresher = new Refresher(client);
    state = "done";
    refresher.later(["runs"]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(observer.getCurrentResult().data).toBe("done");
    refresher.stop();
    stop();
  });

  async function asked(command: keyof Commands, seconds: number, topics: Topic[]): Promise<number> {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
    let count = 0;
    const unsubscribe = client.getQueryCache().subscribe(() => undefined);
    const { QueryObserver } = await import("@tanstack/react-query");
    const observer = new QueryObserver(client, {
      queryKey: [command, {}],
      queryFn: () => {
        count += 1;
        return Promise.resolve(count);
      },
    });
    const stop = observer.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    const refresher = new Refresher(client);
    // Four events a second, as the core sends them at most.
    for (let i = 0; i < seconds * 4; i += 1) {
      refresher.later(topics);
      await vi.advanceTimersByTimeAsync(250);
    }
    refresher.stop();
    stop();
    unsubscribe();
    return count - 1;
  }

  it("ask for counts every two seconds, not four times a second", async () => {
    expect(await asked("get_dashboard", 10, ["readings"])).toBeLessThanOrEqual(5);
    expect(await asked("get_dashboard", 10, ["readings"])).toBeGreaterThanOrEqual(4);
  });
  it("ask for live values about twice a second", async () => {
    const count = await asked("get_latest", 10, ["readings"]);
    expect(count).toBeGreaterThanOrEqual(18);
    expect(count).toBeLessThanOrEqual(25);
  });
  it("ask nothing of what does not depend on them", async () => {
    expect(await asked("list_work_orders", 10, ["readings"])).toBe(0);
  });
});

it("whatever a host rejects with becomes a failure that can be told", () => {
  expect(asFailure(failure("locked", "x"))).toEqual(failure("locked", "x"));
  expect(asFailure(new TypeError("fetch failed"))).toMatchObject({ code: "unavailable", message: { id: "ui-host-unreachable" }, detail: "TypeError: fetch failed" });
  expect(asFailure(null).code).toBe("unavailable");
});
