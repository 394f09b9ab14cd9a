//! A made-up central workspace over the fake plant: its users, workstations, tenants, defaults, log and connection. Nothing ships.

import type { ActionLogVerification, Capability, CentralStatus, CentralTest, Commands, Preferences, Role, Session, UserRow, WorkstationRow, Workspace } from "@/bindings";
import type { Handlers } from "./fake-host";
import { session, workspace } from "./fake-plant";

type SettingRow = Commands["list_settings"]["answer"][number];

const tenant: Capability[] = ["view_plant", "view_optimization", "manage_work_orders", "run_optimization", "manage_assets", "manage_mappings", "manage_integrations", "manage_cost_model", "manage_people"];
const owner: Capability[] = [...tenant, "view_diagnostics", "manage_tenants"];

export function central(part: Partial<CentralStatus> = {}): CentralStatus {
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
    workstationKey: "4F2A 91C3 07BD 5E88",
    ...part,
  };
}

export const offline = () => central({ link: "offline", reason: { id: "central-away", args: { address: "db.acme-water.example:5432" } } });

export function centralSession(role: Role = "tenant_admin", part: Partial<Preferences> = {}): Session {
  const base = session(part, role === "platform_owner" ? owner : tenant);
  return { ...base, person: { ...base.person, role } };
}

export function centralWorkspace(part: Partial<Workspace> = {}): Workspace {
  return workspace({
    kind: "central",
    name: "Acme Water",
    nameEn: "Acme Water",
    nameAr: "أكمي للمياه",
    central: central(),
    session: centralSession(),
    workspacesHere: 2,
    flags: { demoMode: false, optimizationEngineEnabled: true, externalDbEnable: true },
    ...part,
  });
}

export function userRow(i: number): UserRow {
  const roles: Role[] = ["tenant_admin", "optimization_engineer", "engineer", "viewer"];
  const names = ["Noura Al-Qahtani", "Faisal Al-Otaibi", "Sara Al-Ghamdi", "Omar Al-Zahrani", "هند الشهري"];
  return {
    id: `u${i}`,
    email: ["noura", "faisal", "sara", "omar", "hind"][i % 5] + "@acme-water.example",
    displayName: names[i % 5] ?? "",
    role: roles[i % 4] ?? "viewer",
    locale: i % 2 ? "ar" : "en",
    isActive: i !== 3,
    lastSignInAt: i === 2 ? null : new Date(Date.UTC(2026, 10, 30, 5, 41) - i * 7_000_000).toISOString(),
    mustChange: i === 2,
    openSessions: [2, 1, 0, 0, 1][i % 5] ?? 0,
    version: 3,
    isSelf: i === 0,
  };
}

const fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export function workstationRow(i: number): WorkstationRow {
  const status = (["enrolled", "pending", "enrolled", "removed"] as const)[i % 4] ?? "pending";
  return {
    id: `ws${i}`,
    name: ["CCR-WS-01", "CCR-WS-02", "FIELD-LAPTOP-7", "OLD-PC"][i % 4] ?? "",
    status,
    requestedBy: "faisal@acme-water.example",
    requestedAt: "2026-11-28T09:12:00Z",
    enrolledBy: status === "pending" ? null : "noura@acme-water.example",
    enrolledAt: status === "pending" ? null : "2026-11-28T10:00:00Z",
    removedAt: status === "removed" ? "2026-11-29T07:30:00Z" : null,
    isThis: i === 0,
    keyFingerprint: `${i}F2A 91C3 07BD 5E88`,
  };
}

export const passed: CentralTest = {
  passed: true,
  stages: [
    { name: "resolve", milliseconds: 1.4, skipped: null, failure: null },
    { name: "connect", milliseconds: 12.8, skipped: null, failure: null },
    { name: "secure_channel", milliseconds: 23.1, skipped: null, failure: null },
    { name: "authenticate", milliseconds: 8.3, skipped: null, failure: null },
    { name: "database", milliseconds: 5.2, skipped: null, failure: null },
  ],
};

/** On the machine itself, without TLS. */
export const passedOnLoopback: CentralTest = {
  passed: true,
  stages: passed.stages.map((stage) => (stage.name === "secure_channel" ? { ...stage, milliseconds: 0, skipped: { id: "central-stage-not-used" } } : stage)),
};

export const failed: CentralTest = {
  passed: false,
  stages: [
    ...passed.stages.slice(0, 2),
    {
      name: "secure_channel",
      milliseconds: 18.4,
      skipped: null,
      failure: {
        code: "unavailable",
        message: { id: "central-certificate-name", args: { host: "db.acme-water.example" } },
        remedy: { id: "central-certificate-name-remedy", args: { host: "db.acme-water.example" } },
        detail: "certificate not valid for name",
      },
    },
  ],
};

const settings: SettingRow[] = [
  { key: "offline_grace_days", connector: null, field: null, kind: "number", min: 1, max: 365, unit: "d", value: 14, origin: "tenant", platformValue: 30, builtIn: 30 },
  { key: "opcua.endpoint_url", connector: "opcua", field: "endpointUrl", kind: "url", schemes: ["opc.tcp"], value: "opc.tcp://gateway.acme-water.example:4840", origin: "platform", platformValue: "opc.tcp://gateway.acme-water.example:4840", builtIn: null },
  { key: "opcua.user_name", connector: "opcua", field: "userName", kind: "text", maxLength: 100, value: null, origin: "built_in", platformValue: null, builtIn: null },
];

const verdict: ActionLogVerification = {
  isIntact: true,
  entries: 1282,
  next: null,
  unchained: 2,
  brokenAt: null,
  headNo: 1282,
  headHash: "5c1f0f6c9e3b7d2a44d0c1b8e7f6a5948372615049382716a5b4c3d2e1f00112",
  comparedWithKept: true,
  verifiedAt: "2026-11-30T06:30:00Z",
};

const pageOf = <R>(items: R[]) => ({ items, total: items.length });

export function fakeCentral(): Handlers {
  return {
    list_workspaces: () => [
      { id: "w1", nameEn: "Acme Water", nameAr: "أكمي للمياه", kind: "central", address: "db.acme-water.example:5432/optria", isCurrent: true, isCollecting: true },
      { id: "w2", nameEn: "Ras Tanaqib demo plant", nameAr: "Ras Tanaqib demo plant", kind: "demo", address: null, isCurrent: false, isCollecting: false },
    ],
    inspect_central_certificate: () => ({
      fingerprint,
      subject: "CN=db.acme-water.example, O=Acme Water",
      issuer: "CN=Acme Water Root CA",
      names: ["db.acme-water.example", "10.20.4.8"],
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: "2028-01-01T00:00:00Z",
      isSelfSigned: false,
    }),
    test_central: () => passed,
    get_connection: () => ({
      server: { host: "db.acme-water.example", port: 5432, database: "optria", trust: { kind: "certificate", fingerprint } },
      tenantCode: "ACME",
      role: "optria_t_1f3a9c04d2e6b788",
      rolePassword: "***",
    }),
    save_connection: () => failed,
    list_users: ({ search }) => pageOf([0, 1, 2, 3, 4].map(userRow).filter((row) => row.email.includes(search ?? ""))),
    create_user: (request) => ({ user: { ...userRow(2), ...request, id: "u9" }, password: "Kq7-mistral-Vane-31" }),
    update_user: ({ id, version, ...change }) => ({ ...userRow(Number(id.slice(1))), ...change, version: version + 1 }),
    reset_user_password: () => ({ password: "Wx4-lagoon-Ember-88" }),
    list_user_sessions: ({ personId }) =>
      pageOf([0, 1, 2].map((i) => ({
        id: `s${i}`,
        personId: personId ?? "u0",
        email: "noura@acme-water.example",
        workstationId: i === 2 ? null : `ws${i}`,
        workstation: i === 2 ? null : `CCR-WS-0${i + 1}`,
        issuedAt: "2026-11-30T05:41:00Z",
        expiresAt: new Date(Date.now() + 3_600_000 * (10 - i)).toISOString(),
        revokedAt: i === 2 ? "2026-11-30T06:00:00Z" : null,
        isThis: i === 0,
      }))),
    revoke_user_sessions: () => ({ ended: 2 }),
    revoke_session: () => ({}),
    list_workstations: () => pageOf([1, 0, 2, 3].map(workstationRow)),
    enrol_workstation: () => ({ sealed: 3, notOpened: 0 }),
    remove_workstation: () => ({ exposedSecrets: 2 }),
    list_sealed_secrets: () => [
      { id: "x1", ownerId: "i1", ownerName: "Unit 20 OPC UA", field: "password", sealedTo: 2, enrolled: 2, isExposed: false, sealedAt: "2026-11-28T10:00:00Z", sealedBy: "noura@acme-water.example", canOpen: true },
      { id: "x2", ownerId: "i2", ownerName: "Utilities", field: "password", sealedTo: 1, enrolled: 2, isExposed: true, sealedAt: "2026-11-20T10:00:00Z", sealedBy: "noura@acme-water.example", canOpen: true },
    ],
    reseal_secrets: () => ({ sealed: 1, notOpened: 0 }),
    list_tenants: () => pageOf([
      { id: "t0", code: "PLATFORM", nameEn: "Platform", nameAr: "المنصة", currency: "SAR", timeZone: "Asia/Riyadh", isActive: true, createdAt: "2026-08-30T00:00:00Z", version: 1, isOpened: false, isPlatform: true },
      { id: "t1", code: "ACME", nameEn: "Acme Water", nameAr: "أكمي للمياه", currency: "SAR", timeZone: "Asia/Riyadh", isActive: true, createdAt: "2026-09-01T00:00:00Z", version: 1, isOpened: false, isPlatform: false },
      { id: "t2", code: "SLDHA", nameEn: "Saldha Power and Water Cogeneration Company", nameAr: "شركة صلدها للطاقة وتحلية المياه", currency: "USD", timeZone: "Asia/Riyadh", isActive: false, createdAt: "2026-10-12T00:00:00Z", version: 4, isOpened: false, isPlatform: false },
    ]),
    update_tenant: ({ id, version, ...change }) => ({ id, code: "ACME", nameEn: "Acme Water", nameAr: "أكمي للمياه", currency: "SAR", timeZone: "Asia/Riyadh", isActive: true, createdAt: "2026-09-01T00:00:00Z", isOpened: false, isPlatform: false, ...change, version: version + 1 }),
    set_tenant_active: () => ({}),
    list_settings: () => settings,
    set_setting: () => settings,
    set_platform_default: () => settings,
    export_actions: () => ({ fileName: "action-log.csv", content: "no,at\r\n" }),
    verify_entries: ({ after }) => ({ ...verdict, entries: after ? 1282 : 700, next: after ? null : { no: 700, hash: verdict.headHash } }),
    verify_action_log: () => verdict,
    get_diagnostics: () => ({
      timestamp: "2026-11-30T06:30:00Z",
      subsystems: {
        database: { status: "connected", source: "central" },
        openai_api: { status: "missing" },
        optimization_engine: { status: "enabled", flag: true },
        external_db_integrations: { status: "enabled", flag: true },
        pi_default_config: { status: "empty", has_url: false },
        sap_default_config: { status: "empty", has_url: false },
        opcua_default_creds: { status: "configured", has_creds: true },
        demo_mode: { status: "disabled", flag: false },
      },
      feature_flags: { demo_mode: false, optimization_engine_enabled: true, external_db_enable: true },
      link: { state: "online", since: "2026-11-30T05:41:00Z", reason: null, workstation: "enrolled" },
      sync: { lag_seconds: null, outbox_depth: null },
      connectors: [{ id: "i1", connector: "opcua", status: "active", state: "reconnecting", reason: "opcua-away", last_reading_at: "2026-11-30T06:29:00Z" }],
      jobs: [{ name: "job-watch-central", is_running: false, last_run_at: "2026-11-30T06:29:58Z", last_seconds: 0.0042, next_run_at: "2026-11-30T06:30:03Z", outcome: "job-watch-central-outcome" }],
      disk: { store_bytes: 48_211_968, free_bytes: 81_233_100_000, spool_rows: 1204 },
      versions: { product: "0.1.0", os: "linux", architecture: "x86_64", local_schema: 14, central_schema: 18, known_central_schema: 18 },
    }),
    create_support_bundle: () => ({ fileName: "optria-support.zip", bytesBase64: "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==" }),
  };
}
