//! What dialogs that take a table from a file have in common: a file or pasted text, how many rows would do what, the rows
//! with their verdicts, and why one is refused.

import { Button, FileButton, Group, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Failure, RowVerdict } from "@/bindings";
import { Tag, useFailureText, useFormat, useT } from "@/text";
import classes from "./import-rows.module.css";
import { Mark, type Shape, type Tone } from "./marks";

export const VERDICT_LOOKS: Record<RowVerdict, { tone: Tone; shape: Shape }> = {
  create: { tone: "notice", shape: "circle" },
  update: { tone: "notice", shape: "half" },
  delete: { tone: "warning", shape: "cross" },
  kept: { tone: "plain", shape: "ring" },
  unchanged: { tone: "plain", shape: "dash" },
  refused: { tone: "critical", shape: "diamond" },
};

/** More can't be edited by hand in a field of text, and slows the window down. */
const MOST_EDITABLE = 200_000;

export interface FileOrTextProps {
  /** What the file chooser offers. */
  accept: string;
  fileName: string | null;
  /** None where the chosen file is taken as it is. */
  text: string | null;
  /** The verdicts are there and need the room. */
  isChecked: boolean;
  onFile: (file: File) => void;
  onText: (text: string) => void;
  /** Before the ids of the parts: `mapping-import`. */
  testId: string;
}

export function FileOrText({ accept, fileName, text, isChecked, onFile, onText, testId }: FileOrTextProps) {
  const t = useT();
  const isLong = text !== null && text.length > MOST_EDITABLE;
  return (
    <>
      <Group gap="sm" mb="sm">
        <FileButton onChange={(file) => file && onFile(file)} accept={accept} inputProps={{ "data-testid": `${testId}-file` } as never}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={15} />}>
              {t("mappings-import-choose")}
            </Button>
          )}
        </FileButton>
        {fileName ? <Tag>{fileName}</Tag> : <span className={classes.dim}>{t("mappings-import-or-paste")}</span>}
      </Group>
      {text !== null ? (
        <Textarea
          aria-label={t("mappings-import-paste")}
          placeholder={t("mappings-import-paste")}
          dir="ltr"
          autosize={false}
          rows={isChecked ? 3 : 7}
          spellCheck={false}
          value={isLong ? `${text.slice(0, 2_000)}…` : text}
          readOnly={isLong}
          onChange={(e) => onText(e.currentTarget.value)}
          data-testid={`${testId}-text`}
          styles={{ input: { fontFamily: "var(--font-mono)", fontSize: "0.75rem" } }}
        />
      ) : null}
    </>
  );
}

/** How many rows have which verdict; a count of nothing raises no alarm. */
export function VerdictCounts({ counts, testId, data }: { counts: [RowVerdict, number][]; testId: string; data: Record<`data-${string}`, number> }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={classes.counts} data-testid={`${testId}-counts`} {...data}>
      {counts.map(([verdict, count]) => (
        <Mark key={verdict} {...VERDICT_LOOKS[verdict]} tone={count > 0 ? VERDICT_LOOKS[verdict].tone : "plain"}>
          {t(`mappings-verdict-${verdict}`)}: {format.integer(count)}
        </Mark>
      ))}
    </div>
  );
}

/** The report names at most 1,000 rows of a kind; that is also what is drawn. */
export function VerdictTable({ columns, children }: { columns: string[]; children: ReactNode }) {
  const t = useT();
  return (
    <div className={classes.verdicts}>
      <table>
        <thead>
          <tr>
            <th className="numeric">{t("mappings-import-line")}</th>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function VerdictMark({ verdict }: { verdict: RowVerdict }) {
  const t = useT();
  return <Mark {...VERDICT_LOOKS[verdict]}>{t(`mappings-verdict-${verdict}`)}</Mark>;
}

export function RowProblem({ failure }: { failure: Failure }) {
  const { what, remedy } = useFailureText()(failure);
  return (
    <p className={classes.problem}>
      {what} <span className={classes.dim}>{remedy}</span>
    </p>
  );
}
