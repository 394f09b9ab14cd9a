//! Mappings from a CSV file: every row's verdict first, the writing when it is confirmed.

import { CsvImport } from "@/components";
import { useT } from "@/text";

export function ImportMappings({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <CsvImport
      command="import_mappings"
      title={t("mappings-import-title")}
      about={t("mappings-import-why")}
      subject={(row) => row.externalTag}
      subjectHeader={t("mappings-tag")}
      words="mappings-import"
      testId="mapping-import"
      onClose={onClose}
    />
  );
}
