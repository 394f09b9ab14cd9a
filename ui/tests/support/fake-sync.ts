//! A made-up central workspace with work on its way, for tests of the sync page and to look at it. Nothing of it ships.

import type { CentralStatus, Commands, ConflictRow, OutboxRow, Session, SyncState, Workspace } from "@/bindings";
import type { Handlers } from "./fake-host";
import { pageOf, session, workspace } from "./fake-plant";

export function syncCentral(part: Partial<CentralStatus> = {}): CentralStatus {
  return {
    address: "db.acme-water.example:5432/optria",
    tenantCode: "ACME",
    tenantNameEn: "Acme Water",
    tenantNameAr: "أكمي للمياه",
    isPlatform: false,
    link: "online",
    since: "2026-11-30T05:41:00Z",
    reason: null,
    openedTenant: null,
    offlineUntil: "2026-12-30T05:41:00Z",
    workstation: "enrolled",
    ...part,
  } as CentralStatus;
}

export const cutOff = () => syncCentral({ link: "offline", reason: { id: "central-away", args: { address: "db.acme-water.example:5432" } } });

export function syncWorkspace(part: Partial<Workspace> = {}, who: Session | null = session()): Workspace {
  return workspace({ kind: "central", name: "Acme Water", central: syncCentral(), session: who, workspacesHere: 1, flags: { demoMode: false, optimizationEngineEnabled: true, externalDbEnable: true }, ...part });
}

const MINUTE = 60_000;
const before = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
const noura = "noura@plant.example";
const faisal = "faisal@plant.example";

function operation(no: number, part: Partial<OutboxRow>): OutboxRow {
  return {
    opId: `0192f0a4-7c1e-7d22-9c4b-0000000000${String(no % 100).padStart(2, "0")}`,
    no,
    person: noura,
    table: "work_order",
    rowId: "w0",
    object: "WO-000042",
    action: "update",
    fields: { status: "in_progress", updated_at: before(60 - no / 10) },
    at: before(700 - no),
    state: "waiting",
    detail: null,
    settledAt: null,
    ...part,
  };
}

const madeAsset = { site_id: "s1", parent_id: null, tag_code: "P-2107B", name_en: "Brine recirculation pump", name_ar: "مضخة تدوير الرجيع الملحي", family: "pump", criticality: "high", status: "in_service", installed_on: "2026-11-28" };

/** What waits: of the person here, of somebody else, of the product, and what an earlier one holds back. */
export const waitingRows: OutboxRow[] = [
  operation(311, {}),
  operation(312, { person: faisal, table: "asset", rowId: "a1", object: "C-101B", fields: { criticality: "critical", installed_on: "2016-04-01" }, state: "blocked", detail: { why: "other_person" } }),
  operation(313, { table: "asset", action: "insert", object: "P-2107B", fields: madeAsset }),
  operation(314, { table: "mapping", object: "ns=2;s=Unit20.FIC-101.PV", fields: { external_tag: "ns=2;s=Unit20.FIC-101.PV", scale: "0.10", offset: "0", source_unit: "kPa", is_active: true } }),
  operation(315, { person: "", table: "integration", object: "Unit 20 OPC UA", fields: { config: { endpointUrl: "opc.tcp://10.20.4.8:4840", securityPolicy: "Basic256Sha256" } } }),
  operation(316, { table: "metric", object: "P-2107B flow", fields: { low: 12.5, high: 140, high_high: 155.25, deadband: 0.5, on_delay_seconds: 10 }, state: "blocked", detail: { why: "waits_for", op_id: "0192f0a4-7c1e-7d22-9c4b-000000000088" } }),
  operation(317, { table: "asset_event", action: "delete", object: null, fields: {} }),
];

export const refusedRows: OutboxRow[] = [
  ["duplicate", { why: "duplicate", constraint: "asset_tenant_id_site_id_tag_code_key" }, { table: "asset", action: "insert", object: null, fields: madeAsset }],
  ["forbidden", { why: "forbidden", missing: "manage_assets" }, { person: faisal, table: "asset", object: "C-101B", fields: { criticality: "critical" } }],
  ["deleted", { why: "deleted" }, { table: "mapping", object: null, fields: { external_tag: "FIC-101.PV", scale: "1.5" } }],
  ["missing", { why: "missing_reference", constraint: "mapping_tenant_id_metric_id_fkey" }, { table: "mapping", action: "insert", object: null, fields: { external_tag: "FIC-102.PV", metric_id: "0192f0a4-0000-7d22-9c4b-5b2a77d010aa", scale: "1", offset: "0" } }],
  ["invalid", { why: "invalid", constraint: "work_order_description_check" }, { fields: { description: "…" } }],
  ["not from here", { why: "not_from_here", field: "status" }, { fields: { status: "done" } }],
  ["signed", { why: "forbidden", missing: "created_by" }, { action: "insert", fields: { title_en: "Check alignment", created_by: "p2" } }],
].map(([, detail, part], i) => operation(288 - i, { ...(part as Partial<OutboxRow>), state: "rejected", detail: detail as OutboxRow["detail"], settledAt: before(300 + i * 47) }));

export const conflictRows: ConflictRow[] = [
  { table: "work_order", field: "status", object: "WO-000042", base: "open", mine: "in_progress", theirs: "cancelled", mayDecide: true },
  { table: "work_order", field: "description", object: "WO-000042", base: "Check alignment.", mine: "Check alignment and lubrication before the next load change.\nDrive-end vibration rising since Tuesday.", theirs: "Bearing ordered; wait for the part. رقم الطلب PO-4471", mayDecide: true },
  { table: "asset", field: "criticality", object: "C-101B", base: "medium", mine: "critical", theirs: "high", mayDecide: true },
  { table: "metric", field: "high_high", object: "P-2107B flow", base: null, mine: 155.25, theirs: 1250.5, mayDecide: true },
  { table: "mapping", field: "external_tag", object: "FIC-101.PV", base: "FIC-101.PV", mine: "ns=2;s=Unit20.FIC-101.PV", theirs: "ns=2;s=Unit21.FIC-101.PV", mayDecide: false },
  { table: "asset_event", field: "at", object: null, base: "2026-11-20T08:00:00Z", mine: "2026-11-20T08:30:00Z", theirs: "2026-11-20T11:00:00Z", mayDecide: true },
  { table: "work_order", field: "assignee_id", object: "WO-000017", base: null, mine: "p2", theirs: "p1", mayDecide: true },
].map((row, i) => ({ ...row, opId: `0192f0a4-7c1e-7d22-9c4b-1000000000${String(i).padStart(2, "0")}`, rowId: row.table === "asset" ? "a1" : "w0", foundAt: before(260 - i * 9) }));

const historyRow = (i: number): OutboxRow => {
  if (i % 9 === 4) return refusedRows[i % refusedRows.length] ?? operation(1, {});
  if (i % 9 === 7)
    return operation(280 - i, { state: "conflict", settledAt: before(310 + i * 20), fields: { status: "in_progress", priority: "high" }, detail: { why: "changed", fields: { status: { base: "open", mine: "in_progress", theirs: "cancelled" } } } });
  return operation(280 - i, { person: i % 4 ? noura : faisal, state: "applied", settledAt: before(310 + i * 20) });
};

const list = <R>(rows: readonly R[], request: { offset?: number; limit?: number }) => pageOf(rows.length, (i) => rows[i] as R, request);

export const waitingReadings = (part: Partial<SyncState["readings"]> = {}): SyncState["readings"] => ({
  waiting: 1_284_400,
  gaps: 12,
  oldest: before(700),
  perSecond: 61_000,
  secondsToDrain: 22,
  drainedAt: null,
  reason: null,
  isElsewhere: false,
  ...part,
});

export const noReadings = () => waitingReadings({ waiting: 0, gaps: 0, oldest: null, perSecond: 0, secondsToDrain: 0, drainedAt: before(0.1) });

export function fakeSync(part: Partial<SyncState> = {}): Handlers {
  let open = conflictRows;
  let unseen = refusedRows.length;
  const history = Array.from({ length: 140 }, (_, i) => historyRow(i));
  const receipts = ({ outcome, ...request }: Commands["list_receipts"]["request"]) =>
    list(outcome === "rejected" ? refusedRows : history.filter((row) => !outcome || row.state === outcome), request);
  return {
    get_sync: () => ({
      waiting: waitingRows.length,
      blocked: waitingRows.filter((row) => row.state === "blocked").length,
      oldest: waitingRows[0]?.at ?? null,
      waitsFor: [
        { personId: "p1", person: noura, count: 5, isActive: true },
        { personId: "p2", person: faisal, count: 1, isActive: true },
      ],
      conflicts: open.length,
      rejected: refusedRows.length,
      rejectedUnseen: unseen,
      setAside: 0,
      exchangedAt: before(0.06),
      reason: null,
      readings: waitingReadings(),
      capacity: { level: "low", hours: 131, freeBytes: 84_000_000_000, readingsPerSecond: 2_200 },
      ...part,
    }),
    see_rejected: () => {
      unseen = 0;
      return {};
    },
    list_set_aside: () => ({ items: [], total: 0 }),
    list_outbox: (request) => list(waitingRows, request),
    list_receipts: receipts,
    list_conflicts: (request) => list(open, request),
    decide_conflict: ({ opId, field }) => {
      open = open.filter((row) => row.opId !== opId || row.field !== field);
      return {};
    },
    get_asset: ({ id }) => ({ asset: { id, tagCode: "C-101B" } }) as Commands["get_asset"]["answer"],
  };
}

/** Nothing waits, nothing to decide. */
export function quietSync(): Handlers {
  const none = () => ({ items: [], total: 0 });
  return { ...fakeSync({ waiting: 0, blocked: 0, oldest: null, waitsFor: [], conflicts: 0, rejected: 0, rejectedUnseen: 0, readings: noReadings() }), list_outbox: none, list_receipts: none, list_conflicts: none };
}
