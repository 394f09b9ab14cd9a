//! The wizard's own steps: the tenant and its role, the passphrase where there is no keychain, the first sign-in.

import { PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { KeychainState } from "@/bindings";
import { NewPasswordFields } from "@/components";
import { useT } from "@/text";
import type { Problems, Values } from "./values";

interface StepProps {
  values: Values;
  problems: Problems;
  onChange: (part: Partial<Values>) => void;
}

type TextField = "tenantCode" | "role" | "rolePassword" | "passphrase" | "passphraseAgain" | "email" | "password";

function useField({ values, problems, onChange }: StepProps) {
  return (name: TextField) => ({
    value: values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
    error: problems[name],
    dir: "ltr" as const,
    spellCheck: false,
    "data-testid": `connect-${name}`,
  });
}

export function TenantStep(props: StepProps) {
  const t = useT();
  const field = useField(props);
  return (
    <Stack gap="sm">
      <TextInput label={t("ui-connect-tenant-code")} description={t("ui-connect-tenant-code-help")} autoComplete="off" autoFocus {...field("tenantCode")} />
      <TextInput label={t("ui-central-role")} description={t("ui-central-role-help")} autoComplete="off" {...field("role")} />
      <PasswordInput
        label={t("ui-central-role-password")}
        description={t("ui-central-role-password-help")}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
        {...field("rolePassword")}
      />
    </Stack>
  );
}

export function PassphraseStep({ keychain, ...props }: StepProps & { keychain: KeychainState }) {
  const t = useT();
  const field = useField(props);
  const toggle = { "aria-label": t("ui-show-password") };
  return (
    <Stack gap="sm">
      <Text size="sm">{t(`ui-passphrase-new-why-${keychain}`)}</Text>
      <PasswordInput label={t("ui-passphrase")} autoComplete="new-password" autoFocus visibilityToggleButtonProps={toggle} {...field("passphrase")} />
      <PasswordInput label={t("ui-passphrase-again")} autoComplete="new-password" visibilityToggleButtonProps={toggle} {...field("passphraseAgain")} />
      <Text size="sm" c="var(--warning)">
        {t("ui-passphrase-warning")}
      </Text>
    </Stack>
  );
}

export function SignInStep(props: StepProps) {
  const t = useT();
  const field = useField(props);
  const { values, problems, onChange } = props;
  return (
    <Stack gap="sm">
      <TextInput label={t("ui-email")} type="email" autoComplete="username" autoFocus={!values.isPasswordDue} {...field("email")} />
      <PasswordInput
        label={t("ui-password")}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
        {...field("password")}
      />
      {values.isPasswordDue ? (
        <>
          <Text size="sm" role="status" data-testid="connect-password-due">
            {t("ui-password-due-lead")}
          </Text>
          <NewPasswordFields autoFocus value={values} problems={problems} onChange={(name, text) => onChange({ [name]: text })} />
        </>
      ) : null}
    </Stack>
  );
}
