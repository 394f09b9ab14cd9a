//! The source's tags as a tree: folders open lazily, numeric variables can be chosen one by one, by stretch or by folder.

import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { BrowseNode, IntegrationId } from "@/bindings";
import { ErrorState } from "@/components";
import { LazyTree } from "@/components/tree/LazyTree";
import { visibleRows } from "@/components/tree/rows";
import { Tag, useFormat, useT } from "@/text";
import { canBeMapped } from "./mappable";
import classes from "./mapping.module.css";
import type { Selection } from "./selection";
import { useBrowse, type Placed } from "./useBrowse";

export interface BrowseTreeProps {
  integrationId: IntegrationId;
  selection: Selection<string>;
  onToggle: (node: BrowseNode) => void;
  /** From the anchor to this one, in the order shown. */
  onExtend: (shown: BrowseNode[], node: BrowseNode) => void;
  onAll: (nodes: BrowseNode[]) => void;
  /** Everything below the node, however deep. */
  onSubtree: (node: BrowseNode) => void;
}

const idOf = (placed: Placed) => placed.id;
const isExpandable = ({ node }: Placed) => node.hasChildren;

export function BrowseTree({ integrationId, selection, onToggle, onExtend, onAll, onSubtree }: BrowseTreeProps) {
  const t = useT();
  const { childrenOf, load, rootFailure } = useBrowse(integrationId);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const open = (id: string) => {
    setExpanded((old) => new Set(old).add(id));
    if (childrenOf(id) === undefined) void load(id);
  };
  const close = (id: string) =>
    setExpanded((old) => {
      const rest = new Set(old);
      rest.delete(id);
      return rest;
    });
  const check = ({ node }: Placed, shift: boolean) => {
    if (!canBeMapped(node)) {
      // The space bar on a folder chooses what is in it.
      if (node.hasChildren) onSubtree(node);
      return;
    }
    if (!shift) return onToggle(node);
    const rows = visibleRows({ idOf, isExpandable, childrenOf, expanded });
    onExtend(
      rows.flatMap((row) => (row.kind === "node" && canBeMapped(row.item.node) ? [row.item.node] : [])),
      node,
    );
  };
  if (rootFailure) return <ErrorState failure={rootFailure} onRetry={() => void load(null)} />;
  return (
    <LazyTree<Placed>
      label={t("mappings-browse-tree")}
      testId="browse-tree"
      height="100%"
      idOf={idOf}
      isExpandable={isExpandable}
      childrenOf={childrenOf}
      expanded={expanded}
      onOpen={open}
      onClose={close}
      onActivate={(placed) => {
        if (canBeMapped(placed.node)) onToggle(placed.node);
        else if (placed.node.hasChildren) (expanded.has(placed.id) ? close : open)(placed.id);
      }}
      onCheck={check}
      isChecked={({ node }) => (canBeMapped(node) ? selection.chosen.has(node.tag) : undefined)}
      onMore={(parent) => void load(parent)}
      texts={{ loading: t("ui-loading"), error: t("mappings-browse-error"), more: t("mappings-browse-more"), empty: t("mappings-browse-nothing") }}
      rowTestId={({ name }) => `browse-node-${name}`}
      expandTestId={({ name }) => `browse-expand-${name}`}
      renderLeading={(placed) => (
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-hidden
          checked={selection.chosen.has(placed.node.tag)}
          disabled={!canBeMapped(placed.node)}
          style={{ visibility: placed.node.kind === "variable" ? "visible" : "hidden" }}
          onChange={() => undefined}
          onClick={(e) => {
            e.stopPropagation();
            check(placed, e.shiftKey);
          }}
          data-testid={`browse-check-${placed.name}`}
        />
      )}
      renderItem={(placed) => <NodeLine placed={placed} childNodes={expanded.has(placed.id) ? (childrenOf(placed.id)?.items ?? []) : []} onAll={onAll} onSubtree={onSubtree} />}
    />
  );
}

interface NodeLineProps {
  placed: Placed;
  childNodes: Placed[];
  onAll: (nodes: BrowseNode[]) => void;
  onSubtree: (node: BrowseNode) => void;
}

function NodeLine({ placed, childNodes, onAll, onSubtree }: NodeLineProps) {
  const t = useT();
  const format = useFormat();
  const { node } = placed;
  const below = childNodes.filter((c) => canBeMapped(c.node)).map((c) => c.node);
  return (
    <>
      <span className={classes.nodeName} data-muted={node.kind === "variable" && !node.isNumeric ? true : undefined} title={node.description ?? undefined}>
        <Tag plain>{node.name}</Tag>
      </span>
      {node.unit ? <Tag plain>{format.unit(node.unit)}</Tag> : null}
      {node.kind === "variable" ? (
        <span className={classes.type} title={node.isNumeric ? undefined : t("mappings-not-a-number")}>
          <Tag plain>{node.dataType ?? "–"}</Tag>
        </span>
      ) : null}
      {below.length > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          tabIndex={-1}
          onClick={(e) => {
            e.stopPropagation();
            onAll(below);
          }}
          data-testid={`browse-all-${node.name}`}
        >
          {t("mappings-choose-all", { count: below.length })}
        </Button>
      ) : null}
      {node.hasChildren && node.kind !== "variable" ? (
        <Button
          size="compact-xs"
          variant="subtle"
          tabIndex={-1}
          className={classes.subtree}
          onClick={(e) => {
            e.stopPropagation();
            onSubtree(node);
          }}
          data-testid={`browse-subtree-${node.name}`}
        >
          {t("mappings-gather")}
        </Button>
      ) : null}
    </>
  );
}
