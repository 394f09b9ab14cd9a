//! A tree of any size: only the rows in view are in the page, children are loaded when a node is opened.
//! The tree itself keeps the focus and names the active row (`aria-activedescendant`), so that recycling rows never loses it.

import { Box, Loader, UnstyledButton, useDirection } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight, IconDots } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { treeKey, visibleRows, type TreeShape } from "./rows";
import classes from "./LazyTree.module.css";

export interface LazyTreeProps<T> extends TreeShape<T> {
  label: string;
  testId: string;
  height: number | string;
  /** What a row shows behind its chevron. */
  renderItem: (item: T) => ReactNode;
  /** In front of the item, such as a checkbox. */
  renderLeading?: (item: T) => ReactNode;
  selectedId?: string | null;
  isChecked?: (item: T) => boolean | undefined;
  onOpen: (id: string) => void;
  onClose: (id: string) => void;
  onActivate: (item: T) => void;
  onCheck?: (item: T, shift: boolean) => void;
  /** Load the next page below `parent`, or try again after an error. */
  onMore: (parent: string | null) => void;
  texts: { loading: string; error: string; more: string; empty: string };
  rowTestId?: (item: T) => string;
  expandTestId?: (item: T) => string;
}

const ROW_HEIGHT = 30;

export function LazyTree<T>(props: LazyTreeProps<T>) {
  const { childrenOf, expanded, idOf, isExpandable, onOpen, onClose, onActivate, onCheck, onMore } = props;
  const rows = useMemo(() => visibleRows({ childrenOf, expanded, idOf, isExpandable }), [childrenOf, expanded, idOf, isExpandable]);
  const [active, setActive] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rtl = useDirection().dir === "rtl";
  const prefix = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  const activeIndex = rows.findIndex((r) => r.id === active);

  const scrollTo = useRef(virtual.scrollToIndex);
  scrollTo.current = virtual.scrollToIndex;
  useEffect(() => {
    if (activeIndex >= 0) scrollTo.current(activeIndex, { align: "auto" });
  }, [activeIndex]);

  const activate = (id: string, shift: boolean, check: boolean) => {
    const row = rows.find((r) => r.id === id);
    if (!row) return;
    setActive(id);
    if (row.kind === "more" || row.kind === "error") onMore(row.parent);
    if (row.kind !== "node") return;
    if (check && onCheck) onCheck(row.item, shift);
    else onActivate(row.item);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const effect = treeKey(rows, active, event.key, rtl);
    if (!effect) return;
    event.preventDefault();
    if (effect.kind === "focus") setActive(effect.id);
    else if (effect.kind === "open") onOpen(effect.id);
    else if (effect.kind === "close") onClose(effect.id);
    else activate(effect.id, event.shiftKey, effect.kind === "check");
  };

  const toggle = (event: MouseEvent, id: string, isExpanded: boolean) => {
    event.stopPropagation();
    setActive(id);
    if (isExpanded) onClose(id);
    else onOpen(id);
  };

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={props.label}
      aria-multiselectable={onCheck ? true : undefined}
      aria-activedescendant={activeIndex >= 0 ? `${prefix}${activeIndex}` : undefined}
      tabIndex={0}
      className={classes.tree}
      style={{ height: props.height }}
      data-testid={props.testId}
      onKeyDown={onKeyDown}
      onFocus={(e) => e.target === e.currentTarget && active === null && setActive(rows[0]?.id ?? null)}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
        {virtual.getVirtualItems().map((v) => {
          const row = rows[v.index];
          if (!row) return null;
          const indent = `calc(${row.level - 1} * 18px + 4px)`;
          const place = { transform: `translateY(${v.start}px)`, height: ROW_HEIGHT, paddingInlineStart: indent };
          if (row.kind !== "node") {
            const acts = row.kind === "more" || row.kind === "error";
            return (
              <div
                key={v.key}
                id={`${prefix}${v.index}`}
                role="treeitem"
                aria-level={row.level}
                className={classes.row}
                data-active={row.id === active || undefined}
                data-mark={row.kind}
                data-testid={acts ? `${props.testId}-${row.kind}` : undefined}
                style={place}
                onClick={acts ? () => activate(row.id, false, false) : undefined}
              >
                <Box className={classes.mark}>
                  {row.kind === "loading" && <Loader size={12} />}
                  {row.kind === "error" && <IconAlertTriangle size={14} aria-hidden />}
                  {row.kind === "more" && <IconDots size={14} aria-hidden />}
                  {props.texts[row.kind]}
                </Box>
              </div>
            );
          }
          const checked = props.isChecked?.(row.item);
          return (
            <div
              key={v.key}
              id={`${prefix}${v.index}`}
              role="treeitem"
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={row.setSize}
              aria-expanded={row.expandable ? row.expanded : undefined}
              aria-selected={row.id === props.selectedId}
              aria-checked={checked}
              className={classes.row}
              data-active={row.id === active || undefined}
              data-selected={row.id === props.selectedId || undefined}
              data-testid={props.rowTestId?.(row.item)}
              style={place}
              onClick={(e) => activate(row.id, e.shiftKey, false)}
            >
              {row.expandable ? (
                <UnstyledButton
                  tabIndex={-1}
                  aria-hidden
                  className={classes.chevron}
                  data-expanded={row.expanded || undefined}
                  data-testid={props.expandTestId?.(row.item)}
                  onClick={(e) => toggle(e, row.id, row.expanded)}
                >
                  <IconChevronRight size={14} />
                </UnstyledButton>
              ) : (
                <span className={classes.chevron} />
              )}
              {props.renderLeading?.(row.item)}
              <span className={classes.item}>{props.renderItem(row.item)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
