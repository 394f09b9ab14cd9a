//! What stands before the plant: no workspace yet, a store that needs its passphrase, one that lost its administrators, nobody signed in, a locked session, a password that is due.

import { useEffect } from "react";
import { useWorkspaceQuery } from "@/api";
import { Entry, ErrorState, LoadingState } from "@/components";
import { FirstRun, RestoreWorkspace } from "@/features/first-run";
import { KeychainNeeded, PassphraseNeeded, PasswordDue, SignIn, UnlockSession } from "@/features/sign-in";
import { FormatProvider, useT } from "@/text";
import { PersonPreferences } from "./person-preferences";
import { Shell } from "./shell";

/** A window that is not in view paints nothing, and must come to be ready all the same. */
const LONGEST_PAINT_MILLISECONDS = 600;

/** Tests and `xtask run` wait for `data-app`: the first meaningful paint is done when the second frame begins. */
function afterPaint(act: () => void): () => void {
  const timer = setTimeout(act, LONGEST_PAINT_MILLISECONDS);
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act);
  });
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

export function Gate() {
  const t = useT();
  const query = useWorkspaceQuery();
  const { data: workspace, error } = query;
  useEffect(() => {
    if (workspace || error) return afterPaint(() => (document.documentElement.dataset.app = "ready"));
  }, [workspace, error]);

  if (!workspace) {
    if (!error) return <LoadingState />;
    return (
      <Entry testId="not-opened" title={t("ui-not-opened")} wide>
        <ErrorState failure={error} onRetry={() => void query.refetch()} />
      </Entry>
    );
  }
  return (
    <FormatProvider zone={workspace.timeZone || "UTC"}>
      <PersonPreferences session={workspace.session} />
      {workspace.stage === "new" ? (
        <FirstRun workspace={workspace} />
      ) : workspace.stage === "passphrase_needed" ? (
        <PassphraseNeeded workspace={workspace} />
      ) : workspace.stage === "keychain_needed" ? (
        <KeychainNeeded workspace={workspace} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : workspace.stage === "administrator_needed" ? (
        <RestoreWorkspace workspace={workspace} />
      ) : !workspace.session ? (
        <SignIn workspace={workspace} />
      ) : workspace.session.isLocked ? (
        <UnlockSession workspace={workspace} session={workspace.session} />
      ) : workspace.session.passwordDue ? (
        <PasswordDue session={workspace.session} />
      ) : (
        <Shell workspace={workspace} session={workspace.session} />
      )}
    </FormatProvider>
  );
}
