//! How this workstation reaches its central database. Kept only once the whole test has passed at the same tenant, so that a
//! mistyped address leaves what works in force.

import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { CentralConnection } from "@/bindings";
import { useAction, useCommand } from "@/api";
import { AddressFields, addressProblems, draftOf, Loaded, Panel, serverOf, StagedTest, TrustFields, trustProblems, useToast, type ServerDraft, type ServerProblems } from "@/components";
import { Tag, useT } from "@/text";
import { Row } from "./reading";
import classes from "./settings.module.css";

const MASK = "***";

export function Connection() {
  const t = useT();
  const query = useCommand("get_connection", {});
  return (
    <Panel title={t("ui-settings-connection")}>
      <Loaded query={query} testId="connection">
        {(connection) => <ConnectionForm key={JSON.stringify(connection)} connection={connection} />}
      </Loaded>
    </Panel>
  );
}

function ConnectionForm({ connection }: { connection: CentralConnection }) {
  const t = useT();
  const toast = useToast();
  const [server, setServer] = useState<ServerDraft>(() => draftOf(connection.server));
  const [role, setRole] = useState(connection.role);
  const [rolePassword, setRolePassword] = useState("");
  const [problems, setProblems] = useState<ServerProblems & { role?: string }>({});
  const save = useAction("save_connection", {
    onDone: (test) => {
      if (!test.passed) return;
      setRolePassword("");
      toast(t("ui-settings-connection-saved"));
    },
    onFailure: () => undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = { ...addressProblems(server), ...trustProblems(server), ...(role.trim() ? {} : { role: "ui-required" }) };
    setProblems(found);
    if (Object.keys(found).length === 0) save.mutate({ server: serverOf(server), role: role.trim(), rolePassword: rolePassword || MASK });
  };
  const change = (next: ServerDraft) => {
    setServer(next);
    setProblems({});
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={600}>
        <Row label={t("ui-central-tenant")} hint={t("ui-settings-connection-tenant-why")}>
          <Tag>{connection.tenantCode}</Tag>
        </Row>
        <AddressFields draft={server} problems={problems} disabled={save.isPending} onChange={change} />
        <div>
          <h3 className={classes.subhead}>{t("ui-central-trust")}</h3>
          <TrustFields draft={server} problems={problems} disabled={save.isPending} onChange={change} />
        </div>
        <TextInput
          label={t("ui-central-role")}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
          error={problems.role ? t(problems.role) : undefined}
          data-testid="connection-role"
        />
        <PasswordInput
          label={t("ui-central-role-password")}
          description={t("ui-settings-connection-password-why")}
          dir="ltr"
          autoComplete="off"
          placeholder={MASK}
          value={rolePassword}
          onChange={(event) => setRolePassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="connection-role-password"
        />
        {save.isIdle ? <p className={classes.hint}>{t("ui-settings-connection-why")}</p> : <StagedTest test={save.data} failure={save.error} isRunning={save.isPending} />}
        <Group>
          <Button type="submit" loading={save.isPending} data-testid="connection-save">
            {t("ui-settings-connection-save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
