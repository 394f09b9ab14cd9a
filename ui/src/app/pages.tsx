//! Which feature stands at which address. Features are loaded when first shown, so the first paint carries only the shell.

import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Capability, Workspace } from "@/bindings";
import { links } from "@/router";

export interface PageEntry {
  /** First part of the address and folder of the feature. */
  name: string;
  /** Message id of its name in the sidebar. */
  label: string;
  href: string;
  keys: string;
  needs: Capability;
  /** Only in a workspace of that kind: people of a central one are administered centrally. */
  only?: "central" | "standalone";
  Feature: LazyExoticComponent<ComponentType>;
}

const features = import.meta.glob<{ default: ComponentType }>(["../features/*/index.tsx", "!../features/first-run/index.tsx"]);

function feature(name: string): LazyExoticComponent<ComponentType> {
  return lazy(() => {
    const load = features[`../features/${name}/index.tsx`];
    return load ? load() : Promise.reject(new Error(`no feature ${name}`));
  });
}

const pages: readonly PageEntry[] = [
  { name: "dashboard", label: "ui-nav-dashboard", href: links.dashboard(), keys: "alt+1", needs: "view_plant", Feature: feature("dashboard") },
  { name: "assets", label: "ui-nav-assets", href: links.assets(), keys: "alt+2", needs: "view_plant", Feature: feature("assets") },
  { name: "integrations", label: "ui-nav-integrations", href: links.integrations(), keys: "alt+3", needs: "view_plant", Feature: feature("integrations") },
  { name: "optimization", label: "ui-nav-optimization", href: links.optimization(), keys: "alt+4", needs: "view_optimization", Feature: feature("optimization") },
  { name: "work-orders", label: "ui-nav-work-orders", href: links.workOrders(), keys: "alt+5", needs: "view_plant", Feature: feature("work-orders") },
  { name: "onboarding", label: "ui-nav-onboarding", href: links.onboarding(), keys: "alt+9", needs: "manage_integrations", Feature: feature("onboarding") },
  { name: "people", label: "ui-nav-people", href: links.people(), keys: "alt+6", needs: "manage_people", only: "standalone", Feature: feature("people") },
  { name: "administration", label: "ui-nav-administration", href: links.administration(), keys: "alt+6", needs: "manage_people", only: "central", Feature: feature("administration") },
  { name: "sync", label: "ui-nav-sync", href: links.sync(), keys: "alt+8", needs: "view_plant", only: "central", Feature: feature("sync") },
  { name: "settings", label: "ui-nav-settings", href: links.settings(), keys: "alt+7", needs: "view_plant", Feature: feature("settings") },
];

export function pagesOf({ central }: Workspace): readonly PageEntry[] {
  const here = central ? "central" : "standalone";
  return pages.filter(({ only }) => only === undefined || only === here);
}
