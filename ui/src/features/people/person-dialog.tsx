//! A new person, or the name, role, state and password of one who is there.

import { Button, Group, Modal, PasswordInput, Radio, Stack, Switch, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { Person, Role } from "@/bindings";
import { useAction, useSession } from "@/api";
import { FailureNotice, useForm } from "@/components";
import { useT } from "@/text";
import classes from "./people.module.css";

const roles: readonly Role[] = ["platform_owner", "tenant_admin", "optimization_engineer", "engineer", "viewer"];
const LEAST_PASSWORD = 10;

export function PersonDialog({ person, onClose }: { person: Person | "new" | null; onClose: () => void }) {
  const t = useT();
  const known = person === "new" ? null : person;
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={known ? known.displayName : t("ui-people-add")}
      closeButtonProps={{ "aria-label": t("ui-close") }}
    >
      {person ? <PersonForm key={known?.id ?? "new"} person={known} onClose={onClose} /> : null}
    </Modal>
  );
}

function PersonForm({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const t = useT();
  const mine = useSession()?.person;
  const form = useForm(
    {
      displayName: person?.displayName ?? "",
      email: person?.email ?? "",
      role: person?.role ?? ("engineer" as Role),
      isActive: person?.isActive ?? true,
      password: "",
    },
    (values) => ({
      displayName: values.displayName.trim() ? undefined : t("ui-required"),
      email: /^[^@\s]+@[^@\s]+$/.test(values.email.trim()) ? undefined : t("ui-email-wrong"),
      password:
        (person && values.password === "") || [...values.password].length >= LEAST_PASSWORD
          ? undefined
          : t("ui-password-short", { least: LEAST_PASSWORD }),
    }),
  );
  const create = useAction("create_person", { onDone: onClose, onFailure: () => undefined });
  const update = useAction("update_person", { onDone: onClose, onFailure: () => undefined });
  const failure = create.error ?? update.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.check()) return;
    const { displayName, email, role, isActive, password } = form.values;
    if (person) update.mutate({ id: person.id, displayName: displayName.trim(), role, isActive, ...(password ? { password } : {}) });
    else create.mutate({ displayName: displayName.trim(), email: email.trim(), role, password });
  };
  // Only a platform owner can make another: nobody lends more than they have.
  const offered = roles.filter((role) => role !== "platform_owner" || mine?.role === "platform_owner" || person?.role === role);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {failure ? <FailureNotice failure={failure} /> : null}
        <TextInput
          label={t("ui-people-name")}
          value={form.values.displayName}
          onChange={(event) => form.set("displayName", event.currentTarget.value)}
          error={form.problems.displayName}
          data-autofocus
          data-testid="field-displayName"
        />
        <TextInput
          label={t("ui-email")}
          type="email"
          dir="ltr"
          disabled={person !== null}
          value={form.values.email}
          onChange={(event) => form.set("email", event.currentTarget.value)}
          error={form.problems.email}
          data-testid="field-email"
        />
        <Radio.Group label={t("ui-people-role")} value={form.values.role} onChange={(role) => form.set("role", role as Role)}>
          <Stack gap={6} mt={4}>
            {offered.map((role) => (
              <Radio
                key={role}
                value={role}
                size="xs"
                label={
                  <>
                    <span className={classes.name}>{t(`ui-role-${role.replaceAll("_", "-")}`)}</span>
                    <span className={classes.may}>{t(`ui-role-${role.replaceAll("_", "-")}-may`)}</span>
                  </>
                }
                data-testid={`field-role-${role}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        {person ? (
          <Switch
            label={t("ui-people-may-sign-in")}
            checked={form.values.isActive}
            onChange={(event) => form.set("isActive", event.currentTarget.checked)}
            data-testid="field-isActive"
          />
        ) : null}
        <PasswordInput
          label={person ? t("ui-people-new-password") : t("ui-password")}
          description={person ? t("ui-people-new-password-why") : t("ui-password-rule", { least: LEAST_PASSWORD })}
          autoComplete="new-password"
          dir="ltr"
          value={form.values.password}
          onChange={(event) => form.set("password", event.currentTarget.value)}
          error={form.problems.password}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="field-password"
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("ui-cancel")}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending} data-testid="person-save">
            {person ? t("ui-save") : t("ui-people-add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
