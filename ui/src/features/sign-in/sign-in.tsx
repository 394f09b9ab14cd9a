//! Sign-in by e-mail and password; in the demo plant also by a click on one of its people. In a central workspace it says
//! where the database is, whether it is reached, and lets a changed password of the tenant's role be given.

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { Workspace } from "@/bindings";
import { useAction } from "@/api";
import { Entry, FailureNotice, isRoleRefused, RenewRolePassword, useForm } from "@/components";
import { useName, useT } from "@/text";
import { CentralLine } from "./central-line";
import { DemoPeople } from "./demo-people";
import classes from "./sign-in.module.css";

export function SignIn({ workspace }: { workspace: Workspace }) {
  const t = useT();
  const name = useName();
  const form = useForm({ email: "", password: "" }, (values) => ({
    email: values.email.trim() ? undefined : t("ui-required"),
    password: values.password ? undefined : t("ui-required"),
  }));
  // The failure stands above the form, not in a corner.
  const signIn = useAction("sign_in", { onFailure: () => form.set("password", "") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) signIn.mutate({ email: form.values.email.trim(), password: form.values.password });
  };
  const isRoleOld = workspace.central !== null && (isRoleRefused(signIn.error?.message) || isRoleRefused(workspace.central.reason));
  const isDemo = workspace.kind === "demo" && workspace.demoPeople.length > 0;
  return (
    <Entry testId="sign-in" title={t("ui-sign-in-title")} lead={name(workspace)} wide={isDemo} isSimulated={workspace.kind === "demo"}>
      <div className={isDemo ? classes.columns : undefined}>
        {isDemo ? (
          <DemoPeople
            people={workspace.demoPeople}
            password={workspace.demoPassword}
            busy={signIn.isPending}
            onChoose={(person) => {
              form.set("email", person.email);
              if (workspace.demoPassword) {
                form.set("password", workspace.demoPassword);
                signIn.mutate({ email: person.email, password: workspace.demoPassword });
              }
            }}
          />
        ) : null}
        <form onSubmit={submit} className={isDemo ? classes.form : undefined} noValidate>
          <Stack gap="sm">
            {workspace.central ? <CentralLine central={workspace.central} /> : null}
            {signIn.error ? <FailureNotice failure={signIn.error} /> : null}
            <TextInput
              label={t("ui-email")}
              type="email"
              autoComplete="username"
              dir="ltr"
              autoFocus={!isDemo}
              value={form.values.email}
              onChange={(event) => form.set("email", event.currentTarget.value)}
              error={form.problems.email}
              data-testid="sign-in-email"
            />
            <PasswordInput
              label={t("ui-password")}
              autoComplete="current-password"
              dir="ltr"
              value={form.values.password}
              onChange={(event) => form.set("password", event.currentTarget.value)}
              error={form.problems.password}
              visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
              data-testid="sign-in-password"
            />
            <Button type="submit" size="sm" loading={signIn.isPending} data-testid="sign-in-submit">
              {t("ui-sign-in")}
            </Button>
          </Stack>
        </form>
        {isRoleOld ? <RenewRolePassword onTaken={signIn.reset} /> : null}
      </div>
    </Entry>
  );
}
