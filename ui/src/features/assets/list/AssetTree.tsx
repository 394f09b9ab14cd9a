//! The plant as a tree: sites, their assets, the assets that those are made of. A node's children are asked for when it is opened.

import { IconBuildingFactory2 } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useCall } from "@/api";
import type { Failure, ListAssetChildren, TreeNode } from "@/bindings";
import { bandLook, ShapeIcon } from "@/components";
import { LazyTree } from "@/components/tree/LazyTree";
import type { Children } from "@/components/tree/rows";
import { links, navigate } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import classes from "./list.module.css";

const idOf = (node: TreeNode) => (node.kind === "site" ? `site:${node.site.id}` : `asset:${node.row.asset.id}`);
const isExpandable = (node: TreeNode) => (node.kind === "site" ? node.assetCount > 0 : node.row.childCount > 0);

function requestOf(id: string | null): ListAssetChildren {
  if (id === null) return {};
  const [kind, key] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  return kind === "site" ? { siteId: key } : { parentId: key };
}

export function AssetTree({ selectedSite, onSite }: { selectedSite: string | null; onSite: (id: string) => void }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const call = useCall();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const asked = useMemo(() => [null, ...expanded], [expanded]);
  const answers = useQueries({
    queries: asked.map((id) => {
      const request = requestOf(id);
      return { queryKey: ["list_asset_children", request] as const, queryFn: () => call("list_asset_children", request) };
    }),
    combine: (results) => results.map((r) => ({ data: r.data, error: r.error as Failure | null, refetch: r.refetch })),
  });
  const known = useMemo(() => {
    const map = new Map<string | null, Children<TreeNode>>();
    asked.forEach((id, i) => {
      const answer = answers[i];
      if (answer?.data) map.set(id, { items: answer.data, state: "ready" });
      else if (answer?.error) map.set(id, { items: [], state: "error" });
    });
    return map;
  }, [asked, answers]);
  const childrenOf = useCallback((id: string | null) => known.get(id), [known]);
  const change = (id: string, open: boolean) =>
    setExpanded((old) => {
      const next = new Set(old);
      if (open) next.add(id);
      else next.delete(id);
      return next;
    });

  return (
    <LazyTree<TreeNode>
      label={t("assets-tree")}
      testId="asset-tree"
      height="100%"
      idOf={idOf}
      isExpandable={isExpandable}
      childrenOf={childrenOf}
      expanded={expanded}
      selectedId={selectedSite ? `site:${selectedSite}` : null}
      onOpen={(id) => change(id, true)}
      onClose={(id) => change(id, false)}
      onActivate={(node) => {
        if (node.kind === "asset") return navigate(links.asset(node.row.asset.id));
        change(idOf(node), true);
        onSite(node.site.id);
      }}
      onMore={(parent) => void answers[asked.indexOf(parent)]?.refetch()}
      texts={{ loading: t("ui-loading"), error: t("assets-tree-error"), more: "", empty: t("assets-tree-empty") }}
      rowTestId={(node) => (node.kind === "site" ? `asset-tree-site-${node.site.code}` : `asset-tree-asset-${node.row.asset.tagCode}`)}
      expandTestId={(node) => (node.kind === "site" ? `asset-tree-open-${node.site.code}` : `asset-tree-open-${node.row.asset.tagCode}`)}
      renderItem={(node) =>
        node.kind === "site" ? (
          <>
            <IconBuildingFactory2 size={15} stroke={1.6} aria-hidden />
            <b className={classes.site}>{name(node.site)}</b>
            <span className={classes.count}>{format.integer(node.assetCount)}</span>
          </>
        ) : (
          <>
            <span data-tone={bandLook(node.row.band).tone} className={classes.band} title={t(`ui-band-${node.row.band}`)}>
              <ShapeIcon shape={bandLook(node.row.band).shape} size={9} />
              <span className="hidden-visually">{t(`ui-band-${node.row.band}`)}</span>
            </span>
            <Tag>{node.row.asset.tagCode}</Tag>
            <span className={classes.name} title={name(node.row.asset)}>
              {name(node.row.asset)}
            </span>
          </>
        )
      }
    />
  );
}
