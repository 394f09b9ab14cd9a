//! What became of a damaged store: what was saved, what was lost and where the damaged file is.

import type { RecoveryNotice } from "@/bindings";
import { Tag, useFormat, useT } from "@/text";

export function RecoveryFacts({ notice }: { notice: RecoveryNotice }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <p>
        <b>{t("ui-recovery-title")}</b>{" "}
        {notice.rowsSalvaged === null
          ? t("ui-recovery-unknown")
          : t("ui-recovery-salvaged", { count: notice.rowsSalvaged, shown: format.integer(notice.rowsSalvaged) })}
      </p>
      {notice.setAside ? (
        <p>
          {t("ui-recovery-set-aside")} <Tag>{notice.setAside}</Tag>
        </p>
      ) : null}
      {notice.incompleteTables.length > 0 ? (
        <p>
          {t("ui-recovery-incomplete")} <Tag>{notice.incompleteTables.join(", ")}</Tag>
        </p>
      ) : null}
    </>
  );
}
