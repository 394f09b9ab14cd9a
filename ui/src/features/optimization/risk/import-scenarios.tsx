//! Given scenarios from a CSV file: first every row's verdict with its line and problem, then, only when confirmed, the
//! writing.

import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { Failure, ScenarioImport } from "@/bindings";
import { FailureNotice, FileOrText, RowProblem, useToast, VerdictCounts, VerdictMark, VerdictTable } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import runs from "../runs/runs.module.css";

export function ImportScenarios({ onClose }: { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [csv, setCsv] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const [report, setReport] = useState<ScenarioImport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useAction("import_risk_scenarios", { onDone: setReport, onFailure: setFailure });
  const apply = useAction("import_risk_scenarios", {
    onDone: ({ created, updated }) => {
      toast(t("ui-risk-given-import-done", { created, updated }));
      onClose();
    },
    onFailure: setFailure,
  });
  const dryRun = (text: string) => {
    setFailure(null);
    setReport(null);
    check.mutate({ csv: text, dryRun: true });
  };
  const take = async (file: File) => {
    const text = await file.text();
    setCsv(text);
    setFileName(file.name);
    dryRun(text);
  };
  const type = (text: string) => {
    setCsv(text);
    setReport(null);
  };
  const writes = report ? report.created + report.updated : 0;
  return (
    <Modal opened onClose={onClose} size="xl" title={t("ui-risk-given-import")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="scenario-import-dialog">
      <p className={runs.note}>{t("ui-risk-given-about")}</p>
      <FileOrText accept=".csv,text/csv" fileName={fileName} text={csv} isChecked={report !== null} onFile={(file) => void take(file)} onText={type} testId="scenario-import" />
      {failure ? <FailureNotice failure={failure} /> : null}
      {report ? (
        <>
          <VerdictCounts
            counts={[
              ["create", report.created],
              ["update", report.updated],
              ["unchanged", report.unchanged],
              ["refused", report.refused],
            ]}
            testId="scenario-import"
            data={{ "data-created": report.created, "data-updated": report.updated, "data-unchanged": report.unchanged, "data-refused": report.refused }}
          />
          <VerdictTable columns={[t("ui-risk-scenario"), t("mappings-import-verdict"), t("ui-risk-given-import-problems")]}>
            {report.rows.map((row) => (
              <tr key={row.line} data-testid={`scenario-import-verdict-${row.line}`} data-verdict={row.verdict}>
                <td className="numeric">{format.integer(row.line)}</td>
                <td>
                  <Tag>{`${row.scenario} · ${row.assetTag}`}</Tag>
                </td>
                <td>
                  <VerdictMark verdict={row.verdict} />
                </td>
                <td>{row.problem ? <RowProblem failure={row.problem} /> : null}</td>
              </tr>
            ))}
          </VerdictTable>
        </>
      ) : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        {report ? (
          <Button loading={apply.isPending} disabled={writes === 0} onClick={() => apply.mutate({ csv, dryRun: false })} data-testid="scenario-import-apply">
            {report.refused > 0 ? t("ui-risk-given-import-apply-without", { count: writes, refused: report.refused }) : t("ui-risk-given-import-apply", { count: writes })}
          </Button>
        ) : (
          <Button loading={check.isPending} disabled={csv.trim() === ""} onClick={() => dryRun(csv)} data-testid="scenario-import-check">
            {t("mappings-import-check")}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
