//! A short table that is all there at once: rows as given, aligned columns, the whole row leads on where it can.

import type { ReactNode } from "react";
import { InRow } from "./tip";
import classes from "./plain-table.module.css";

export interface PlainColumn<R> {
  id: string;
  header: ReactNode;
  align?: "end";
  width?: string;
  cell: (row: R, index: number) => ReactNode;
}

export interface PlainTableProps<R> {
  label: string;
  columns: readonly PlainColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  rowProps?: (row: R, index: number) => Record<`data-${string}`, string | number | undefined>;
  testId?: string;
}

export function PlainTable<R>({ label, columns, rows, rowKey, rowProps, testId }: PlainTableProps<R>) {
  return (
    <div className={classes.frame} data-testid={testId}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} style={{ inlineSize: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <InRow value={true}>
            {rows.map((row, index) => (
              <tr key={rowKey(row)} {...rowProps?.(row, index)}>
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align}>
                    {column.cell(row, index)}
                  </td>
                ))}
              </tr>
            ))}
          </InRow>
        </tbody>
      </table>
    </div>
  );
}

/** A link that takes its whole row with it. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={classes.rowLink}>
      {children}
    </a>
  );
}
