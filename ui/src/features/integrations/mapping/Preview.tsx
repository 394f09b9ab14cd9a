//! Raw to converted, with quality; or why there is no value. Never a made-up number.

import type { MappingPreview, RawValue } from "@/bindings";
import { QualityMark } from "@/components";
import { useFailureText, useFormat, useT } from "@/text";
import classes from "./mapping.module.css";

export function Preview({ preview, unit, testId, isShort }: { preview: MappingPreview | null | undefined; unit: string; testId: string; isShort?: boolean }) {
  const t = useT();
  const format = useFormat();
  const failureText = useFailureText();
  if (preview === null) {
    return (
      <span className={classes.dim} data-testid={testId} data-quality="none">
        –
      </span>
    );
  }
  if (!preview) {
    return (
      <span className={classes.dim} data-testid={testId} data-quality="none">
        {t("mappings-preview-waiting")}
      </span>
    );
  }
  const { raw, converted, quality, problem } = preview;
  // Where the row itself says what is wrong, the source need not say it again.
  const said = problem && !isShort ? failureText(problem) : null;
  return (
    <span className={classes.preview} data-testid={testId} data-raw={rawText(raw.value)} data-value={converted ?? undefined} data-quality={quality}>
      <bdi dir="ltr" className={classes.previewPair}>
        <span className={classes.rawValue}>{rawShown(raw.value, (n) => format.reading(n))}</span>
        <span aria-hidden> → </span>
        <b>{converted === null ? "–" : format.reading(converted)}</b> <span className={classes.dim}>{format.unit(unit)}</span>
      </bdi>
      <QualityMark quality={quality} status={raw.status} />
      {said ? (
        <span className={classes.problem} title={`${said.what} ${said.remedy}`}>
          {said.what}
        </span>
      ) : null}
    </span>
  );
}

function rawText(value: RawValue): string | undefined {
  return value.kind === "null" ? undefined : value.kind === "boolean" ? String(Number(value.value)) : String(value.value);
}

function rawShown(value: RawValue, number: (n: number) => string): string {
  switch (value.kind) {
    case "number":
      return number(value.value);
    case "boolean":
      return value.value ? "true" : "false";
    case "text":
      return `"${value.value}"`;
    case "other":
      return value.value;
    case "null":
      return "–";
  }
}
