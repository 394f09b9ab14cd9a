//! One row of a long list. Remembered: while the list scrolls only rows that come into view are drawn.

import { Checkbox } from "@mantine/core";
import { memo, type ReactNode } from "react";
import { useT } from "@/text";
import { InRow } from "./tip";
import classes from "./virtual-table.module.css";

export interface Column<R, S extends string = string> {
  id: string;
  header: ReactNode;
  /** A CSS grid track: `120px`, `minmax(160px, 2fr)`. */
  width: string;
  align?: "start" | "end";
  /** The core's sort key, where the column can be sorted by. */
  sort?: S;
  cell: (row: R, index: number) => ReactNode;
}

export interface VirtualRowProps<R> {
  id: string;
  /** Absent while its page is under way. */
  row: R | undefined;
  index: number;
  /** Pixels from the top of the list. */
  start: number;
  height: number;
  template: string;
  columns: readonly Column<R>[];
  testId: string;
  rowData: ((row: R) => Record<`data-${string}`, string | number | undefined>) | undefined;
  isActive: boolean;
  /** Absent where rows are not selected. */
  isSelected: boolean | undefined;
  opens: boolean;
  onPress: (index: number, row: R | undefined, isMeantForRow: boolean) => void;
  onToggle: ((row: R) => void) | undefined;
}

function Row<R>({ row, index, columns, onToggle, ...props }: VirtualRowProps<R>) {
  const t = useT();
  return (
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      className={classes.row}
      data-current={props.isActive || undefined}
      data-opens={props.opens || undefined}
      style={{ gridTemplateColumns: props.template, blockSize: props.height, transform: `translateY(${props.start}px)` }}
      {...(row === undefined ? {} : { "data-testid": props.testId, ...props.rowData?.(row) })}
      onClick={(event) => props.onPress(index, row, !isControl(event.target))}
    >
      {row !== undefined && onToggle ? (
        <span role="gridcell" className={classes.cell}>
          <Checkbox size="xs" checked={props.isSelected ?? false} onChange={() => onToggle(row)} aria-label={t("ui-select-row")} tabIndex={-1} />
        </span>
      ) : null}
      {row === undefined ? (
        <span role="gridcell" className={classes.waiting} />
      ) : (
        <InRow value={true}>
          {columns.map((column) => (
            <span key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
              {column.cell(row, index)}
            </span>
          ))}
        </InRow>
      )}
    </div>
  );
}

export const VirtualRow = memo(Row) as typeof Row;

/** A click on a control inside a row is meant for the control. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, label, [role=button], [data-control]") !== null;
}
