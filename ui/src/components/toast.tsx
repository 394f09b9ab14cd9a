//! Short notices at the edge: what was done, or a failure that has no better place. They never take the focus.

import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import { useCallback, type ReactNode } from "react";
import type { Failure } from "@/bindings";
import { FailureNotice } from "./failure-notice";

/** A quiet word that something was done. */
export function useToast(): (text: ReactNode) => void {
  return useCallback((text) => {
    notifications.show({
      message: text,
      icon: <IconCheck size={14} />,
      color: "steel",
      autoClose: 4000,
      withBorder: true,
      "data-testid": "toast",
    } as never);
  }, []);
}

/** A failure stays until it is put away: it has to be read and perhaps copied. */
export function showFailure(failure: Failure): void {
  notifications.show({
    id: `failure-${failure.code}-${failure.message.id}`,
    message: <FailureNotice failure={failure} />,
    autoClose: false,
    withBorder: false,
    styles: { root: { padding: 0, background: "transparent" }, icon: { display: "none" } },
    color: "transparent",
  });
}
