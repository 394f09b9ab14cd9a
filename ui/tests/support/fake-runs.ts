//! Runs of the models in the background and their plans, small and made up, for tests of the optimization pages.

import type { DispatchAnswer, DispatchOrder, DispatchParameters, EngineerPlan, EngineerRow, OptimizationRun, RiskAnswer, RunRequest, RunRow } from "@/bindings";
import type { Handlers } from "./fake-host";

export const dispatchParameters: DispatchParameters = {
  days: 2,
  includeScheduled: true,
  defaultHours: 4,
  speedKmh: 80,
  detour: 1.3,
  placeMinutes: 10,
  rates: { lateDay: 20, waitingDay: 1, travelHour: 150, travelKm: 0, unassigned: 225 },
  locks: [],
  effort: { seconds: 10 },
  seed: 1,
};

export function backgroundRun(part: Partial<OptimizationRun> = {}, rest: Partial<RunRow> = {}): RunRow {
  return {
    currency: "SAR",
    run: {
      id: "d1",
      model: "workforce_dispatch",
      parameters: dispatchParameters as unknown as Record<string, unknown>,
      inputFingerprint: "7a66bfe279be55e1c8b3f6aa90217ce4d35b8f01b7742c9e6a1d0355fa8c4e9b",
      startedAt: "2026-11-22T10:41:00Z",
      seconds: 10.2,
      startedBy: "p1",
      ranked: 2,
      withoutScore: 0,
      costModelVersion: 3,
      status: "done",
      name: "Week 48",
      seed: 1,
      timeLimitSeconds: 10,
      basedOn: null,
      isLocked: false,
      failure: null,
      proposals: 2,
      objective: 675,
      bound: 600,
      gap: 0.111,
      solverStatus: "feasible",
      statistics: {},
      ...part,
    },
    startedByName: "Noura Al-Qahtani",
    sameInputAsPrevious: false,
    accepted: 0,
    rejected: 0,
    progress: null,
    ...rest,
  };
}

export function dispatchOrder(i: number): DispatchOrder {
  return {
    workOrderId: `w${i}`,
    number: `WO-00000${i}`,
    titleEn: "Replace the seal",
    titleAr: "استبدال مانع التسرب",
    assetId: `a${i}`,
    assetTag: `P-10${i}`,
    assetNameEn: "Feed pump",
    assetNameAr: "مضخة التغذية",
    siteId: i % 2 ? "s1" : "s2",
    siteCode: i % 2 ? "RTP" : "SLD",
    priority: "high",
    minutes: 120,
    dueOn: "2026-11-25",
    notBefore: null,
    skills: [{ code: "MECH", nameEn: "Mechanical", nameAr: "الميكانيكا", level: 3 }],
    isAssumed: false,
  };
}

const engineer = (code: string, stops: EngineerPlan["workDays"][number]["stops"]): EngineerPlan => ({
  engineerId: code,
  code,
  nameEn: `Engineer ${code}`,
  nameAr: `المهندس ${code}`,
  homeSiteId: "s1",
  orders: stops.length,
  hours: 2 * stops.length,
  travelHours: 0,
  shiftHours: 17,
  workDays: [{ day: "2026-11-23", shiftStart: 420, shiftEnd: 930, end: 600, travelMinutes: 30, stops }],
  offDays: [],
});

/** E-1 does order 1 on the first day, late; E-2 has nothing; order 3 is left out. */
export function dispatchPlan(row: RunRow = backgroundRun()): DispatchAnswer {
  return {
    run: row,
    currency: "SAR",
    firstDay: "2026-11-23",
    days: 2,
    sites: [
      { siteId: "s1", code: "RTP", nameEn: "Ras Tanaqib", nameAr: "رأس تناقيب", latitude: 27.9, longitude: 48.8 },
      { siteId: "s2", code: "SLD", nameEn: "Sharm", nameAr: "شرم", latitude: 22.3, longitude: 39 },
    ],
    engineers: [
      engineer("E-1", [
        { kind: "work", rank: 1, proposalId: "pr1", status: "proposed", order: dispatchOrder(1), start: 450, end: 570, travelBefore: 30, isLate: true, isFetched: false, isLocked: false, why: [{ id: "dispatch-why-only-one" }] },
      ]),
      engineer("E-2", []),
    ],
    unassigned: [{ order: dispatchOrder(3), reason: { id: "dispatch-no-skill", args: { skill: "WELD", level: 4 } }, remedy: { id: "dispatch-remedy-skill", args: { skill: "WELD", level: 4 } } }],
    costs: { late: 20, waiting: 1, travel: 75, unassigned: 225 },
    rated: {
      rates: { lateDay: 20, waitingDay: 1, travelHour: 150, travelKm: 0, unassigned: 225 },
      areOwn: false,
      speedKmh: 80,
      quantities: { lateDays: 1, waitingDays: 1, travelHours: 0.5, leftOut: 1, leftOutLateDays: 0 },
    },
    objective: 675,
    bound: 600,
    gap: 0.111,
    fairness: null,
    assumptions: [],
  };
}

export function riskPlan(row: RunRow): RiskAnswer {
  const asset = (i: number) => ({ assetId: `a${i}`, assetTag: `P-10${i}`, assetNameEn: "Feed pump", assetNameAr: "مضخة التغذية", siteCode: "RTP", family: "pump" as const });
  return {
    run: row,
    currency: "SAR",
    status: "feasible",
    periods: [0, 1].map((index) => ({ index, from: `2026-12-0${1 + 7 * index}`, until: `2026-12-${index ? "14" : "07"}`, before: { mean: 50_000, tail: 90_000 }, after: { mean: 30_000, tail: 40_000 } })),
    currentRisk: { mean: 100_000, tail: 180_000, weighed: 140_000 },
    optimizedRisk: { mean: 60_000, tail: 80_000, weighed: 70_000 },
    riskReduction: 70_000,
    bound: null,
    gap: null,
    tailShare: 0.5,
    quantile: 0.9,
    schedule: [{ rank: 1, proposalId: "pr1", status: "proposed", period: 0, from: "2026-12-01", until: "2026-12-07", hoursOut: 4, cost: 15_000, saves: 30_000, trade: null, isLocked: false, why: [{ id: "risk-why-fails", args: { fails: 22, scenarios: 100 } }, { id: "production-risk-period-best" }], ...asset(1) }],
    notDone: [{ why: { id: "production-risk-why-saves-nothing" }, ...asset(2) }],
    binding: [{ what: { id: "risk-limit-crew" }, nameEn: "Mechanical", nameAr: "الميكانيكا", period: 0, from: "2026-12-01", used: 20, available: 20, unit: "hours", step: 4, worthAtLeast: 1200 }],
    withoutModel: [],
    withoutModelTotal: 0,
    assets: 2,
    groups: 0,
    drawnScenarios: 100,
    givenScenarios: ["Sandstorm"],
    givenElsewhere: 0,
  };
}

export const engineerRow: EngineerRow = {
  engineer: {
    id: "e1",
    code: "E-1",
    nameEn: "Saad",
    nameAr: "سعد",
    personId: null,
    homeSiteId: "s1",
    skills: [{ skillId: "k1", level: 4 }],
    tools: [],
    parts: [],
    weekly: [{ weekday: "sunday", start: 420, end: 930 }],
    exceptions: [],
    maxHoursPerDay: 10,
    isActive: true,
    version: 2,
  },
  homeSiteCode: "RTP",
  homeSiteNameEn: "Ras Tanaqib",
  homeSiteNameAr: "رأس تناقيب",
  personName: null,
  weeklyHours: 8.5,
  openOrders: 1,
};

export function runHandlers(rows: RunRow[]): Handlers {
  const request: RunRequest = { model: "workforce_dispatch", parameters: dispatchParameters };
  return {
    list_runs: ({ model }) => {
      const items = rows.filter((row) => row.run.model === model);
      return { items, total: items.length };
    },
    get_run: ({ id }) => rows.find((row) => row.run.id === id) ?? backgroundRun({ id }),
    get_dispatch_plan: () => dispatchPlan(rows[0]),
    get_risk_plan: () => riskPlan(rows[0] ?? backgroundRun()),
    list_presets: () => [{ id: "dispatch-balanced", name: { id: "preset-dispatch-balanced" }, about: { id: "preset-dispatch-balanced-about" }, request }],
    list_engineers: () => ({ items: [engineerRow], total: 1 }),
    list_resources: () => [{ id: "k1", kind: "skill", code: "MECH", nameEn: "Mechanical", nameAr: "الميكانيكا", families: ["pump"], version: 1 }],
    list_depots: () => [],
    list_parallel_groups: () => [],
  };
}
