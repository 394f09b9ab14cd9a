//! To look at pages without a core: the whole UI over the fake plant. `npx vite --config tests/look/vite.config.ts`.
//! `?stage=new|passphrase_needed|sign-in&flag=off` chooses where it begins, `?central=admin|owner|opened|offline|due` a central workspace,
//! `&sync=quiet` one that has sent everything.

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@/theme/global.css";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "@/api";
import { App } from "@/app/app";
import { parsePreferences } from "@/text";
import { central, centralSession, centralWorkspace, failed, fakeCentral, offline } from "../support/fake-central";
import { fakeHost, failure } from "../support/fake-host";
import { fakePlant, session, workspace } from "../support/fake-plant";
import { fakeSync, quietSync } from "../support/fake-sync";

const wish = new URLSearchParams(window.location.search);
const stage = wish.get("stage");
const read = parsePreferences({ language: wish.get("language") ?? "en", theme: wish.get("theme") ?? "light", digits: wish.get("digits") ?? "latn", calendar: wish.get("calendar") ?? "gregory" });
localStorage.setItem("optria-preferences", JSON.stringify(read));
const people = [
  { email: "owner@demo.example", displayName: "Khalid Al-Harbi", role: "platform_owner" as const },
  { email: "admin@demo.example", displayName: "Noura Al-Qahtani", role: "tenant_admin" as const },
  { email: "optimization@demo.example", displayName: "Faisal Al-Otaibi", role: "optimization_engineer" as const },
  { email: "engineer@demo.example", displayName: "Sara Al-Ghamdi", role: "engineer" as const },
  { email: "viewer@demo.example", displayName: "Omar Al-Zahrani", role: "viewer" as const },
];
const space = workspace({
  session: stage ? null : session(read),
  stage: stage === "new" || stage === "passphrase_needed" ? stage : "open",
  keychain: stage === "passphrase_needed" || wish.get("keychain") ? "missing" : "available",
  demoPeople: people,
  demoPassword: "demo",
});
space.flags.optimizationEngineEnabled = wish.get("flag") !== "off";
const wanted = wish.get("central");
const opened = { id: "t1", code: "ACME", nameEn: "Acme Water", nameAr: "أكمي للمياه", reason: "Ticket 4711: mappings were lost after the upgrade", since: "2026-11-30T06:02:00Z" };
const standing = wanted === "opened" ? central({ isPlatform: true, openedTenant: opened }) : wanted === "offline" ? offline() : wanted === "password" ? central({ link: "password_needed" }) : central({ isPlatform: wanted === "owner" });
const who = centralSession(wanted === "owner" || wanted === "opened" ? "platform_owner" : "tenant_admin", read);
const shown = wanted
  ? centralWorkspace({ central: standing, stage: space.stage, keychain: space.keychain, session: stage ? null : { ...who, passwordDue: wanted === "due" } })
  : space;
const handlers = { ...fakePlant(shown, { assets: 66, recommendations: Number(wish.get("many") ?? 62), orders: 14 }), ...fakeCentral(), ...(wish.get("sync") === "quiet" ? quietSync() : fakeSync()) };
if (wish.get("fail") === "role") {
  handlers.sign_in = () => {
    throw failure("unavailable", "central-role-refused");
  };
}
if (wish.get("fail") === "test") handlers.test_central = () => failed;
const root = document.getElementById("root");
if (root) createRoot(root).render(<App host={fakeHost(handlers)} client={newQueryClient()} />);
