//! A small made-up plant for tests: enough of every answer that pages can be shown and looked at. Nothing of it ships.

import type {
  AssetRow,
  Capability,
  Criticality,
  Family,
  HealthBand,
  Preferences,
  RecommendationRow,
  RunRow,
  Session,
  WorkOrderRow,
  WorkOrderStatus,
  Workspace,
} from "@/bindings";
import { failure, type Handlers } from "./fake-host";

const all: Capability[] = [
  "view_plant",
  "view_optimization",
  "manage_work_orders",
  "run_optimization",
  "manage_assets",
  "manage_mappings",
  "manage_integrations",
  "manage_people",
  "view_diagnostics",
];

export const preferences: Preferences = { language: "en", theme: "light", digits: "latn", calendar: "gregory", timeZone: "site" };

export function session(part: Partial<Preferences> = {}, capabilities: Capability[] = all): Session {
  return {
    person: {
      id: "p1",
      email: "noura@plant.example",
      displayName: "Noura Al-Qahtani",
      role: "tenant_admin",
      isActive: true,
      lastSignInAt: "2026-11-22T09:58:00Z",
      preferences: { ...preferences, ...part },
    },
    capabilities,
    signedInAt: "2026-11-22T10:00:00Z",
    isLocked: false,
    passwordDue: false,
  };
}

export function workspace(part: Partial<Workspace> = {}): Workspace {
  return {
    id: "w1",
    stage: "open",
    central: null,
    workspacesHere: 1,
    keychain: "available",
    kind: "demo",
    name: "Ras Tanaqib demo plant",
    nameEn: "Ras Tanaqib demo plant",
    nameAr: "Ras Tanaqib demo plant",
    timeZone: "Asia/Riyadh",
    currency: "SAR",
    flags: { demoMode: true, optimizationEngineEnabled: true, externalDbEnable: true },
    session: session(),
    demoPeople: [],
    demoPassword: null,
    recovery: null,
    settingsLost: false,
    version: "0.1.0",
    ...part,
  };
}

const families: Family[] = ["pump", "compressor", "gas_turbine", "electric_motor", "heat_exchanger", "valve", "transformer", "fan"];
const names: Record<string, [string, string]> = {
  pump: ["Seawater intake pump", "مضخة مأخذ مياه البحر"],
  compressor: ["Export gas compressor", "ضاغط غاز التصدير"],
  gas_turbine: ["Gas turbine generator", "مولد توربين غازي"],
  electric_motor: ["Motor of booster pump", "محرك مضخة التعزيز"],
  heat_exchanger: ["Amine cooler", "مبرد الأمين"],
  valve: ["Brine reject control valve", "صمام التحكم في الرجيع الملحي"],
  transformer: ["Main incoming transformer", "محول الدخول الرئيسي"],
  fan: ["Air cooler fan", "مروحة المبرد الهوائي"],
};
const criticalities: Criticality[] = ["critical", "high", "medium", "low"];

function band(health: number | null): HealthBand {
  if (health === null) return "unknown";
  return health < 50 ? "poor" : health < 75 ? "fair" : "good";
}

export function assetRow(i: number): AssetRow {
  const family = families[i % families.length] ?? "other";
  const [nameEn, nameAr] = names[family] ?? ["", ""];
  const health = i % 17 === 16 ? null : Math.max(4, Math.min(98, Math.round(12 + ((i * 37) % 88))));
  return {
    asset: {
      id: `a${i}`,
      siteId: "s1",
      parentId: null,
      tagCode: `${family.slice(0, 1).toUpperCase()}-${100 + i}${"AB"[i % 2]}`,
      nameEn: `${nameEn} ${1 + (i % 4)}`,
      nameAr: `${nameAr} ${1 + (i % 4)}`,
      family,
      criticality: criticalities[i % 4] ?? "low",
      status: "in_service",
      installedOn: "2016-04-01",
    },
    siteCode: ["RTP", "SLD", "QPS"][i % 3] ?? "RTP",
    health,
    failureProbability: health === null ? null : Math.round((100 - health) * 7) / 1000,
    isSimulated: i % 2 === 0,
    scoredAt: health === null ? null : "2026-11-22T10:40:00Z",
    band: band(health),
    childCount: 0,
    metricCount: 6,
  };
}

const runRow = (i: number): RunRow => ({
  currency: "SAR",
  run: {
    id: `r${i}`,
    model: "maintenance_prioritization",
    parameters: {},
    inputFingerprint: `${i % 2 ? "9f2c" : "4be1"}a07d55e1c8b3f6aa90217ce4d35b8f01b7742c9e6a1d0355fa8c4e9b12d07`,
    startedAt: new Date(Date.UTC(2026, 10, 22, 10, 41) - i * 3_600_000).toISOString(),
    seconds: 0.0183,
    startedBy: "p1",
    ranked: 62,
    costModelVersion: 0,
    withoutScore: 4,
    status: "done",
    name: "",
    seed: null,
    timeLimitSeconds: null,
    basedOn: null,
    isLocked: false,
    failure: null,
    proposals: 0,
    objective: null,
    bound: null,
    gap: null,
    solverStatus: null,
    statistics: {},
  },
  startedByName: "Noura Al-Qahtani",
  sameInputAsPrevious: i === 0,
  accepted: i === 0 ? 1 : 3,
  rejected: i === 0 ? 1 : 0,
  progress: null,
});

export function recommendationRow(i: number): RecommendationRow {
  const asset = assetRow(i * 3);
  const health = Math.min(96, 11 + i * 1.3);
  const failureProbability = Math.max(0.004, 0.62 - i * 0.011);
  const weight = 4 - (i % 4);
  const terms = {
    health,
    failureProbability,
    criticalityWeight: weight,
    healthTerm: (100 - health) * 0.4,
    probabilityTerm: failureProbability * 40,
    criticalityTerm: weight * 10,
  };
  const base = {
    id: `rec${i}`,
    runId: "r0",
    rank: i + 1,
    assetId: asset.asset.id,
    priority: terms.healthTerm + terms.probabilityTerm + terms.criticalityTerm,
    terms,
    action: { id: i < 6 ? "action-immediate" : i < 20 ? "action-soon" : "action-routine" },
    why: [{ id: "why-health", args: { health: Math.round(health) } }],
  };
  return {
    recommendation:
      i === 1
        ? { ...base, status: "accepted", by: "p1", at: "2026-11-22T10:50:00Z", workOrderId: "w0" }
        : i === 3
          ? { ...base, status: "rejected", by: "p1", at: "2026-11-22T10:51:00Z", reason: "Overhaul already booked" }
          : { ...base, status: "proposed" },
    assetTag: asset.asset.tagCode,
    assetNameEn: asset.asset.nameEn,
    assetNameAr: asset.asset.nameAr,
    family: asset.asset.family,
    siteCode: asset.siteCode,
    criticality: criticalities[i % 4] ?? "low",
    isSimulated: asset.isSimulated,
    tie: null,
    workOrderNumber: i === 1 ? "WO-000001" : null,
    openOrder: i === 4 ? { id: "w4", number: "WO-000005", status: "in_progress" } : null,
    lastRejection: i === 5 ? { at: "2026-11-01T08:00:00Z", reason: "Shutdown in December" } : null,
  };
}

const nextOf: Record<WorkOrderStatus, WorkOrderStatus[]> = {
  open: ["assigned", "in_progress", "cancelled"],
  assigned: ["open", "in_progress", "cancelled"],
  in_progress: ["assigned", "done", "cancelled"],
  done: [],
  cancelled: [],
};

export function orderRow(i: number): WorkOrderRow {
  const asset = assetRow(i * 5);
  const statuses: WorkOrderStatus[] = ["open", "assigned", "in_progress", "done", "cancelled"];
  const status = statuses[i % 5] ?? "open";
  const source = i % 3 === 0 ? ({ source: "recommendation", recommendationId: `rec${i}` } as const) : ({ source: "manual" } as const);
  return {
    order: {
      id: `w${i}`,
      number: `WO-${String(i + 1).padStart(6, "0")}`,
      assetId: asset.asset.id,
      titleEn: i % 3 === 0 ? "Immediate maintenance required" : "Check bearing vibration",
      titleAr: i % 3 === 0 ? "صيانة فورية مطلوبة" : "فحص اهتزاز المحامل",
      description: "Drive-end vibration rising since Tuesday. Check alignment and lubrication before the next load change.",
      type: (["predictive", "corrective", "preventive", "inspection"] as const)[i % 4] ?? "corrective",
      priority: criticalities[i % 4] ?? "low",
      status,
      assigneeId: i % 2 ? "p1" : null,
      estimatedHours: i % 2 ? 6.5 : null,
      dueOn: i % 4 === 0 ? "2026-11-20" : "2026-12-04",
      createdBy: "p1",
      createdAt: "2026-11-21T08:12:00Z",
      updatedAt: "2026-11-22T09:30:00Z",
      version: 2,
      ...source,
    },
    assetTag: asset.asset.tagCode,
    assetNameEn: asset.asset.nameEn,
    assetNameAr: asset.asset.nameAr,
    siteCode: asset.siteCode,
    assigneeName: i % 2 ? "Noura Al-Qahtani" : null,
    isOverdue: i % 4 === 0 && status !== "done" && status !== "cancelled",
    next: nextOf[status],
    mark: null,
  };
}

/** A page of a list that is made as it is asked for. */
export function pageOf<R>(total: number, make: (i: number) => R, request: { offset?: number; limit?: number }) {
  const offset = request.offset ?? 0;
  const count = Math.max(0, Math.min(request.limit ?? 100, total - offset));
  return { items: Array.from({ length: count }, (_, i) => make(offset + i)), total };
}

export interface PlantSize {
  assets: number;
  recommendations: number;
  orders: number;
}

export function fakePlant(space: Workspace, size: PlantSize = { assets: 66, recommendations: 62, orders: 14 }): Handlers {
  let now = space;
  return {
    get_workspace: () => now,
    get_work_needs: ({ workOrderId }) => ({ workOrderId, needs: { skills: [], tools: [], parts: [], notBefore: null, window: null, after: [], sameEngineerAs: null }, isAssumed: true, version: 0, schedule: null }),
    list_resources: () => [],
    save_preferences: ({ preferences: kept }) => {
      if (!now.session) throw failure("unauthenticated", "ui-code-unauthenticated");
      now = { ...now, session: { ...now.session, person: { ...now.session.person, preferences: kept } } };
      return now.session as Session;
    },
    lock: () => {
      if (now.session) now = { ...now, session: { ...now.session, isLocked: true } };
      return {};
    },
    sign_out: () => {
      now = { ...now, session: null };
      return {};
    },
    get_dashboard: () => {
      const rows = Array.from({ length: size.assets }, (_, i) => assetRow(i));
      const count = (wanted: HealthBand) => rows.filter((row) => row.band === wanted).length;
      return {
        assets: size.assets,
        poor: count("poor"),
        fair: count("fair"),
        good: count("good"),
        unknown: count("unknown"),
        workOrdersUnfinished: 9,
        workOrdersOverdue: 2,
        signalsActive: 412,
        signalsBad: 3,
        signalsStale: 5,
        proposedRecommendations: size.recommendations - 2,
        worst: rows
          .filter((row) => row.health !== null)
          .sort((a, b) => (a.health ?? 0) - (b.health ?? 0))
          .slice(0, 10),
        connections: [
          { id: "i1", name: "Demo plant", connection: { state: "streaming" }, since: "2026-11-22T10:00:00Z", readingsPerSecond: 412.4, lastSyncAt: new Date(Date.now() - 700).toISOString() },
          {
            id: "i2",
            name: "Unit 20 OPC UA",
            connection: { state: "reconnecting", attempt: 3, cause: { id: "ui-host-unreachable" }, retryAt: "2026-11-22T10:45:00Z" },
            since: "2026-11-22T10:41:00Z",
            readingsPerSecond: 0,
            lastSyncAt: new Date(Date.now() - 260_000).toISOString(),
          },
          { id: "i3", name: "Utilities", connection: { state: "stopped" }, since: "2026-11-20T10:41:00Z", readingsPerSecond: 0, lastSyncAt: null },
        ],
        scoredAt: "2026-11-22T10:40:00Z",
        hasSimulatedScores: true,
      };
    },
    list_sites: () => [{ id: "s1", code: "RTP", nameEn: "Ras Tanaqib", nameAr: "رأس تناقيب", timeZone: "Asia/Riyadh", latitude: null, longitude: null }],
    list_assets: (request) => pageOf(size.assets, assetRow, request),
    list_integrations: () => [],
    list_people: () => [session().person, { ...session().person, id: "p2", email: "faisal@plant.example", displayName: "Faisal Al-Otaibi", role: "engineer" }],
    list_runs: (request) => pageOf(6, runRow, request),
    run_prioritization: () => runRow(0),
    list_recommendations: (request) => pageOf(size.recommendations, recommendationRow, request),
    accept_recommendation: () => orderRow(0).order,
    list_work_orders: (request) => pageOf(size.orders, orderRow, request),
    get_work_order: ({ id }) => orderRow(Number(id.slice(1))),
    list_actions: (request) =>
      pageOf(240, (i) => ({ at: new Date(Date.UTC(2026, 10, 22, 10, 41) - i * 61_000).toISOString(), person: "noura@plant.example", action: i % 3 ? "move_work_order" : "sign_in", object: "WO-000042", outcome: i % 7 ? "success" : "failure", message: i % 7 ? null : { id: "ui-code-conflict" }, workstation: i % 2 ? "CCR-WS-02" : null, no: request.source === "tenant" ? 240 - i : null }), request),
    get_retention: () => ({ rawDays: 30, secondDays: 90, minuteDays: 730, hourDays: 3650 }),
    get_health: () => ({ isReady: true, store: "usable", schemaVersion: 3, storeBytes: 48_211_968, freeDiskBytes: 81_233_100_000, spoolRows: 1204, isCollecting: true, check: null, version: "0.1.0", central: null }),
    list_jobs: () => [],
  };
}
