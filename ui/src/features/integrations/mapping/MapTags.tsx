//! From the tags of a source to the metrics of assets: browse and choose on the left, the basket on the right, then the
//! mapping itself with a live preview. Going back keeps what was chosen.

import { ActionIcon, Button, Group, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowRight, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useCommand } from "@/api";
import type { BrowseNode, IntegrationId } from "@/bindings";
import { EmptyState, Page, Panel, SearchField } from "@/components";
import { links, navigate } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { places } from "../places";
import { hasTags } from "../sources/has-tags";
import { BrowseSearch } from "./BrowseSearch";
import { BrowseTree } from "./BrowseTree";
import { newDraft, type Draft } from "./draft";
import { GatherDialog } from "./GatherDialog";
import { canBeMapped } from "./mappable";
import classes from "./mapping.module.css";
import { MappingForm } from "./MappingForm";
import { addAll, extend, nothingChosen, toggle, without, type Selection } from "./selection";
import { useGather } from "./useGather";

/** As many of the basket are drawn; the others are counted. */
const SHOWN_OF_BASKET = 200;

export function MapTags({ id }: { id: IntegrationId }) {
  const t = useT();
  const format = useFormat();
  const all = useCommand("list_integrations", {});
  const integration = all.data?.find((c) => c.integration.id === id)?.integration;
  const [selection, setSelection] = useState<Selection<string>>(nothingChosen);
  const [nodes, setNodes] = useState<ReadonlyMap<string, BrowseNode>>(new Map());
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 350);
  const [drafts, setDrafts] = useState<Draft[] | null>(null);

  const remember = (more: BrowseNode[]) => setNodes((old) => new Map([...old, ...more.map((n) => [n.tag, n] as const)]));
  const actions = {
    onToggle: (node: BrowseNode) => {
      if (!canBeMapped(node)) return;
      remember([node]);
      setSelection((old) => toggle(old, node.tag));
    },
    onExtend: (shown: BrowseNode[], node: BrowseNode) => {
      remember(shown);
      setSelection((old) => extend(old, shown.map((n) => n.tag), node.tag));
    },
    onAll: (more: BrowseNode[]) => {
      remember(more);
      setSelection((old) => addAll(old, more.map((n) => n.tag)));
    },
  };
  const gather = useGather(id);
  const basket = useMemo(() => [...selection.chosen].flatMap((tag) => nodes.get(tag) ?? []), [selection.chosen, nodes]);
  const goOn = () => {
    // A draft that was already begun is kept as it is.
    const begun = new Map((drafts ?? []).map((d) => [d.externalTag, d]));
    setDrafts(basket.map((node) => begun.get(node.tag) ?? newDraft(node)));
    setMapping(true);
  };
  const [isMapping, setMapping] = useState(false);
  const leave = (tags: string[]) => {
    setSelection((old) => without(old, tags));
    setDrafts((old) => old?.filter((d) => !tags.includes(d.externalTag)) ?? null);
  };

  const title = integration ? t("mappings-map-title", { name: integration.name }) : t("mappings-map");
  const back = { href: links.integrations({ tab: "signal-mappings", integration: id }), label: t("integrations-tab-signal-mappings") };
  if (isMapping && drafts) {
    return (
      <Page testId="map-tags-page" title={title} back={back} fill>
        <MappingForm
          integrationId={id}
          drafts={drafts}
          onDrafts={setDrafts}
          onBack={() => setMapping(false)}
          onRemove={(tag) => leave([tag])}
          onCreated={leave}
        />
      </Page>
    );
  }
  return (
    <Page
      testId="map-tags-page"
      title={title}
      back={back}
      fill
      actions={
        (all.data ?? []).filter(hasTags).length > 1 ? (
          <Select
            size="xs"
            aria-label={t("mappings-integration")}
            data={(all.data ?? []).filter(hasTags).map((c) => ({ value: c.integration.id, label: c.integration.name }))}
            value={id}
            onChange={(v) => v && navigate(places.map(v), { replace: true })}
            data-testid="map-integration"
          />
        ) : null
      }
    >
      <div className={classes.browse}>
        <Panel
          title={t("mappings-browse-title")}
          flush
          aside={
            <Group gap="xs">
              <Button variant="default" size="xs" onClick={() => gather.begin(null)} data-testid="browse-whole-source">
                {t("mappings-gather-all")}
              </Button>
              <SearchField value={typed} onChange={setTyped} label={t("mappings-browse-search")} testId="browse-search" />
            </Group>
          }
        >
          {/* The tree stays as it was opened while a search is shown over it. */}
          <div className={classes.pane} hidden={search !== ""}>
            <BrowseTree integrationId={id} selection={selection} onSubtree={gather.begin} {...actions} />
          </div>
          {search === "" ? null : (
            <div className={classes.pane}>
              <BrowseSearch integrationId={id} text={search} selection={selection} {...actions} />
            </div>
          )}
        </Panel>
        <Panel
          title={t("mappings-basket", { count: basket.length })}
          flush
          aside={
            basket.length > 0 ? (
              <Button variant="subtle" size="compact-xs" onClick={() => setSelection(nothingChosen())} data-testid="map-clear">
                {t("mappings-basket-clear")}
              </Button>
            ) : null
          }
        >
          <div className={classes.pane}>
            {basket.length === 0 ? <EmptyState title={t("mappings-basket-empty")}>{t("mappings-basket-empty-why")}</EmptyState> : null}
            <ul className={classes.basket} data-testid="map-basket" data-count={basket.length}>
              {basket.slice(0, SHOWN_OF_BASKET).map((node) => (
                <li key={node.tag}>
                  <span className={classes.basketName}>
                    <Tag plain>{node.name}</Tag>
                    <span className={classes.pathLine}>
                      <Tag plain>{node.path.length > 0 ? node.path.join(" / ") : node.tag}</Tag>
                    </span>
                  </span>
                  <ActionIcon size="sm" aria-label={t("mappings-basket-remove", { name: node.name })} onClick={() => setSelection((old) => without(old, [node.tag]))}>
                    <IconX size={14} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            {basket.length > SHOWN_OF_BASKET ? (
              <p className={classes.more}>{t("mappings-basket-more", { count: basket.length - SHOWN_OF_BASKET, shown: format.integer(basket.length - SHOWN_OF_BASKET) })}</p>
            ) : null}
          </div>
        </Panel>
      </div>
      {gather.gathering ? (
        <GatherDialog
          gathering={gather.gathering}
          onStop={gather.stop}
          onResume={gather.resume}
          onClose={gather.forget}
          onTake={(found) => {
            actions.onAll(found);
            gather.forget();
          }}
        />
      ) : null}
      <Group justify="flex-end" mt="sm">
        <Button size="sm" disabled={basket.length === 0} rightSection={<IconArrowRight size={15} className="points" />} onClick={goOn} data-testid="map-selected">
          {t("mappings-map-selected", { count: basket.length })}
        </Button>
      </Group>
    </Page>
  );
}
