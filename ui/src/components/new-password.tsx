//! A password that a person chooses, typed twice.

import { PasswordInput } from "@mantine/core";
import { useT } from "@/text";

/** As the core has it; it refuses shorter ones too. */
export const LEAST_PASSWORD = 10;

export interface NewPassword {
  next: string;
  again: string;
}

/** Message texts by field; empty when nothing is wrong. */
export function newPasswordProblems({ next, again }: NewPassword, t: (id: string, args?: Record<string, number>) => string): Partial<NewPassword> {
  return {
    ...([...next].length >= LEAST_PASSWORD ? {} : { next: t("ui-password-short", { least: LEAST_PASSWORD }) }),
    ...(again === next ? {} : { again: t("ui-password-differs") }),
  };
}

export function NewPasswordFields({ value, problems, onChange, autoFocus }: {
  value: NewPassword;
  problems: Partial<NewPassword>;
  onChange: (field: keyof NewPassword, text: string) => void;
  autoFocus?: boolean;
}) {
  const t = useT();
  const field = (name: keyof NewPassword) => ({
    value: value[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(name, event.currentTarget.value),
    error: problems[name],
    autoComplete: "new-password",
    dir: "ltr" as const,
    visibilityToggleButtonProps: { "aria-label": t("ui-show-password") },
  });
  return (
    <>
      <PasswordInput
        label={t("ui-password-new")}
        description={t("ui-password-rule", { least: LEAST_PASSWORD })}
        autoFocus={autoFocus ?? false}
        {...field("next")}
        data-testid="password-new"
      />
      <PasswordInput label={t("ui-password-new-again")} {...field("again")} data-testid="password-again" />
    </>
  );
}
