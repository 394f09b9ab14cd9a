//! Where the central database is: host, port, database.

import { TextInput } from "@mantine/core";
import { useT } from "@/text";
import classes from "./central.module.css";
import { withAddress, type ServerDraft, type ServerProblems } from "./draft";

export function AddressFields({ draft, problems, disabled, takesFocus, onChange }: {
  draft: ServerDraft;
  problems: ServerProblems;
  disabled?: boolean;
  /** Where it is what one has come for. */
  takesFocus?: boolean;
  onChange: (draft: ServerDraft) => void;
}) {
  const t = useT();
  const field = (name: "host" | "port" | "database") => ({
    label: t(`ui-central-${name}`),
    value: draft[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(withAddress(draft, { [name]: event.currentTarget.value })),
    error: problems[name] ? t(problems[name]) : undefined,
    disabled: disabled ?? false,
    dir: "ltr" as const,
    spellCheck: false,
    autoComplete: "off",
    "data-testid": `central-${name}`,
  });
  return (
    <div className={classes.address}>
      <TextInput {...field("host")} description={t("ui-central-host-help")} placeholder="db.plant.example" autoFocus={takesFocus ?? false} />
      <TextInput {...field("port")} description={t("ui-central-port-help")} inputMode="numeric" />
      <TextInput {...field("database")} description={t("ui-central-database-help")} placeholder="optria" className={classes.wide} />
    </div>
  );
}
