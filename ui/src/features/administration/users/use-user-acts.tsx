//! What an administrator does to a user beside editing: a new password, ending sessions. Each says its effect before.

import type { UserRow } from "@/bindings";
import { useAction } from "@/api";
import { useConfirm, useToast } from "@/components";
import { useFormat, useT } from "@/text";
import type { ShownPassword } from "./password-shown";

export function useUserActs(show: (shown: ShownPassword) => void) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const confirm = useConfirm();
  const reset = useAction("reset_user_password");
  const end = useAction("revoke_user_sessions", {
    onDone: ({ ended }) => toast(t("ui-users-sessions-ended", { count: ended, shown: format.integer(ended) })),
  });
  return {
    reset: async (user: UserRow) => {
      const yes = await confirm({
        title: t("ui-users-reset-title", { name: user.displayName }),
        effect: t("ui-users-reset-effect"),
        confirm: t("ui-users-reset"),
        destroys: true,
      });
      if (!yes) return;
      reset.mutate(
        { id: user.id },
        {
          onSuccess: ({ password }) => {
            show({ name: user.displayName, email: user.email, password, isReset: true });
            reset.reset();
          },
        },
      );
    },
    endSessions: async (user: UserRow) => {
      const yes = await confirm({
        title: t("ui-users-end-sessions-title", { name: user.displayName }),
        effect: (
          <>
            {t("ui-users-end-sessions-effect", { count: user.openSessions, shown: format.integer(user.openSessions) })}
            {user.isSelf ? ` ${t("ui-users-end-sessions-self")}` : ""}
          </>
        ),
        confirm: t("ui-users-end-sessions"),
        destroys: true,
      });
      if (yes) end.mutate({ id: user.id });
    },
  };
}
