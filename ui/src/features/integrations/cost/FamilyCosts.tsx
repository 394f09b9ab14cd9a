//! What a planned job and a failure cost, family by family; a family without a line takes the one for all others.

import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Family } from "@/bindings";
import { PlainTable, RowButton } from "@/components";
import { FAMILIES, kebab } from "@/components/closed-lists";
import { useT } from "@/text";
import classes from "./cost.module.css";
import { FAMILY_FIELDS, familyProblem, type Draft, type FamilyDraft } from "./draft";

interface Props {
  draft: Draft;
  disabled: boolean;
  set: <F extends keyof Draft>(field: F, value: Draft[F]) => void;
}

interface Line {
  /** `null`: the line for all others. */
  family: Family | null;
  cost: FamilyDraft;
}

export function FamilyCosts({ draft, disabled, set }: Props) {
  const t = useT();
  const lines: Line[] = [
    { family: null, cost: draft.otherFamilies },
    ...FAMILIES.flatMap((family) => {
      const cost = draft.families[family];
      return cost ? [{ family, cost }] : [];
    }),
  ];
  const left = FAMILIES.filter((family) => !draft.families[family]);
  const change = ({ family, cost }: Line, field: keyof FamilyDraft, text: string) => {
    const next = { ...cost, [field]: text };
    if (family) set("families", { ...draft.families, [family]: next });
    else set("otherFamilies", next);
  };
  const remove = (family: Family) => {
    const { [family]: _, ...rest } = draft.families;
    set("families", rest);
  };
  const nameOf = (line: Line) => (line.family ? t(`ui-family-${kebab(line.family)}`) : t("ui-cost-other-families"));
  return (
    <>
      <PlainTable
        label={t("ui-cost-families")}
        rows={lines}
        rowKey={(line) => line.family ?? "others"}
        rowProps={(line) => ({ "data-testid": `cost-family-${line.family ?? "others"}` })}
        columns={[
          { id: "family", header: t("ui-cost-family"), cell: (line) => <b>{nameOf(line)}</b> },
          ...FAMILY_FIELDS.map((field) => ({
            id: field,
            header: t(`ui-cost-${field.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`),
            cell: (line: Line) => {
              const problem = familyProblem(line.cost, field);
              return (
                <TextInput
                  size="xs"
                  dir="ltr"
                  inputMode="decimal"
                  disabled={disabled}
                  aria-label={`${nameOf(line)}: ${t(`ui-cost-${field.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`)}`}
                  placeholder={field === "downtimeCostPerHour" ? draft.downtimeCostPerHour : ""}
                  value={line.cost[field]}
                  error={problem ? t(problem) : undefined}
                  onChange={(e) => change(line, field, e.currentTarget.value)}
                  data-testid={`field-${line.family ?? "others"}-${field}`}
                />
              );
            },
          })),
          {
            id: "remove",
            header: "",
            align: "end" as const,
            cell: (line) => {
              const { family } = line;
              return family && !disabled ? (
                <ActionIcon variant="subtle" aria-label={t("ui-cost-remove-family", { family: nameOf(line) })} onClick={() => remove(family)} data-testid={`cost-family-remove-${family}`}>
                  <IconTrash size={15} />
                </ActionIcon>
              ) : null;
            },
          },
        ]}
      />
      {!disabled && left.length > 0 ? (
        <div className={classes.tableFoot}>
          <Menu position="bottom-start">
            <Menu.Target>
              <RowButton data-testid="cost-family-add">
                <IconPlus size={13} /> {t("ui-cost-add-family")}
              </RowButton>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
              {left.map((family) => (
                <Menu.Item key={family} onClick={() => set("families", { ...draft.families, [family]: { ...draft.otherFamilies } })} data-testid={`cost-family-add-${family}`}>
                  {t(`ui-family-${kebab(family)}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      ) : null}
    </>
  );
}
