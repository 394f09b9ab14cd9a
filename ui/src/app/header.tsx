//! The header: palette, that the plant is simulated (in every width of the window), the central database, collection state, the plant's clock with its zone, language, theme, the person.

import { Menu, UnstyledButton } from "@mantine/core";
import { IconLock, IconLogout, IconSearch, IconUserCog } from "@tabler/icons-react";
import type { ConnectionState, Session, Workspace } from "@/bindings";
import { Keys, openPalette } from "@/actions";
import { useAction, useCommand } from "@/api";
import { LanguageSwitch, ShapeIcon, SimulatedMark, ThemeSwitch, useNow, type Shape } from "@/components";
import { links, navigate } from "@/router";
import { useFormat, useT } from "@/text";
import { CentralStatusButton } from "./central-status";
import classes from "./shell.module.css";

export function Header({ workspace, session, onGoOnline }: { workspace: Workspace; session: Session; onGoOnline: () => void }) {
  const t = useT();
  return (
    <header className={classes.header} data-testid="header">
      <UnstyledButton className={classes.palette} onClick={openPalette} aria-label={t("ui-palette-search")}>
        <IconSearch size={15} aria-hidden />
        <span>{t("ui-palette-search")}</span>
        <Keys keys="mod+K" />
      </UnstyledButton>
      {workspace.kind === "demo" ? <SimulatedMark /> : null}
      <div className={classes.spring} />
      {workspace.central ? <CentralStatusButton central={workspace.central} onGoOnline={onGoOnline} /> : null}
      <Connections />
      <Clock zone={workspace.timeZone} />
      <LanguageSwitch />
      <ThemeSwitch />
      <PersonMenu session={session} />
    </header>
  );
}

function Clock({ zone }: { zone: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <div className={classes.clock} data-testid="clock">
      <bdi className={classes.clockTime}>{format.time(now, "second")}</bdi>
      <bdi dir="ltr" className={classes.clockZone}>
        {format.zone(zone).replaceAll("_", " ")} {format.offset(now)}
      </bdi>
    </div>
  );
}

/** Worst state first: one look tells whether everything that should stream does. */
const worstFirst: ConnectionState["state"][] = ["failed", "reconnecting", "connecting", "streaming", "elsewhere", "standby", "stopped"];
const shapes: Record<ConnectionState["state"], [Shape, string]> = {
  failed: ["diamond", "var(--critical)"],
  reconnecting: ["triangle", "var(--warning-fill)"],
  connecting: ["half", "var(--notice)"],
  streaming: ["circle", "var(--process)"],
  elsewhere: ["ring", "var(--process)"],
  standby: ["ring", "var(--process)"],
  stopped: ["hollow-square", "var(--process)"],
};

function Connections() {
  const t = useT();
  const { data } = useCommand("list_integrations", {});
  if (!data || data.length === 0) return null;
  const present = worstFirst
    .map((state) => ({ state, count: data.filter((card) => card.connection.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <a href={links.integrations()} className={classes.connections} data-testid="connection-summary">
      {present.slice(0, 2).map(({ state, count }) => (
        <span key={state} style={{ display: "inline-flex", gap: 5, alignItems: "center" }}>
          <span style={{ color: shapes[state][1], display: "inline-flex" }}>
            <ShapeIcon shape={shapes[state][0]} />
          </span>
          {t("ui-connections-count", { count, state: t(`ui-connection-${state}`) })}
        </span>
      ))}
    </a>
  );
}

function PersonMenu({ session }: { session: Session }) {
  const t = useT();
  const lock = useAction("lock");
  const signOut = useAction("sign_out");
  const { person } = session;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button type="button" className={classes.person} data-testid="user-menu">
          <span className={classes.initials} aria-hidden>
            {initials(person.displayName)}
          </span>
          <span>
            <span className={classes.personName}>{person.displayName}</span>
            <span className={classes.personRole}>{t(`ui-role-${person.role.replaceAll("_", "-")}`)}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi dir="ltr">{person.email}</bdi>
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCog size={15} />} onClick={() => navigate(links.settings("account"))}>
          {t("ui-my-account")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLock size={15} />} onClick={() => lock.mutate({})} data-testid="lock">
          {t("ui-lock")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} className="points" />} onClick={() => signOut.mutate({})} data-testid="sign-out">
          {t("ui-sign-out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** First letters of the first and last word: "Noura Al-Qahtani" is NA. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}
