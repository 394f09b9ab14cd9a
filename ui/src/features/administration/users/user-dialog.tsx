//! A new user, or the name, role, language and state of one who is there. Switching somebody off says what it does before.

import { Radio, SegmentedControl, Stack, Switch, TextInput } from "@mantine/core";
import type { Role, UserRow } from "@/bindings";
import { useAction, useSession } from "@/api";
import { useConfirm, useForm, useToast } from "@/components";
import { kebab } from "@/components/closed-lists";
import { FormDialog } from "@/components/form-dialog";
import { useFormat, useT } from "@/text";
import classes from "../administration.module.css";
import type { ShownPassword } from "./password-shown";

const ROLES: readonly Role[] = ["platform_owner", "tenant_admin", "optimization_engineer", "engineer", "viewer"];

type Edited = Pick<UserRow, "displayName" | "role" | "locale" | "isActive">;

export interface UserDialogProps {
  user: UserRow | "new" | null;
  onClose: () => void;
  onCreated: (shown: ShownPassword) => void;
}

export function UserDialog({ user, ...rest }: UserDialogProps) {
  return user ? <UserForm key={user === "new" ? "new" : user.id} user={user === "new" ? null : user} {...rest} /> : null;
}

function UserForm({ user, onClose, onCreated }: { user: UserRow | null; onClose: () => void; onCreated: (shown: ShownPassword) => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const confirm = useConfirm();
  const mine = useSession()?.person.role;
  const form = useForm(
    {
      displayName: user?.displayName ?? "",
      email: user?.email ?? "",
      role: user?.role ?? ("engineer" as Role),
      locale: user?.locale ?? "en",
      isActive: user?.isActive ?? true,
    },
    (values) => ({
      displayName: values.displayName.trim() ? undefined : t("ui-required"),
      email: /^[^@\s]+@[^@\s]+$/.test(values.email.trim()) ? undefined : t("ui-email-wrong"),
    }),
  );
  const { values } = form;
  const create = useAction("create_user", {
    onDone: ({ user: made, password }) => {
      onClose();
      onCreated({ name: made.displayName, email: made.email, password, isReset: false });
    },
    onFailure: () => undefined,
  });
  const update = useAction("update_user", {
    onDone: (saved) => {
      toast(t("ui-users-saved", { name: saved.displayName }));
      onClose();
    },
    onFailure: () => undefined,
  });
  const submit = async () => {
    if (!form.check()) return;
    const displayName = values.displayName.trim();
    const { role, locale, isActive } = values;
    if (!user) return create.mutate({ displayName, email: values.email.trim(), role, locale });
    const leaves = user.isActive && !isActive;
    const yes =
      !leaves ||
      (await confirm({
        title: t("ui-users-deactivate-title", { name: user.displayName }),
        effect: t("ui-users-deactivate-effect", { count: user.openSessions, shown: format.integer(user.openSessions) }),
        confirm: t("ui-users-deactivate"),
        destroys: true,
      }));
    // Only what changed is sent: what somebody else changed meanwhile is not put back.
    if (yes) update.mutate({ id: user.id, version: user.version, ...changed<Edited>({ displayName, role, locale, isActive }, user) });
  };
  // Only a platform owner makes another: nobody lends more than they have.
  const offered = ROLES.filter((role) => role !== "platform_owner" || mine === "platform_owner" || user?.role === role);
  return (
    <FormDialog
      opened
      title={user ? user.displayName : t("ui-users-add")}
      onClose={onClose}
      onSubmit={() => void submit()}
      submitLabel={t(user ? "ui-save" : "ui-users-add")}
      submitTestId="user-save"
      isBusy={create.isPending || update.isPending}
      failure={create.error ?? update.error}
      testId="user-dialog"
    >
      <Stack gap="sm" mb="sm">
        <TextInput
          label={t("ui-people-name")}
          value={values.displayName}
          onChange={(event) => form.set("displayName", event.currentTarget.value)}
          error={form.problems.displayName}
          data-autofocus
          data-testid="field-displayName"
        />
        <TextInput
          label={t("ui-email")}
          type="email"
          dir="ltr"
          disabled={user !== null}
          value={values.email}
          onChange={(event) => form.set("email", event.currentTarget.value)}
          error={form.problems.email}
          data-testid="field-email"
        />
        <Radio.Group label={t("ui-people-role")} value={values.role} onChange={(role) => form.set("role", role as Role)}>
          <Stack gap={6} mt={4}>
            {offered.map((role) => (
              <Radio
                key={role}
                value={role}
                size="xs"
                disabled={user?.isSelf ?? false}
                label={
                  <>
                    <span className={`${classes.name} ${classes.block}`}>{t(`ui-role-${kebab(role)}`)}</span>
                    <span className={`${classes.quiet} ${classes.block}`}>{t(`ui-role-${kebab(role)}-may`)}</span>
                  </>
                }
                data-testid={`field-role-${role}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <div>
          <div className={classes.name} id="user-locale">
            {t("ui-users-language")}
          </div>
          <SegmentedControl
            size="xs"
            mt={4}
            aria-labelledby="user-locale"
            value={values.locale}
            onChange={(locale) => form.set("locale", locale)}
            data={[
              { value: "en", label: "English" },
              { value: "ar", label: "العربية" },
            ]}
            data-testid="field-locale"
          />
        </div>
        {user ? (
          <Switch
            label={t("ui-people-may-sign-in")}
            description={user.isSelf ? t("ui-users-not-oneself") : undefined}
            disabled={user.isSelf}
            checked={values.isActive}
            onChange={(event) => form.set("isActive", event.currentTarget.checked)}
            data-testid="field-isActive"
          />
        ) : (
          <p className={classes.hint}>{t("ui-users-password-is-made")}</p>
        )}
      </Stack>
    </FormDialog>
  );
}

function changed<T extends object>(now: T, before: { [F in keyof T]: T[F] }): Partial<T> {
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== before[field as keyof T])) as Partial<T>;
}
