//! Rows from a CSV file: first every row's verdict with its line and problems, then, only when confirmed, the writing.

import { Button, FileButton, Group, Modal, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useAction } from "@/api";
import type { Failure, ScenarioImport, ScenarioVerdict } from "@/bindings";
import { Tag, useFailureText, useFormat, useT } from "@/text";
import classes from "./csv-import.module.css";
import { FailureNotice } from "./failure-notice";
import { Mark, type Shape, type Tone } from "./marks";
import { useToast } from "./toast";

interface Reports {
  import_risk_scenarios: ScenarioImport;
}
type Row<C extends keyof Reports> = Reports[C]["rows"][number];

export interface CsvImportProps<C extends keyof Reports> {
  command: C;
  title: string;
  about: string;
  /** What a row is about, and the heading over it. */
  subject: (row: Row<C>) => string;
  subjectHeader: string;
  /** Before the messages of writing and of what was written: `ui-risk-given-import`. */
  words: string;
  /** Before the ids of the parts: `scenario-import`. */
  testId: string;
  onClose: () => void;
}

const LOOKS: Record<ScenarioVerdict, { tone: Tone; shape: Shape }> = {
  create: { tone: "notice", shape: "circle" },
  update: { tone: "notice", shape: "half" },
  unchanged: { tone: "plain", shape: "dash" },
  refused: { tone: "critical", shape: "diamond" },
};
/** The report names at most 1,000 rows; that is also what is drawn. */
const VERDICTS: ScenarioVerdict[] = ["create", "update", "unchanged", "refused"];

export function CsvImport<C extends keyof Reports>({ command, title, about, subject, subjectHeader, words, testId, onClose }: CsvImportProps<C>) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [csv, setCsv] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const [report, setReport] = useState<Reports[C] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useAction<keyof Reports>(command, { onDone: (found) => setReport(found as Reports[C]), onFailure: setFailure });
  const apply = useAction<keyof Reports>(command, {
    onDone: ({ created, updated }) => {
      toast(t(`${words}-done`, { created, updated }));
      onClose();
    },
    onFailure: setFailure,
  });
  const dryRun = (text: string) => {
    setFailure(null);
    setReport(null);
    check.mutate({ csv: text, dryRun: true });
  };
  const take = async (file: File | null) => {
    if (!file) return;
    const text = await file.text();
    setCsv(text);
    setFileName(file.name);
    dryRun(text);
  };
  const writes = report ? report.created + report.updated : 0;
  const counts = report ? { create: report.created, update: report.updated, unchanged: report.unchanged, refused: report.refused } : null;
  return (
    <Modal opened onClose={onClose} size="xl" title={title} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid={`${testId}-dialog`}>
      <p className={classes.about}>{about}</p>
      <Group gap="sm" mb="sm">
        <FileButton onChange={(file) => void take(file)} accept=".csv,text/csv" inputProps={{ "data-testid": `${testId}-file` } as never}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={15} />}>
              {t("mappings-import-choose")}
            </Button>
          )}
        </FileButton>
        {fileName ? <Tag>{fileName}</Tag> : <span className={classes.dim}>{t("mappings-import-or-paste")}</span>}
      </Group>
      <Textarea
        aria-label={t("mappings-import-paste")}
        placeholder={t("mappings-import-paste")}
        dir="ltr"
        autosize={false}
        rows={report ? 3 : 7}
        spellCheck={false}
        value={csv.length > 200_000 ? `${csv.slice(0, 2_000)}…` : csv}
        readOnly={csv.length > 200_000}
        onChange={(e) => {
          setCsv(e.currentTarget.value);
          setReport(null);
        }}
        data-testid={`${testId}-text`}
        styles={{ input: { fontFamily: "var(--font-mono)", fontSize: "0.75rem" } }}
      />
      {failure ? <FailureNotice failure={failure} /> : null}
      {report && counts ? (
        <>
          <div className={classes.counts} data-testid={`${testId}-counts`} data-created={report.created} data-updated={report.updated} data-unchanged={report.unchanged} data-refused={report.refused}>
            {VERDICTS.map((verdict) => (
              <Mark key={verdict} {...LOOKS[verdict]}>
                {t(`mappings-verdict-${verdict}`)}: {format.integer(counts[verdict])}
              </Mark>
            ))}
          </div>
          <Verdicts rows={report.rows} subject={subject as (row: AnyRow) => string} subjectHeader={subjectHeader} testId={testId} />
        </>
      ) : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        {report ? (
          <Button loading={apply.isPending} disabled={writes === 0} onClick={() => apply.mutate({ csv, dryRun: false })} data-testid={`${testId}-apply`}>
            {report.refused > 0 ? t(`${words}-apply-without`, { count: writes, refused: report.refused }) : t(`${words}-apply`, { count: writes })}
          </Button>
        ) : (
          <Button loading={check.isPending} disabled={csv.trim() === ""} onClick={() => dryRun(csv)} data-testid={`${testId}-check`}>
            {t("mappings-import-check")}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

type AnyRow = Row<keyof Reports>;

function Verdicts({ rows, subject, subjectHeader, testId }: { rows: AnyRow[]; subject: (row: AnyRow) => string; subjectHeader: string; testId: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={classes.verdicts}>
      <table>
        <thead>
          <tr>
            <th className="numeric">{t("mappings-import-line")}</th>
            <th>{subjectHeader}</th>
            <th>{t("mappings-import-verdict")}</th>
            <th>{t("ui-risk-given-import-problems")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line} data-testid={`${testId}-verdict-${row.line}`} data-verdict={row.verdict}>
              <td className="numeric">{format.integer(row.line)}</td>
              <td>
                <Tag>{subject(row)}</Tag>
              </td>
              <td>
                <Mark {...LOOKS[row.verdict]}>{t(`mappings-verdict-${row.verdict}`)}</Mark>
              </td>
              <td>
                {row.problem ? <Problem failure={row.problem} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Problem({ failure }: { failure: Failure }) {
  const { what, remedy } = useFailureText()(failure);
  return (
    <p className={classes.problem}>
      {what} <span className={classes.dim}>{remedy}</span>
    </p>
  );
}
