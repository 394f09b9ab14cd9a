//! Tags found by name anywhere in the source. A search that stopped at its limit says so instead of looking complete.

import { Button, Checkbox } from "@mantine/core";
import { useCommand } from "@/api";
import type { BrowseNode, IntegrationId } from "@/bindings";
import { EmptyState, Loaded } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import { canBeMapped } from "./mappable";
import classes from "./mapping.module.css";
import type { Selection } from "./selection";

const LIMIT = 200;

export interface BrowseSearchProps {
  integrationId: IntegrationId;
  text: string;
  selection: Selection<string>;
  onToggle: (node: BrowseNode) => void;
  onExtend: (shown: BrowseNode[], node: BrowseNode) => void;
  onAll: (nodes: BrowseNode[]) => void;
}

export function BrowseSearch({ integrationId, text, selection, onToggle, onExtend, onAll }: BrowseSearchProps) {
  const t = useT();
  const format = useFormat();
  const query = useCommand("search_tags", { integrationId, text, limit: LIMIT });
  return (
    <Loaded
      query={query}
      testId="browse-results"
      className={classes.results}
      isEmpty={(page) => page.nodes.length === 0}
      empty={<EmptyState title={t("mappings-search-none")}>{t("mappings-search-none-why")}</EmptyState>}
    >
      {(page) => {
        const mappable = page.nodes.filter(canBeMapped);
        return (
          <>
            <div className={classes.resultsHead}>
              <span>{t(page.isTruncated ? "mappings-search-truncated" : "mappings-search-count", { count: page.nodes.length })}</span>
              {mappable.length > 0 ? (
                <Button size="compact-xs" variant="subtle" onClick={() => onAll(mappable)} data-testid="browse-search-all">
                  {t("mappings-choose-all", { count: mappable.length })}
                </Button>
              ) : null}
            </div>
            <ul className={classes.resultList}>
              {page.nodes.map((node, i) => (
                <li key={node.tag} data-testid={`browse-search-result-${i}`}>
                  <Checkbox
                    size="xs"
                    checked={selection.chosen.has(node.tag)}
                    disabled={!canBeMapped(node)}
                    onChange={() => undefined}
                    onClick={(e) => (e.shiftKey ? onExtend(mappable, node) : onToggle(node))}
                    data-testid={`browse-check-${node.name}`}
                    label={
                      <>
                        <Tag plain>{node.name}</Tag> <span className={classes.type}>{node.unit ? <Tag plain>{format.unit(node.unit)}</Tag> : <Tag plain>{node.dataType ?? ""}</Tag>}</span>
                        <span className={classes.pathLine}>
                          <Tag plain>{node.path.join(" / ")}</Tag>
                        </span>
                      </>
                    }
                  />
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Loaded>
  );
}
