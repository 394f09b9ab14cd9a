//! Workforce dispatch: who does what when, by engineer and day; what is left out and what would change it; the ways on a
//! map. A decision is dragged or moved by keys, kept, and the rest planned anew around it.

import { useMemo, useState } from "react";
import { useCan, useCommand } from "@/api";
import type { DispatchAnswer, EngineerId, RunRow, WorkOrderId } from "@/bindings";
import { Loaded, Panel } from "@/components";
import { useFormat, useMessage, useT } from "@/text";
import { ModelPage } from "../runs/model-page";
import { costModelName, requestOf } from "../runs/models";
import { ReoptimizeBar } from "../runs/reoptimize-bar";
import runs from "../runs/runs.module.css";
import { useMoney } from "../runs/use-money";
import { fromLocks, makeBoard, toLocks, type Locks } from "./board";
import { Gantt } from "./gantt";
import { SiteMap } from "./site-map";
import { StopDetails } from "./stop-details";
import { Tray } from "./tray";
import { useDrag } from "./use-drag";
import classes from "./dispatch.module.css";

export function DispatchPage() {
  return <ModelPage model="workforce_dispatch">{(row) => <Plan key={row.run.id} row={row} />}</ModelPage>;
}

function Plan({ row }: { row: RunRow }) {
  const plan = useCommand("get_dispatch_plan", { runId: row.run.id });
  return (
    <Loaded query={plan} testId="dispatch-plan" className={runs.result}>
      {(answer) => <Content plan={answer} row={row} />}
    </Loaded>
  );
}

function Content({ plan, row }: { plan: DispatchAnswer; row: RunRow }) {
  const t = useT();
  const may = useCan("run_optimization");
  const [changed, setChanged] = useState<Locks | null>(null);
  const [opened, setOpened] = useState<WorkOrderId | null>(null);
  const [chosen, setChosen] = useState<EngineerId | null>(null);
  const asked = useMemo(() => requestOf(row.run), [row.run]);
  const asBefore = useMemo(() => toLocks(asked?.model === "workforce_dispatch" ? asked.parameters.locks : []), [asked]);
  const locks = changed ?? asBefore;
  const board = useMemo(() => makeBoard(plan, locks), [plan, locks]);
  const move = (id: WorkOrderId, engineerId: EngineerId, day: string) => setChanged(new Map(locks).set(id, { engineerId, day }));
  const release = (id: WorkOrderId) => {
    const next = new Map(locks);
    next.delete(id);
    setChanged(next);
  };
  const { drag, begin, isClick } = useDrag(move);
  const request = () =>
    asked?.model === "workforce_dispatch" ? { ...asked, parameters: { ...asked.parameters, locks: fromLocks(locks) } } : null;
  const open = (id: WorkOrderId) => {
    if (isClick()) setOpened(id);
  };
  const begins = may ? begin : undefined;
  const dragged = drag && board.pieces.find(({ order }) => order.workOrderId === drag.id);
  return (
    <>
      <Figures plan={plan} />
      <ReoptimizeBar row={row} kept={locks.size} isChanged={changed !== null} request={request} onForget={() => setChanged(null)} />
      <Gantt plan={plan} board={board} drag={drag} may={may} chosen={chosen} onChoose={setChosen} onBegin={begins} onMove={move} onRelease={release} onOpen={open} />
      <div className={classes.below}>
        <Tray plan={plan} board={board} onBegin={begins} onOpen={open} />
        <Panel title={t("ui-dispatch-map")} testId="dispatch-map">
          <SiteMap plan={plan} board={board} chosen={chosen} onChoose={setChosen} />
        </Panel>
      </div>
      <StopDetails
        plan={plan}
        row={row}
        board={board}
        piece={board.pieces.find(({ order }) => order.workOrderId === opened) ?? null}
        may={may}
        onMove={move}
        onRelease={release}
        onClose={() => setOpened(null)}
      />
      {drag && dragged ? (
        <div className={classes.ghost} dir="ltr" style={{ transform: `translate(${drag.x + 10}px, ${drag.y + 10}px)` }} aria-hidden>
          {dragged.order.number} · {dragged.order.assetTag}
        </div>
      ) : null}
    </>
  );
}

function Figures({ plan }: { plan: DispatchAnswer }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  const money = useMoney(plan.currency);
  const hours = (value: number) => t("ui-risk-in-hours", { amount: format.number(value, { maximumFractionDigits: 1 }) });
  const stops = plan.engineers.flatMap((engineer) => engineer.workDays.flatMap((day) => day.stops));
  const late = stops.filter((stop) => stop.kind === "work" && stop.isLate).length;
  const planned = stops.filter((stop) => stop.kind === "work").length;
  return (
    <Panel testId="dispatch-figures">
      <dl className={runs.facts} data-strong>
        <div>
          <dt>{t("ui-dispatch-planned")}</dt>
          <dd data-raw={planned}>{format.integer(planned)}</dd>
        </div>
        <div>
          <dt>{t("ui-dispatch-unassigned")}</dt>
          <dd data-raw={plan.unassigned.length}>{format.integer(plan.unassigned.length)}</dd>
        </div>
        <div>
          <dt>{t("ui-dispatch-late")}</dt>
          <dd data-raw={late}>{format.integer(late)}</dd>
        </div>
        {(["late", "waiting", "travel", "unassigned"] as const).map((cost) => (
          <div key={cost}>
            <dt>{t(`ui-dispatch-cost-${cost}`)}</dt>
            <dd>{money(plan.costs[cost])}</dd>
          </div>
        ))}
        {plan.fairness ? (
          <div>
            <dt>{t("ui-dispatch-fairness-got")}</dt>
            <dd>
              {hours(plan.fairness.greatestHours)} <span className={runs.quiet}>{t("ui-dispatch-fairness-before", { before: format.number(plan.fairness.greatestHoursBefore, { maximumFractionDigits: 1 }) })}</span>
            </dd>
          </div>
        ) : null}
      </dl>
      {plan.rated ? (
        <p className={runs.note} data-testid="dispatch-rates" data-own={plan.rated.areOwn}>
          {plan.rated.areOwn ? t("ui-dispatch-rates-own") : t("ui-dispatch-rates-of-model", { version: costModelName(t, plan.run.run.costModelVersion) })}
        </p>
      ) : null}
      {plan.assumptions.length > 0 ? (
        <ul className={runs.why}>
          {plan.assumptions.map((assumption, index) => (
            <li key={index} className={runs.note}>
              {say(assumption)}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
