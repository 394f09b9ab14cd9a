//! A list of the core of any length: only what is in view is in the page, and rows are asked for as they come into view.
//! Sticky header, sortable columns, arrow keys, Enter to open, right to left. The core sorts and filters; the table shows.

import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useFormat, useT } from "@/text";
import { ErrorState, LoadingState, StaleMark } from "./states";
import { useFirstPage, useRows, type FilterOf, type PagedCommand, type RowOf } from "./use-pages";
import { VirtualRow, type Column } from "./virtual-row";
import classes from "./virtual-table.module.css";

export interface Sorting<S extends string = string> {
  key: S;
  descending: boolean;
}

export interface VirtualTableProps<K extends PagedCommand, S extends string = string> {
  command: K;
  filter: FilterOf<K>;
  columns: readonly Column<RowOf<K>, S>[];
  /** What the list is, for those who hear it. */
  label: string;
  testId: string;
  /** Rows are `<rowTestId>-<i>`. */
  rowTestId: string;
  rowKey: (row: RowOf<K>) => string;
  rowData?: (row: RowOf<K>) => Record<`data-${string}`, string | number | undefined>;
  onOpen?: (row: RowOf<K>) => void;
  sorting?: Sorting<S>;
  onSort?: (sorting: Sorting<S>) => void;
  empty: ReactNode;
  /** In place of the failure where nothing could be listed: why is said elsewhere on the page. */
  instead?: ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (keys: ReadonlySet<string>) => void;
  rowHeight?: number;
  /** Outside the rest of a window: a height of its own, as CSS. */
  height?: string;
  /** As tall as its rows, up to this, as CSS. */
  tallest?: string;
  /** Only these of the rows that the core lists: `from` up to but without `to`. */
  part?: { from: number; to: number };
  /** Hears how many there are in all. */
  onTotal?: (total: number) => void;
  footer?: ReactNode;
}

const OVERSCAN = 12;
/** Pixels of the header, the line below the rows, and the borders. */
const HEAD_AND_FOOT = 64;

export function VirtualTable<K extends PagedCommand, S extends string = string>(props: VirtualTableProps<K, S>) {
  const { command, filter, columns, rowHeight = 34, selected, onSelect, onTotal } = props;
  const t = useT();
  const format = useFormat();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const first = useFirstPage(command, filter);
  const { from, to } = { from: 0, to: Infinity, ...props.part };
  const total = Math.max(0, Math.min(first.data?.total ?? 0, to) - from);

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const listed = useRows(command, filter, first, from + (items[0]?.index ?? 0), from + (items.at(-1)?.index ?? 0));
  const rowAt = (index: number) => listed(from + index);

  // Another filter or order is another list: it starts at its top.
  const filterKey = JSON.stringify([filter, from]);
  useEffect(() => {
    setActive(-1);
    scroller.current?.scrollTo?.({ top: 0 });
  }, [filterKey]);
  const known = first.data ? total : undefined;
  useEffect(() => {
    if (known !== undefined) onTotal?.(known);
  }, [known, onTotal]);

  const height = props.tallest && total > 0 ? `min(${props.tallest}, ${total * rowHeight + HEAD_AND_FOOT}px)` : props.height;
  const { data, error, dataUpdatedAt, refetch } = first;
  const state = data === undefined ? (error ? "error" : "loading") : error ? "stale" : total === 0 ? "empty" : "ready";
  const selectable = selected !== undefined && onSelect !== undefined;
  const narrowest = columns.reduce((sum, column) => sum + leastWidth(column.width), selectable ? 46 : 12);
  const template = [...(selectable ? ["34px"] : []), ...columns.map((column) => column.width)].join(" ");

  const move = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    virtualizer.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || total === 0) return;
    const step = Math.max(1, Math.floor((scroller.current.clientHeight || 400) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active < 0 ? 0 : active - 1,
      PageDown: active + step,
      PageUp: active - step,
      Home: 0,
      End: total - 1,
    };
    const target = moves[event.key];
    const row = active >= 0 ? rowAt(active) : undefined;
    if (target !== undefined) move(target);
    else if (event.key === "Enter" && row) props.onOpen?.(row);
    else if (event.key === " " && row && selectable) toggle(row);
    else return;
    event.preventDefault();
  };
  const { rowKey, onOpen } = props;
  const toggle = useCallback(
    (row: RowOf<K>) => {
      if (!selected || !onSelect) return;
      const keys = new Set(selected);
      if (!keys.delete(rowKey(row))) keys.add(rowKey(row));
      onSelect(keys);
    },
    [selected, onSelect, rowKey],
  );
  const onPress = useCallback(
    (index: number, row: RowOf<K> | undefined, isMeantForRow: boolean) => {
      setActive(index);
      if (row && isMeantForRow) onOpen?.(row);
    },
    [onOpen],
  );

  return (
    <div className={classes.frame} style={height ? { blockSize: height, ...(props.tallest ? { minBlockSize: 0 } : {}) } : undefined} data-testid={props.testId} data-state={state} aria-busy={first.isPlaceholderData}>
      {state === "stale" ? <StaleMark since={dataUpdatedAt} onRetry={() => void refetch()} /> : null}
      {state === "loading" ? <LoadingState /> : null}
      {state === "error" && error ? props.instead ?? <ErrorState failure={error} onRetry={() => void refetch()} /> : null}
      {state === "empty" ? props.empty : null}
      {data !== undefined && total > 0 ? (
        <>
          {/* The grid itself takes the keys; rows are pointed at with aria-activedescendant. */}
          <div
            ref={scroller}
            className={classes.scroller}
            data-former={first.isPlaceholderData || undefined}
            role="grid"
            aria-label={props.label}
            aria-rowcount={total + 1}
            aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
            tabIndex={0}
            onKeyDown={onKeyDown}
          >
            <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: template, minInlineSize: narrowest }}>
              {selectable ? (
                <span role="columnheader" className={classes.cell}>
                  <span className="hidden-visually">{t("ui-selected")}</span>
                </span>
              ) : null}
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sorting={props.sorting} onSort={props.onSort} />
              ))}
            </div>
            <div style={{ blockSize: virtualizer.getTotalSize(), minInlineSize: narrowest }} className={classes.rows} role="rowgroup">
              {items.map((item) => {
                const row = rowAt(item.index);
                return (
                  <VirtualRow
                    key={item.index}
                    id={`${id}-${item.index}`}
                    row={row}
                    index={item.index}
                    start={item.start}
                    height={rowHeight}
                    template={template}
                    columns={columns}
                    testId={`${props.rowTestId}-${item.index}`}
                    rowData={props.rowData}
                    isActive={item.index === active}
                    isSelected={row && selected ? selected.has(rowKey(row)) : undefined}
                    opens={onOpen !== undefined}
                    onPress={onPress}
                    onToggle={selectable ? toggle : undefined}
                  />
                );
              })}
            </div>
          </div>
          <div className={classes.foot}>
            <span data-testid={`${props.testId}-total`} data-total={total}>
              {t("ui-total", { count: total, shown: format.integer(total) })}
            </span>
            {props.footer}
          </div>
        </>
      ) : null}
    </div>
  );
}

/** The pixels below which a track does not shrink: 120 of `120px` and of `minmax(120px, 1fr)`. In a narrower window the list scrolls sideways. */
function leastWidth(track: string): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 60);
}

function HeaderCell<R, S extends string>({ column, sorting, onSort }: {
  column: Column<R, S>;
  sorting: Sorting<S> | undefined;
  onSort: ((sorting: Sorting<S>) => void) | undefined;
}) {
  const key = column.sort;
  const isOn = key !== undefined && sorting?.key === key;
  const direction = isOn ? (sorting.descending ? "descending" : "ascending") : undefined;
  return (
    <span role="columnheader" aria-sort={key ? (direction ?? "none") : undefined} className={classes.cell} data-align={column.align}>
      {key && onSort ? (
        <button
          type="button"
          className={classes.sort}
          tabIndex={-1}
          data-testid={`sort-${column.id}`}
          onClick={() => onSort({ key, descending: isOn ? !sorting.descending : false })}
        >
          {column.header}
          {isOn ? sorting.descending ? <IconChevronDown size={13} /> : <IconChevronUp size={13} /> : null}
        </button>
      ) : (
        column.header
      )}
    </span>
  );
}
