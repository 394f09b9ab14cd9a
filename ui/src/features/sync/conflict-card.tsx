//! One field that two people changed at once: what it was, mine beside theirs, and the three ways to decide.

import { Button, Group } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import type { ConflictRow, Decision } from "@/bindings";
import { useAction } from "@/api";
import { Mark, TimeText, useToast } from "@/components";
import { useT } from "@/text";
import { isEditable } from "./columns";
import { FieldValue } from "./field-value";
import { ObjectName } from "./operation-columns";
import { draftOf, readDraft, ValueEditor } from "./value-editor";
import { useNames } from "./words";
import classes from "./sync.module.css";

export function ConflictCard({ row, index, onDecided }: { row: ConflictRow; index: number; onDecided: () => void }) {
  const t = useT();
  const toast = useToast();
  const { field } = useNames();
  const [isEditing, setEditing] = useState(false);
  const decide = useAction("decide_conflict", {
    onDone: (_, { decision }) => {
      toast(t(`ui-sync-decided-${decision.keep}`));
      onDecided();
    },
  });
  const keep = (decision: Decision) => decide.mutate({ opId: row.opId, field: row.field, decision });
  const busy = (word: Decision["keep"]) => decide.isPending && decide.variables?.decision.keep === word;
  const value = (shown: unknown) => <FieldValue table={row.table} field={row.field} value={shown} />;
  return (
    <article className={classes.conflict} aria-labelledby={`conflict-${index}`} data-testid={`conflict-${index}`} data-field={row.field}>
      <header className={classes.conflictHead}>
        <h3 id={`conflict-${index}`} className={classes.conflictTitle}>
          <Mark tone="warning" shape="half">
            {field(row.field)}
          </Mark>
        </h3>
        <span>
          <ObjectName row={{ ...row, fields: {} }} />
        </span>
        <span className={classes.found}>
          {t("ui-sync-found")} <TimeText at={row.foundAt} withOffset />
        </span>
      </header>
      <dl className={classes.sides}>
        <Side name={t("ui-sync-base")} testId="base">
          {value(row.base)}
        </Side>
        <Side name={t("ui-sync-mine")} what={t("ui-sync-mine-what")} testId="mine">
          {value(row.mine)}
        </Side>
        <Side name={t("ui-sync-theirs")} what={t("ui-sync-theirs-what")} testId="theirs">
          {value(row.theirs)}
        </Side>
      </dl>
      {isEditing ? (
        <Editing row={row} busy={busy("edited")} onKeep={(edited) => keep({ keep: "edited", value: edited })} onCancel={() => setEditing(false)} />
      ) : row.mayDecide ? (
        <Group gap="xs" className={classes.decisions}>
          <Button variant="default" loading={busy("mine")} disabled={decide.isPending} onClick={() => keep({ keep: "mine" })} data-testid="keep-mine">
            {t("ui-sync-keep-mine")}
          </Button>
          <Button variant="default" loading={busy("theirs")} disabled={decide.isPending} onClick={() => keep({ keep: "theirs" })} data-testid="keep-theirs">
            {t("ui-sync-keep-theirs")}
          </Button>
          {isEditable(row.table, row.field) ? (
            <Button variant="subtle" disabled={decide.isPending} onClick={() => setEditing(true)} data-testid="keep-edited">
              {t("ui-sync-edit")}
            </Button>
          ) : null}
        </Group>
      ) : (
        <p className={classes.mayNot} data-testid="may-not-decide">
          {t("ui-sync-may-not")}
        </p>
      )}
    </article>
  );
}

function Side({ name, what, children, testId }: { name: string; what?: string; children: ReactNode; testId: string }) {
  return (
    <div className={classes.side} data-side={testId} data-testid={`conflict-${testId}`}>
      <dt>
        {name} {what ? <span className={classes.what}>{what}</span> : null}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Begins with mine: an edit usually takes over a part of theirs. */
function Editing({ row, busy, onKeep, onCancel }: { row: ConflictRow; busy: boolean; onKeep: (value: unknown) => void; onCancel: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState(() => draftOf(row.table, row.field, row.mine));
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(row.table, row.field, draft);
    if ("problem" in read) setProblem(t(read.problem));
    else onKeep(read.value);
  };
  return (
    <form onSubmit={submit} noValidate className={classes.editing}>
      <ValueEditor
        table={row.table}
        field={row.field}
        draft={draft}
        problem={problem}
        onChange={(next) => {
          setDraft(next);
          setProblem(undefined);
        }}
        testId="edited-value"
      />
      <Group gap="xs">
        <Button type="submit" loading={busy} data-testid="edited-keep">
          {t("ui-sync-keep-edited")}
        </Button>
        <Button variant="default" disabled={busy} onClick={onCancel} data-testid="edited-cancel">
          {t("ui-cancel")}
        </Button>
      </Group>
    </form>
  );
}
