//! The pages of the models over a fake host: what a run claims, what is kept and planned anew, what is said before work
//! orders are made, and the switched-off engine.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import type { RunRequest, RunRow, Workspace } from "@/bindings";
import { cellKey, makeBoard, step } from "@/features/optimization/dispatch/board";
import { forPeriods, readHours } from "@/features/optimization/risk/crew-fields";
import { readPeriods } from "@/features/optimization/risk/place-fields";
import { undecided } from "@/features/optimization/runs/models";
import { minutesOf } from "@/components/use-resources";
import { fakeHost, type Handlers } from "./support/fake-host";
import { assetRow, fakePlant, session, workspace } from "./support/fake-plant";
import { backgroundRun, dispatchPlan, riskPlan, runHandlers } from "./support/fake-runs";

function open(address: string, rows: RunRow[], more: Handlers = {}, space: Partial<Workspace> = {}) {
  window.location.hash = address;
  const host = fakeHost({ ...fakePlant(workspace(space)), ...runHandlers(rows), ...more });
  render(<App host={host} client={newQueryClient()} />);
  const requestOf = (command: string) => host.calls.findLast((call) => call.command === command)?.request;
  return { host, user: userEvent.setup(), requestOf };
}

beforeEach(() => localStorage.clear());

describe("a plan's board", () => {
  it("puts each order where the plan has it, and where a person moved it", () => {
    const plan = dispatchPlan();
    const as = (engineerId: string, day: string) => makeBoard(plan, new Map([["w1", { engineerId, day }]]));
    expect(makeBoard(plan, new Map()).cells.get(cellKey("E-1", "2026-11-23"))?.[0]).toMatchObject({ isKept: false, isMoved: false });
    expect(as("E-1", "2026-11-23").cells.get(cellKey("E-1", "2026-11-23"))?.[0]).toMatchObject({ isKept: true, isMoved: false });
    expect(as("E-2", "2026-11-24").cells.get(cellKey("E-2", "2026-11-24"))?.[0]).toMatchObject({ isKept: true, isMoved: true });
  });

  it("moves by arrows within the plan and not beyond it", () => {
    const board = makeBoard(dispatchPlan(), new Map());
    const [piece] = board.pieces;
    if (!piece) throw new Error("the plan has an order");
    expect(step(board, ["E-1", "E-2"], piece, "ArrowDown")).toEqual({ engineerId: "E-2", day: "2026-11-23" });
    expect(step(board, ["E-1", "E-2"], piece, "ArrowRight")).toEqual({ engineerId: "E-1", day: "2026-11-24" });
    expect(step(board, ["E-1", "E-2"], piece, "ArrowUp")).toBeNull();
    expect(step(board, ["E-1", "E-2"], piece, "ArrowLeft")).toBeNull();
  });
});

it("reads a time of the day in both digits and refuses what is none", () => {
  expect(["07:30", "٠٧:٣٠", "24:00", "24:01", "7:60", "soon"].map(minutesOf)).toEqual([450, 450, 1440, null, null, null]);
});

describe("workforce dispatch", () => {
  it("claims no more than the solver had", async () => {
    open("#/optimization/dispatch", [backgroundRun()]);
    expect((await screen.findByTestId("run-claim")).textContent).toContain("11.1%");
    expect(screen.getByTestId("run-bound").dataset.raw).toBe("600");
  });

  it("says that nothing is proven where there is no bound", async () => {
    open("#/optimization/dispatch", [backgroundRun({ bound: null, gap: null })]);
    expect((await screen.findByTestId("run-claim")).textContent).toContain("Nothing proven");
    expect(screen.getByTestId("run-bound").textContent).toContain("nothing proven");
  });

  it("moves a decision by keys and plans the rest anew around it", async () => {
    const { requestOf } = open("#/optimization/dispatch", [backgroundRun()], { start_run: () => backgroundRun({ id: "d2" }) });
    const block = await screen.findByTestId("stop-WO-000001");
    expect(block.dataset.late).toBe("true");
    fireEvent.keyDown(block, { key: "ArrowDown", shiftKey: true });
    expect((await screen.findByTestId("stop-WO-000001")).dataset.moved).toBe("true");
    fireEvent.click(screen.getByTestId("reoptimize"));
    await waitFor(() =>
      expect(requestOf("start_run")).toMatchObject({ basedOn: "d1", parameters: { locks: [{ workOrderId: "w1", engineerId: "E-2", day: "2026-11-23" }] } }),
    );
  });

  it("keeps and frees a decision with L", async () => {
    open("#/optimization/dispatch", [backgroundRun()]);
    fireEvent.keyDown(await screen.findByTestId("stop-WO-000001"), { key: "l", code: "KeyL" });
    expect(screen.getByTestId("stop-WO-000001").dataset.kept).toBe("true");
    expect(screen.getByTestId("reoptimize-bar").dataset.kept).toBe("1");
    fireEvent.keyDown(screen.getByTestId("stop-WO-000001"), { key: "l", code: "KeyL" });
    expect(screen.getByTestId("stop-WO-000001").dataset.kept).toBeUndefined();
  });

  it("says why an order is left out and what would bring it in", async () => {
    const { user } = open("#/optimization/dispatch", [backgroundRun()]);
    const left = await screen.findByTestId("unassigned-WO-000003");
    expect(left.textContent).toContain("Nobody has skill WELD");
    expect(left.textContent).toContain("Train or hire");
    await user.click(left);
    expect(within(await screen.findByTestId("stop-details")).getByTestId("left-out-why").textContent).toContain("WELD");
  });

  it("says effect and count before it makes or changes work orders", async () => {
    const { user, host, requestOf } = open("#/optimization/dispatch", [backgroundRun()], {
      accept_proposals: () => ({ accepted: [{ id: "pr1", workOrderId: "w1", number: "WO-000001" }, { id: "pr2", workOrderId: "w2", number: "WO-000002" }], refused: [], later: 0 }),
    });
    await user.click(await screen.findByTestId("accept-all"));
    expect(host.countOf("accept_proposals")).toBe(0);
    expect(await screen.findByText(/2 work orders get their engineer/)).toBeTruthy();
    await user.click(screen.getByTestId("confirm-ok"));
    await waitFor(() => expect(requestOf("accept_proposals")).toEqual({ runId: "d1", all: true }));
  });

  it("shows objective and bound of a run under way, and stops it", async () => {
    const progress = { seconds: 3, timeLimitSeconds: 10, isWaiting: false, objective: 700, bound: 500, gap: 0.2857, points: [{ seconds: 0.1, objective: 900, bound: null }, { seconds: 3, objective: 700, bound: 500 }] };
    const { user, requestOf } = open("#/optimization/dispatch", [backgroundRun({ status: "running" }, { progress })], { cancel_run: () => backgroundRun({ status: "cancelled" }) });
    expect((await screen.findByTestId("run-progress")).textContent).toContain("28.6%");
    expect(screen.queryByTestId("dispatch-plan")).toBeNull();
    await user.click(screen.getByTestId("run-cancel"));
    await waitFor(() => expect(requestOf("cancel_run")).toEqual({ id: "d1" }));
  });

  it("starts no run with a field that holds no number", async () => {
    const { user, host, requestOf } = open("#/optimization/dispatch", [], { start_run: () => backgroundRun() });
    const [start] = await screen.findAllByTestId("run-start");
    if (start) await user.click(start);
    const days = await screen.findByTestId("run-days");
    await user.clear(days);
    await user.type(days, "many");
    await user.click(screen.getByTestId("run-start-ok"));
    expect(host.countOf("start_run")).toBe(0);
    await user.clear(days);
    await user.type(days, "٣");
    await user.click(screen.getByTestId("run-start-ok"));
    await waitFor(() => expect(requestOf("start_run")).toMatchObject({ model: "workforce_dispatch", parameters: { days: 3 } }));
  });
});

it("production risk keeps an asset not done for the next run", async () => {
  const parameters = { periods: 2, periodDays: 7, scenarios: 10, quantile: 0.9, tail: "tail_mean_excess", crewShare: 0.25, exclusions: [], windows: [], locks: [], effort: { seconds: 1 }, seed: 1 };
  const { user, requestOf } = open("#/optimization/risk", [backgroundRun({ model: "production_risk", parameters })], { start_run: () => backgroundRun({ id: "r2", model: "production_risk", parameters }) });
  await user.selectOptions(await screen.findByTestId("risk-keep-0"), "not");
  await user.click(screen.getByTestId("reoptimize"));
  await waitFor(() => expect(requestOf("start_run")).toMatchObject({ model: "production_risk", basedOn: "d1", parameters: { locks: [{ assetId: "a1", period: null }] } }));
});

it("production risk starts with the hours of a trade, and not with what is no list of hours", async () => {
  const parameters = { periods: 3, periodDays: 7, scenarios: 10, quantile: 0.9, tail: "tail_mean_excess", crewShare: 0.25, exclusions: [], windows: [], locks: [], effort: { seconds: 1 }, seed: 1, keepOrdered: false } as const;
  const request = { model: "production_risk", parameters } as unknown as RunRequest;
  const { host, requestOf } = open("#/optimization/risk", [], {
    list_presets: () => [{ id: "risk-balanced", name: { id: "preset-risk-balanced" }, about: { id: "preset-risk-balanced-about" }, request }],
    start_run: () => backgroundRun({ id: "r2", model: "production_risk" }),
  });
  const [start] = await screen.findAllByTestId("run-start");
  if (start) fireEvent.click(start);
  const hours = await screen.findByTestId("run-crew-MECH");
  fireEvent.change(hours, { target: { value: "40 20" } });
  fireEvent.click(screen.getByTestId("run-start-ok"));
  expect(host.countOf("start_run")).toBe(0);
  fireEvent.change(hours, { target: { value: "40 20 0" } });
  fireEvent.click(screen.getByTestId("run-keep-ordered"));
  fireEvent.click(screen.getByTestId("run-start-ok"));
  await waitFor(() => expect(requestOf("start_run")).toMatchObject({ parameters: { crews: [{ skillId: "k1", hours: [40, 20, 0] }], keepOrdered: true } }));
});

it("production risk starts with the time of an asset's work, as the dialog counts periods", async () => {
  const parameters = { periods: 6, periodDays: 7, scenarios: 10, quantile: 0.9, tail: "tail_mean_excess", crewShare: 0.25, exclusions: [], windows: [], locks: [], effort: { seconds: 1 }, seed: 1, keepOrdered: false } as const;
  const request = { model: "production_risk", parameters } as unknown as RunRequest;
  const { requestOf } = open("#/optimization/risk", [], {
    list_presets: () => [{ id: "risk-balanced", name: { id: "preset-risk-balanced" }, about: { id: "preset-risk-balanced-about" }, request }],
    start_run: () => backgroundRun({ id: "r2", model: "production_risk" }),
  });
  const [start] = await screen.findAllByTestId("run-start");
  if (start) fireEvent.click(start);
  fireEvent.click(await screen.findByTestId("run-window-add"));
  const { id } = assetRow(0).asset;
  const option = await waitFor(() => {
    const found = document.querySelector(`[data-combobox-option][value="${id}"]`);
    if (!found) throw new Error("the asset is not offered yet");
    return found;
  });
  fireEvent.click(option);
  fireEvent.change(await screen.findByTestId("run-window-earliest-0"), { target: { value: "2" } });
  fireEvent.change(screen.getByTestId("run-window-latest-0"), { target: { value: "4" } });
  fireEvent.click(screen.getByTestId("run-window-required-0"));
  fireEvent.click(screen.getByTestId("run-start-ok"));
  await waitFor(() => expect(requestOf("start_run")).toMatchObject({ parameters: { windows: [{ assetId: id, earliest: 1, latest: 3, isRequired: true }] } }));
});

it("takes a decision back with its reason, and says what becomes of the order first", async () => {
  const run = backgroundRun({ id: "r1", model: "production_risk" }, { accepted: 1 });
  const plan = riskPlan(run);
  const accepted = { ...plan, schedule: plan.schedule.map((each) => ({ ...each, status: "accepted" as const })) };
  const { user, host, requestOf } = open("#/optimization/risk", [run], {
    get_risk_plan: () => accepted,
    withdraw_decision: () => ({ workOrderId: "w1", number: "WO-000007", orderStatus: "cancelled" as const }),
  });
  await user.click(await screen.findByTestId("proposal-withdraw-0"));
  expect(await screen.findByText(/The work order that came of it is cancelled/)).toBeTruthy();
  expect(screen.getByTestId("withdraw-ok").hasAttribute("disabled")).toBe(true);
  expect(host.countOf("withdraw_decision")).toBe(0);
  await user.type(screen.getByTestId("withdraw-reason"), "Moved to spring");
  await user.click(screen.getByTestId("withdraw-ok"));
  await waitFor(() => expect(requestOf("withdraw_decision")).toEqual({ id: "pr1", reason: "Moved to spring" }));
  expect(await screen.findByText("WO-000007")).toBeTruthy();
});

it("production risk says how many scenarios were drawn and which were given", async () => {
  const run = backgroundRun({ id: "r1", model: "production_risk" });
  open("#/optimization/risk", [run], { get_risk_plan: () => riskPlan(run) });
  expect((await screen.findByTestId("risk-scenarios-used")).textContent).toContain("Sandstorm");
});

it("production risk says why each line is there and why then, and that the mean rises where it does", async () => {
  const run = backgroundRun({ id: "r1", model: "production_risk" });
  const plan = riskPlan(run);
  open("#/optimization/risk", [run], { get_risk_plan: () => ({ ...plan, optimizedRisk: { mean: 130_000, tail: 80_000, weighed: 105_000 } }) });
  expect((await screen.findByTestId("risk-why")).textContent).toMatch(/22.*100.*scenarios.*No other period saves more/);
  expect(screen.getByTestId("risk-mean-rises").textContent).toMatch(/30,000\sSAR.*100,000\sSAR/);
  expect(screen.getByTestId("risk-figures").textContent).toMatch(/15,000\sSAR/);
  expect(screen.getByTestId("run-objective").textContent).toContain("SAR");
});

it("production risk does not speak of a mean that falls", async () => {
  const run = backgroundRun({ id: "r1", model: "production_risk" });
  open("#/optimization/risk", [run], { get_risk_plan: () => riskPlan(run) });
  await screen.findByTestId("risk-why");
  expect(screen.queryByTestId("risk-mean-rises")).toBeNull();
});

it("the tray shows the most urgent first, and thousands a page at a time", async () => {
  const run = backgroundRun();
  const plan = dispatchPlan(run);
  const [one] = plan.unassigned;
  if (!one) throw new Error("the fake plan leaves something out");
  const many = Array.from({ length: 120 }, (_, i) => ({
    ...one,
    order: { ...one.order, workOrderId: `many${i}`, number: `WO-1${String(i).padStart(5, "0")}`, priority: i === 119 ? ("critical" as const) : ("low" as const) },
  }));
  const { user } = open("#/optimization/dispatch", [run], { get_dispatch_plan: () => ({ ...plan, unassigned: many }) });
  expect(await screen.findByTestId("unassigned-WO-100119")).toBeTruthy();
  expect(screen.queryByTestId("unassigned-WO-100100")).toBeNull();
  await user.click(screen.getByTestId("tray-more"));
  await user.click(screen.getByTestId("tray-more"));
  expect(await screen.findByTestId("unassigned-WO-100100")).toBeTruthy();
  expect(screen.queryByTestId("tray-more")).toBeNull();
});

it("dispatch takes the rates of the cost model unless a run is given its own", async () => {
  const { user, requestOf } = open("#/optimization/dispatch", [], { start_run: () => backgroundRun() });
  const [start] = await screen.findAllByTestId("run-start");
  if (start) await user.click(start);
  const own = await screen.findByTestId("run-own-rates");
  await user.click(own);
  await waitFor(() => expect(screen.queryByTestId("run-rate-lateDay")).toBeNull());
  await user.click(screen.getByTestId("run-start-ok"));
  await waitFor(() => expect(requestOf("start_run")).toMatchObject({ model: "workforce_dispatch" }));
  expect((requestOf("start_run") as { parameters: { rates?: unknown } }).parameters.rates).toBeUndefined();
});

it("reads hours of periods and lists of periods in both digits", () => {
  expect([readHours("٤٠", 3), readHours("1 2 3", 3), readHours("1 2", 3), readHours("-1", 3)]).toEqual([[40, 40, 40], [1, 2, 3], null, null]);
  expect([readPeriods("3 ١", 12), readPeriods("13", 12), readPeriods("0", 12), readPeriods("1.5", 12)]).toEqual([[0, 2], null, null, null]);
  expect(forPeriods([{ skillId: "k1", hours: [5, 7] }], 3)[0]?.hours).toEqual([5, 7, 7]);
});

it("a run that was stopped before its turn says so and shows no plan", async () => {
  const failure = { id: "run-cancelled-before-its-turn" };
  const { host } = open("#/optimization/dispatch", [backgroundRun({ status: "cancelled", failure, proposals: 0, solverStatus: null, objective: null, bound: null, gap: null })]);
  expect((await screen.findByTestId("run-head")).textContent).toContain("stopped while it waited for its turn");
  expect(host.countOf("get_dispatch_plan")).toBe(0);
});

it("what is left to run to failure is not among what can be accepted", async () => {
  const fleet = (statistics: Record<string, number>) => [backgroundRun({ model: "deferral_fleet", proposals: 5, statistics })];
  expect(undecided(fleet({ runToFailure: 3 })[0]!)).toBe(2);
  open("#/optimization/deferral", fleet({ runToFailure: 5 }), { get_deferral_fleet: () => ({ run: fleet({})[0]!, currency: "SAR", horizons: [7, 30, 90, 180, 365], withoutModel: 0, reasons: [], total: 0, items: [] }) });
  await screen.findByTestId("run-head");
  expect(screen.queryByTestId("accept-all")).toBeNull();
});

describe("who may what", () => {
  it("the switched-off engine is locked on every page, which says why", async () => {
    for (const page of ["", "/deferral", "/risk", "/dispatch", "/workforce", "/compare?runs=d1,d2"]) {
      const flags = { ...workspace().flags, optimizationEngineEnabled: false };
      open(`#/optimization${page}`, [backgroundRun()], {}, { flags });
      expect((await screen.findByTestId("optimization-locked")).dataset.code, page).toBe("423");
      for (const button of screen.queryAllByTestId("run-start")) expect((button as HTMLButtonElement).disabled).toBe(true);
      document.body.innerHTML = "";
    }
  });

  it("who may only look decides and moves nothing", async () => {
    open("#/optimization/dispatch", [backgroundRun()], {}, { session: session({}, ["view_plant", "view_optimization"]) });
    const block = await screen.findByTestId("stop-WO-000001");
    fireEvent.keyDown(block, { key: "ArrowDown", shiftKey: true });
    expect(screen.queryByTestId("reoptimize-bar")).toBeNull();
    expect(screen.queryByTestId("accept-all")).toBeNull();
    expect(screen.queryByTestId("run-start")).toBeNull();
  });
});

it("an engineer's entry is saved with the version that was seen", async () => {
  const { user, requestOf, host } = open("#/optimization/workforce", [], { save_engineer: () => host.handlers.list_engineers!({}).items[0]! });
  await user.click(await screen.findByTestId("engineer-edit-E-1"));
  const name = await screen.findByTestId("field-nameEn");
  await user.clear(name);
  await user.type(name, "Saad Al-Mutairi");
  await user.click(screen.getByTestId("engineer-save"));
  await waitFor(() => expect(requestOf("save_engineer")).toMatchObject({ id: "e1", version: 2, nameEn: "Saad Al-Mutairi", weekly: [{ weekday: "sunday", start: 420, end: 930 }], skills: [{ skillId: "k1", level: 4 }] }));
});
