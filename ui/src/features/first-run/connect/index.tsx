//! Connecting to the central database, from the address to the first sign-in. One goes back and forth without
//! losing what was typed. Passwords live in this component alone and go with it; one that was refused is typed anew.

import { Button, Group, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Workspace } from "@/bindings";
import { useAction } from "@/api";
import { AddressFields, Entry, FailureNotice, StagedTest, TrustFields } from "@/components";
import { useText } from "@/text";
import { PassphraseStep, SignInStep, TenantStep } from "./steps";
import { StepList } from "./step-list";
import { empty, problemsOf, requestOf, stepsOf, testOf, type Problems, type Step, type Values } from "./values";

export function Connect({ workspace, onBack }: { workspace: Workspace; onBack: () => void }) {
  const { t, preferences } = useText();
  const steps = stepsOf(workspace.keychain !== "available");
  const [at, setAt] = useState<Step>("address");
  const [values, setValues] = useState<Values>(empty);
  const [problems, setProblems] = useState<Problems>({});
  const test = useAction("test_central", { onFailure: () => undefined });
  const connect = useAction("connect_workspace", {
    onFailure: (failure) => {
      const isDue = failure.message.id === "central-password-due";
      setValues((old) => (isDue ? { ...old, isPasswordDue: true } : { ...old, password: "", isPasswordDue: false, next: "", again: "" }));
    },
  });
  const index = steps.indexOf(at);
  const passed = test.data?.passed === true;

  const change = (part: Partial<Values>) => {
    // Whose first password it was is not known of another e-mail.
    setValues((old) => ({ ...old, ...part, ...("email" in part ? { isPasswordDue: false } : {}) }));
    setProblems((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in part) && !("server" in part))));
    // What was tested is no longer what is there.
    if ("server" in part || "role" in part || "rolePassword" in part) test.reset();
  };
  const runTest = () => test.mutate(testOf(values));
  const go = (to: Step) => {
    setProblems({});
    setAt(to);
    if (to === "test" && !test.data) runTest();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(at, values, t);
    setProblems(found);
    if (Object.values(found).some(Boolean) || (at === "test" && !passed)) return;
    const next = steps[index + 1];
    if (next) go(next);
    else connect.mutate(requestOf(values, preferences.language));
  };
  const back = () => {
    const before = steps[index - 1];
    if (before) go(before);
    else onBack();
  };
  const isDue = values.isPasswordDue && connect.error?.message.id === "central-password-due";
  return (
    <Entry testId="connect" title={t("ui-connect-title")} lead={t(`ui-connect-lead-${at}`)} wide steady>
      <StepList steps={steps} at={at} mayGo={(step) => !connect.isPending && steps.indexOf(step) < index} onGo={go} />
      <form onSubmit={submit} noValidate data-testid={`connect-at-${at}`}>
        <Stack gap="md" maw={560}>
          {at === "address" ? <AddressFields takesFocus draft={values.server} problems={problems} onChange={(server) => change({ server })} /> : null}
          {at === "trust" ? <TrustFields takesFocus draft={values.server} problems={problems} onChange={(server) => change({ server })} /> : null}
          {at === "tenant" ? <TenantStep values={values} problems={problems} onChange={change} /> : null}
          {at === "test" ? <StagedTest test={test.data} failure={test.error} isRunning={test.isPending} onRun={runTest} /> : null}
          {at === "passphrase" ? <PassphraseStep keychain={workspace.keychain} values={values} problems={problems} onChange={change} /> : null}
          {at === "sign-in" ? (
            <>
              {connect.error && !connect.isPending && !isDue ? <FailureNotice failure={connect.error} /> : null}
              <SignInStep values={values} problems={problems} onChange={change} />
            </>
          ) : null}
          <Group justify="space-between">
            <Button variant="subtle" color="gray" size="sm" onClick={back} disabled={connect.isPending} data-testid="connect-back">
              {t("ui-back")}
            </Button>
            <Button
              type="submit"
              size="sm"
              loading={connect.isPending}
              disabled={at === "test" && !passed}
              data-testid="connect-next"
            >
              {t(at === "sign-in" ? "ui-connect-go" : "ui-continue")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Entry>
  );
}
