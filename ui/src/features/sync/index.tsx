//! The sync page of a central workspace: how it stands with the central database, what waits, which fields two people
//! changed at once, what was refused, and what became of everything in the last 35 days.

import { Tabs } from "@mantine/core";
import { useCommand, useWorkspace } from "@/api";
import { EmptyState, Page } from "@/components";
import { oneOf } from "@/components/closed-lists";
import { links, navigate, useParam, type SyncTab } from "@/router";
import { useFormat, useT } from "@/text";
import { Conflicts } from "./conflicts";
import { History, Refused } from "./receipts";
import { SetAside } from "./set-aside";
import { Standing } from "./standing";
import { TakeIn } from "./take-in";
import { Waiting } from "./waiting";
import classes from "./sync.module.css";

const tabs: readonly SyncTab[] = ["waiting", "conflicts", "refused", "history"];
const parts: Record<SyncTab, () => React.ReactNode> = { waiting: Waiting, conflicts: Conflicts, refused: Refused, history: History };

/** The last exchange moves on without anything that would be told. */
const POLL_MILLISECONDS = 5_000;

export default function Sync() {
  const t = useT();
  const { central } = useWorkspace();
  return (
    <Page testId="sync" title={t("ui-nav-sync")} subtitle={central ? <span data-testid="saved-and-sent">{t("ui-sync-saved-sent")}</span> : null} actions={central ? <TakeIn /> : null} fill>
      {central ? <Parts central={central} /> : <EmptyState title={t("ui-sync-standalone")}>{t("ui-sync-standalone-why")}</EmptyState>}
    </Page>
  );
}

function Parts({ central }: { central: NonNullable<ReturnType<typeof useWorkspace>["central"]> }) {
  const t = useT();
  const format = useFormat();
  const [wanted] = useParam("tab");
  const tab = oneOf(tabs, wanted) ?? "waiting";
  const query = useCommand("get_sync", {}, { everyMilliseconds: POLL_MILLISECONDS });
  const counts: Partial<Record<SyncTab, number>> = { waiting: query.data?.waiting, conflicts: query.data?.conflicts, refused: query.data?.rejectedUnseen };
  const Part = parts[tab];
  return (
    <>
      <Standing central={central} query={query} />
      {query.data?.setAside ? <SetAside count={query.data.setAside} /> : null}
      <Tabs value={tab} onChange={(to) => navigate(links.sync(oneOf(tabs, to)))} mb="sm" aria-label={t("ui-sync-tabs")}>
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each} aria-controls={undefined} data-testid={`tab-${each}`}>
              {t(`ui-sync-tab-${each}`)}
              {counts[each] ? (
                <b className={classes.count} data-trouble={each === "waiting" ? undefined : true}>
                  {format.integer(counts[each])}
                </b>
              ) : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Part />
    </>
  );
}
