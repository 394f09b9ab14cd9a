//! Who does the work and with what: engineers with skills, shifts and homes; skills, tools and parts; stores; parallel equipment.

import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/api";
import type { DepotRow, EngineerRow, ParallelGroupRow, Resource } from "@/bindings";
import { Page } from "@/components";
import { useParam } from "@/router";
import { useT } from "@/text";
import { EngineOff, OptimizationTabs } from "../tabs";
import { DepotDialog } from "./depot-dialog";
import { Depots } from "./depots";
import { EngineerDialog } from "./engineer-dialog";
import { Engineers } from "./engineers";
import { GroupDialog } from "./group-dialog";
import { ParallelGroups } from "./groups";
import { ResourceDialog } from "./resource-dialog";
import { Resources } from "./resources";

const kinds = ["engineers", "resources", "depots", "groups"] as const;
type Kind = (typeof kinds)[number];

export function WorkforcePage() {
  const t = useT();
  const [shown, setShown] = useParam("show");
  const kind: Kind = kinds.find((each) => each === shown) ?? "engineers";
  const mayOrders = useCan("manage_work_orders");
  const mayAssets = useCan("manage_assets");
  const may = kind === "groups" ? mayAssets : mayOrders;
  const [engineer, setEngineer] = useState<EngineerRow | "new" | null>(null);
  const [resource, setResource] = useState<Resource | "new" | null>(null);
  const [depot, setDepot] = useState<DepotRow | "new" | null>(null);
  const [group, setGroup] = useState<ParallelGroupRow | "new" | null>(null);
  const add: Record<Kind, () => void> = {
    engineers: () => setEngineer("new"),
    resources: () => setResource("new"),
    depots: () => setDepot("new"),
    groups: () => setGroup("new"),
  };
  return (
    <Page
      testId="workforce"
      title={t("ui-optimization-tab-workforce")}
      subtitle={<span>{t("ui-workforce-lead")}</span>}
      actions={
        may ? (
          <Button leftSection={<IconPlus size={15} />} onClick={add[kind]} data-testid="workforce-add">
            {t(`ui-workforce-add-${kind}`)}
          </Button>
        ) : null
      }
    >
      <OptimizationTabs value="workforce" />
      <EngineOff />
      <SegmentedControl
        size="xs"
        mb="sm"
        value={kind}
        onChange={(value) => setShown(value === "engineers" ? null : value)}
        data={kinds.map((each) => ({ value: each, label: t(`ui-workforce-${each}`) }))}
        data-testid="workforce-show"
      />
      {kind === "engineers" ? <Engineers may={may} onEdit={setEngineer} /> : null}
      {kind === "resources" ? <Resources may={may} onEdit={setResource} /> : null}
      {kind === "depots" ? <Depots may={may} onEdit={setDepot} /> : null}
      {kind === "groups" ? <ParallelGroups may={may} onEdit={setGroup} /> : null}
      <EngineerDialog row={engineer} onClose={() => setEngineer(null)} />
      <ResourceDialog resource={resource} onClose={() => setResource(null)} />
      <DepotDialog row={depot} onClose={() => setDepot(null)} />
      <GroupDialog row={group} onClose={() => setGroup(null)} />
    </Page>
  );
}
