//! A damaged file cost the workspace its administrators: what was carried over stays, and somebody takes it over anew.

import type { Workspace } from "@/bindings";
import { useAction } from "@/api";
import { Entry, RecoveryFacts } from "@/components";
import { useText } from "@/text";
import { Administrator } from "./administrator";

export function RestoreWorkspace({ workspace }: { workspace: Workspace }) {
  const { t, preferences } = useText();
  const restore = useAction("restore_workspace", { onFailure: () => undefined });
  return (
    <Entry testId="restore-workspace" title={t("ui-restore-title")} lead={t("ui-restore-lead")}>
      {workspace.recovery ? <RecoveryFacts notice={workspace.recovery} /> : null}
      <Administrator
        busy={restore.isPending}
        failure={restore.error}
        name={workspace.name}
        submitLabel={t("ui-restore")}
        onDone={(values) =>
          restore.mutate({
            name: values.workspaceName.trim(),
            timeZone: values.timeZone,
            currency: values.currency,
            administrator: { displayName: values.displayName.trim(), email: values.email.trim(), password: values.password },
            language: preferences.language,
          })
        }
      />
    </Entry>
  );
}
