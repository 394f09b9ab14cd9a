//! A password that the database made, shown this once: handed to its person, and changed by them at the first sign-in.

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { CopyText } from "@/components";
import { useT } from "@/text";

export interface ShownPassword {
  name: string;
  email: string;
  password: string;
  isReset: boolean;
}

export function PasswordShown({ shown, onClose }: { shown: ShownPassword | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={shown !== null}
      onClose={onClose}
      title={shown ? t("ui-users-password-of", { name: shown.name }) : ""}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      data-testid="password-shown-dialog"
    >
      {shown ? (
        <Stack gap="sm">
          <Text size="sm">{t(shown.isReset ? "ui-users-password-reset-done" : "ui-users-created", { name: shown.name })}</Text>
          <Text size="sm">
            {t("ui-email")}: <bdi dir="ltr">{shown.email}</bdi>
          </Text>
          <CopyText text={shown.password} testId="password-shown" />
          <Text size="sm" c="var(--warning)">
            {t("ui-users-password-once")}
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose} data-testid="password-shown-done">
              {t("ui-users-password-handed")}
            </Button>
          </Group>
        </Stack>
      ) : null}
    </Modal>
  );
}
