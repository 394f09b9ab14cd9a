//! The first run, and adding another workspace: a person chooses the demo plant, an empty workspace or the central database.
//! Where there is no usable keychain a passphrase is asked for first, and the reason is said.

import { useState } from "react";
import type { CreateWorkspace, Workspace } from "@/bindings";
import { useAction } from "@/api";
import { Entry } from "@/components";
import { useText } from "@/text";
import { Administrator, type AdministratorValues } from "./administrator";
import { Choice } from "./choice";
import { Connect } from "./connect";
import { NewPassphrase } from "./new-passphrase";

export { RestoreWorkspace } from "./restore";

type WorkspaceKind = CreateWorkspace["kind"];
type Step = { at: "choice" } | { at: "administrator" } | { at: "connect" } | { at: "passphrase"; kind: WorkspaceKind; values?: AdministratorValues };

export function FirstRun({ workspace }: { workspace: Workspace }) {
  const { t, preferences } = useText();
  const [step, setStep] = useState<Step>({ at: "choice" });
  const create = useAction("create_workspace", { onFailure: () => undefined });
  const needsPassphrase = workspace.keychain !== "available";

  const make = (kind: WorkspaceKind, values?: AdministratorValues, passphrase?: string) =>
    create.mutate({
      kind,
      language: preferences.language,
      ...(passphrase ? { passphrase } : {}),
      ...(values
        ? {
            name: values.workspaceName.trim(),
            timeZone: values.timeZone,
            currency: values.currency,
            administrator: { displayName: values.displayName.trim(), email: values.email.trim(), password: values.password },
          }
        : {}),
    });
  const go = (kind: WorkspaceKind, values?: AdministratorValues) =>
    needsPassphrase ? setStep({ at: "passphrase", kind, values }) : make(kind, values);
  const failure = create.error;

  if (step.at === "connect") return <Connect workspace={workspace} onBack={() => setStep({ at: "choice" })} />;
  if (step.at === "passphrase") {
    return (
      <Entry testId="first-run" title={t("ui-passphrase-choose")} lead={t(`ui-passphrase-new-why-${workspace.keychain}`)}>
        <NewPassphrase
          busy={create.isPending}
          failure={failure}
          onBack={() => setStep(step.kind === "demo" ? { at: "choice" } : { at: "administrator" })}
          onDone={(passphrase) => make(step.kind, step.values, passphrase)}
        />
      </Entry>
    );
  }
  if (step.at === "administrator") {
    return (
      <Entry testId="first-run" title={t("ui-first-administrator")} lead={t("ui-first-administrator-lead")}>
        <Administrator busy={create.isPending} failure={failure} onBack={() => setStep({ at: "choice" })} onDone={(values) => go("empty", values)} />
      </Entry>
    );
  }
  return (
    <Entry testId="first-run" title={t("ui-first-run-title")} lead={t(workspace.workspacesHere > 0 ? "ui-first-run-lead-another" : "ui-first-run-lead")} wide>
      <Choice
        busy={create.isPending}
        failure={failure}
        isDemoOffered={workspace.flags.demoMode}
        onDemo={() => go("demo")}
        onEmpty={() => setStep({ at: "administrator" })}
        onConnect={() => setStep({ at: "connect" })}
      />
    </Entry>
  );
}
