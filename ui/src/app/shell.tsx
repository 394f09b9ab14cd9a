//! The frame around every page: sidebar by capability, header with the plant's clock, and what must always be seen
//! (simulated plant, recovered store, collection state, the link to the central database, a tenant that was opened).

import { Suspense, useEffect, useRef, useState } from "react";
import type { Session, Workspace } from "@/bindings";
import { ActionsProvider, Palette } from "@/actions";
import { useCan } from "@/api";
import { GoOnline, LoadingState, NotAllowed } from "@/components";
import { links, navigate, useLanding, usePlace } from "@/router";
import { useT } from "@/text";
import { OfflineNotice, OpenedTenant } from "./central-notices";
import { Crash } from "./crash";
import { Header } from "./header";
import { pagesOf } from "./pages";
import { RecoveryNotice, SettingsLost } from "./recovery-notice";
import { GlobalActions } from "./global-actions";
import { Sidebar } from "./sidebar";
import classes from "./shell.module.css";

export function Shell({ workspace, session }: { workspace: Workspace; session: Session }) {
  const t = useT();
  const { central } = workspace;
  const [goesOnline, setGoesOnline] = useState(false);
  const goOnline = () => setGoesOnline(true);
  return (
    <ActionsProvider>
      <GlobalActions workspace={workspace} onGoOnline={goOnline} />
      <a className={classes.skip} href="#main" onClick={skipToMain}>
        {t("ui-skip-to-content")}
      </a>
      <div className={classes.shell} data-testid="app-shell">
        <Sidebar workspace={workspace} />
        <div className={classes.right}>
          {central?.openedTenant ? <OpenedTenant opened={central.openedTenant} /> : null}
          <Header workspace={workspace} session={session} onGoOnline={goOnline} />
          {central ? <OfflineNotice central={central} onGoOnline={goOnline} /> : null}
          {workspace.recovery ? <RecoveryNotice notice={workspace.recovery} /> : null}
          {workspace.settingsLost ? <SettingsLost /> : null}
          <main id="main" className={classes.main} tabIndex={-1}>
            <CurrentPage workspace={workspace} />
          </main>
        </div>
      </div>
      <Palette />
      {central ? <GoOnline opened={goesOnline} onClose={() => setGoesOnline(false)} /> : null}
    </ActionsProvider>
  );
}

/** The address is a hash already, so the link must not change it. */
function skipToMain(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function CurrentPage({ workspace }: { workspace: Workspace }) {
  const { path } = usePlace();
  const name = path[0] ?? "dashboard";
  const id = path[1];
  const page = pagesOf(workspace).find((entry) => entry.name === name);
  const may = useCan(page?.needs ?? "view_plant");
  useLanding();
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its top, by eye and by screen reader.
    if (!first.current) document.getElementById("main")?.scrollTo?.({ top: 0 });
    first.current = false;
  }, [name, id]);
  useEffect(() => {
    if (!page) navigate(links.dashboard(), { replace: true });
  }, [page]);
  if (!page) return null;
  if (!may) {
    return <NotAllowed needs={page.needs} />;
  }
  const { Feature } = page;
  return (
    <Crash key={name}>
      <Suspense fallback={<LoadingState />}>
        <Feature />
      </Suspense>
    </Crash>
  );
}
