//! Mappings from a file, CSV or Excel: first every row's verdict with what it would change, then, only when confirmed, the
//! writing. The last import can be taken back as one.

import { Button, Group, Modal, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { Failure, ImportMode, ImportReport } from "@/bindings";
import { FailureNotice, FileOrText, useToast, VerdictCounts } from "@/components";
import { useT } from "@/text";
import { contentOf, isEmpty, readFile, type Given } from "./file";
import { LastImport } from "./LastImport";
import classes from "./mappings.module.css";
import { VERDICTS, Verdicts } from "./Verdicts";

const MODES: ImportMode[] = ["merge", "create", "overwrite", "delete"];

export function ImportMappings({ onClose }: { onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const [given, setGiven] = useState<Given>({ kind: "text", csv: "" });
  const [mode, setMode] = useState<ImportMode>("merge");
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useAction("import_mappings", { onDone: setReport, onFailure: setFailure });
  const apply = useAction("import_mappings", {
    onDone: ({ created, updated, deleted }) => {
      toast(t(deleted > 0 ? "mappings-imported-deleted" : "mappings-imported", { created, updated, deleted }));
      onClose();
    },
    onFailure: setFailure,
  });
  const dryRun = (what: Given, how: ImportMode) => {
    setFailure(null);
    setReport(null);
    check.mutate({ ...contentOf(what), mode: how, dryRun: true });
  };
  const take = async (file: File) => {
    const chosen = await readFile(file);
    setGiven(chosen);
    dryRun(chosen, mode);
  };
  const type = (csv: string) => {
    setGiven({ kind: "text", csv });
    setReport(null);
  };
  const chooseMode = (next: ImportMode) => {
    setMode(next);
    if (!isEmpty(given)) dryRun(given, next);
  };
  const writes = report ? report.created + report.updated + report.deleted : 0;
  return (
    <Modal opened onClose={onClose} size="80rem" title={t("mappings-import-title")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="mapping-import-dialog">
      <p className={classes.about}>{t("mappings-import-why")}</p>
      <LastImport onUndone={() => setReport(null)} />
      <div className={classes.importMode}>
        <SegmentedControl size="xs" value={mode} onChange={chooseMode} data={MODES.map((value) => ({ value, label: t(`mappings-import-mode-${value}`) }))} aria-label={t("mappings-import-mode")} data-testid="mapping-import-mode" />
        <span className={classes.dim}>{t(`mappings-import-mode-${mode}-help`)}</span>
      </div>
      <FileOrText
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        fileName={given.kind === "file" ? given.name : null}
        text={given.kind === "text" ? given.csv : null}
        isChecked={report !== null}
        onFile={(file) => void take(file)}
        onText={type}
        testId="mapping-import"
      />
      {failure ? <FailureNotice failure={failure} /> : null}
      {report ? (
        <>
          <VerdictCounts
            counts={VERDICTS.filter(({ count, isRare }) => !isRare || report[count] > 0).map(({ verdict, count }) => [verdict, report[count]])}
            testId="mapping-import"
            data={{
              "data-created": report.created,
              "data-updated": report.updated,
              "data-deleted": report.deleted,
              "data-unchanged": report.unchanged,
              "data-refused": report.refused,
            }}
          />
          <Verdicts report={report} />
        </>
      ) : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        {report ? (
          <Button
            loading={apply.isPending}
            disabled={writes === 0}
            color={mode === "delete" ? "alarm" : undefined}
            onClick={() => apply.mutate({ ...contentOf(given), mode, dryRun: false })}
            data-testid="mapping-import-apply"
          >
            {mode === "delete"
              ? t("mappings-import-apply-delete", { count: writes })
              : report.refused > 0
                ? t("mappings-import-apply-without", { count: writes, refused: report.refused })
                : t("mappings-import-apply", { count: writes })}
          </Button>
        ) : (
          <Button loading={check.isPending} disabled={isEmpty(given)} onClick={() => dryRun(given, mode)} data-testid="mapping-import-check">
            {t("mappings-import-check")}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
