//! Actions that are there on every page: go somewhere, switch language or theme, lock, sign out.

import type { Workspace } from "@/bindings";
import { useActions } from "@/actions";
import { useAction } from "@/api";
import { useChangePreferences } from "@/components";
import { navigate } from "@/router";
import { useText } from "@/text";
import { pagesOf } from "./pages";

export function GlobalActions({ workspace, onGoOnline }: { workspace: Workspace; onGoOnline: () => void }) {
  const { preferences } = useText();
  const change = useChangePreferences();
  const lock = useAction("lock");
  const signOut = useAction("sign_out");
  const closeTenant = useAction("close_tenant");
  useActions([
    ...pagesOf(workspace).map((page) => ({
      id: `go-${page.name}`,
      label: page.label,
      group: "ui-group-go",
      keys: page.keys,
      needs: page.needs,
      run: () => navigate(page.href),
    })),
    {
      id: "switch-language",
      label: "ui-switch-language",
      group: "ui-group-reading",
      keys: "mod+shift+L",
      run: () => change({ language: preferences.language === "ar" ? "en" : "ar" }),
    },
    {
      id: "theme-light",
      label: "ui-use-theme-light",
      group: "ui-group-reading",
      run: () => change({ theme: "light" }),
    },
    {
      id: "theme-dark",
      label: "ui-use-theme-dark",
      group: "ui-group-reading",
      run: () => change({ theme: "dark" }),
    },
    {
      id: "digits",
      label: "ui-switch-digits",
      group: "ui-group-reading",
      run: () => change({ digits: preferences.digits === "latn" ? "arab" : "latn" }),
    },
    {
      id: "utc",
      label: "ui-switch-utc",
      group: "ui-group-reading",
      keys: "mod+shift+U",
      run: () => change({ timeZone: preferences.timeZone === "utc" ? "site" : "utc" }),
    },
    { id: "lock", label: "ui-lock", group: "ui-group-session", keys: "mod+L", run: () => lock.mutate({}) },
    { id: "sign-out", label: "ui-sign-out", group: "ui-group-session", run: () => signOut.mutate({}) },
    ...(workspace.central?.link === "password_needed" ? [{ id: "go-online", label: "ui-go-online", group: "ui-group-session", run: onGoOnline }] : []),
    ...(workspace.central?.openedTenant ? [{ id: "close-tenant", label: "ui-tenant-close", group: "ui-group-session", run: () => closeTenant.mutate({}) }] : []),
  ]);
  return null;
}
