//! Since when a connection is in its state; nothing where it has never been in another.

import { TimeText } from "@/components";
import { useT } from "@/text";

export function Since({ at, className, exact }: { at: string; className?: string | undefined; exact?: boolean }) {
  const t = useT();
  // A connection that was never started has the beginning of time.
  if (Date.parse(at) <= 0) return null;
  return (
    <span className={className}>
      {t("integrations-since")} <TimeText at={at} shape={exact ? "second" : "minute"} withOffset={exact ?? false} />
    </span>
  );
}
