//! An order of the plan in full: when and by whom, why there, what it needs, and the place to keep it at.

import { Anchor, Button, Drawer, Group, NativeSelect } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import type { DispatchAnswer, EngineerId, RunRow, WorkOrderId } from "@/bindings";
import { CriticalityMark, Mark } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { ProposalDecision } from "../runs/proposal-decision";
import runs from "../runs/runs.module.css";
import { useClock } from "../runs/use-money";
import type { Board, Piece } from "./board";
import classes from "./dispatch.module.css";

export interface StopDetailsProps {
  plan: DispatchAnswer;
  row: RunRow;
  board: Board;
  piece: Piece | null;
  may: boolean;
  onMove: (id: WorkOrderId, engineerId: EngineerId, day: string) => void;
  onRelease: (id: WorkOrderId) => void;
  onClose: () => void;
}

export function StopDetails(props: StopDetailsProps) {
  const t = useT();
  return (
    <Drawer opened={props.piece !== null} onClose={props.onClose} position="right" size={440} title={t("ui-dispatch-details")} overlayProps={{ backgroundOpacity: 0.15 }} transitionProps={{ duration: 80 }} closeButtonProps={{ "aria-label": t("ui-close") }}>
      {props.piece ? <Content key={props.piece.order.workOrderId} {...props} piece={props.piece} /> : null}
    </Drawer>
  );
}

function Content({ plan, row, board, piece, may, onMove, onRelease }: StopDetailsProps & { piece: Piece }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const clock = useClock();
  const { order, stop } = piece;
  const leftOut = plan.unassigned.find((each) => each.order.workOrderId === order.workOrderId);
  const engineer = plan.engineers.find((each) => each.engineerId === piece.planned?.engineerId);
  return (
    <div className={classes.details} data-testid="stop-details" data-order={order.number}>
      <div>
        <Anchor href={links.workOrder(order.workOrderId)}>
          <Tag>{order.number}</Tag>
        </Anchor>{" "}
        <b>{name({ nameEn: order.titleEn, nameAr: order.titleAr })}</b>
        <div>
          <Anchor href={links.asset(order.assetId)}>
            <Tag>{order.assetTag}</Tag>
          </Anchor>{" "}
          {name({ nameEn: order.assetNameEn, nameAr: order.assetNameAr })} · <Tag plain>{order.siteCode}</Tag>
        </div>
        <div className={runs.decision}>
          <CriticalityMark criticality={order.priority} kind="priority" />
          <span className={classes.quiet}>{order.dueOn ? t("ui-dispatch-due", { day: format.day(order.dueOn) }) : t("ui-dispatch-no-due")}</span>
          {stop?.isLate ? <Mark tone="warning" shape="triangle">{t("ui-dispatch-is-late")}</Mark> : null}
        </div>
      </div>
      {stop && engineer && piece.planned ? (
        <section>
          <h3>{t("ui-dispatch-plan-of-it")}</h3>
          <p>
            {name(engineer)} <Tag plain>{engineer.code}</Tag> · {format.day(piece.planned.day)} · <bdi dir="ltr">{clock(stop.start)}–{clock(stop.end)}</bdi>
          </p>
          {stop.travelBefore > 0 ? <p className={classes.quiet}>{t("ui-dispatch-travel-before", { minutes: stop.travelBefore })}</p> : null}
          {stop.isFetched ? <p className={classes.quiet}>{t("ui-dispatch-fetched")}</p> : null}
          <ul className={runs.why}>
            {stop.why.map((why, index) => (
              <li key={index}>{say(why)}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {leftOut ? (
        <section data-testid="left-out-why">
          <h3>{t("ui-dispatch-why-left-out")}</h3>
          <p>{say(leftOut.reason)}</p>
          <p className={classes.remedy}>{say(leftOut.remedy)}</p>
        </section>
      ) : null}
      <section>
        <h3>{t("ui-dispatch-needs")}</h3>
        {order.skills.length > 0 ? (
          <ul className={runs.why}>
            {order.skills.map((skill) => (
              <li key={skill.code}>{t("ui-dispatch-skill-level", { skill: name(skill), level: skill.level })}</li>
            ))}
          </ul>
        ) : (
          <p className={classes.quiet}>{t("ui-dispatch-needs-none")}</p>
        )}
        {order.isAssumed ? <p className={classes.quiet}>{t("ui-dispatch-needs-assumed")}</p> : null}
      </section>
      {may ? <Keep plan={plan} board={board} piece={piece} onMove={onMove} onRelease={onRelease} /> : null}
      {stop ? (
        <section>
          <h3>{t("ui-optimization-decision")}</h3>
          <ProposalDecision row={row} id={stop.proposalId} status={stop.status} index={stop.rank} />
        </section>
      ) : null}
    </div>
  );
}

/** The place by two lists: what dragging does, for those who do not drag. */
function Keep({ plan, board, piece, onMove, onRelease }: Pick<StopDetailsProps, "plan" | "board" | "onMove" | "onRelease"> & { piece: Piece }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const [engineerId, setEngineer] = useState(piece.engineerId ?? plan.engineers[0]?.engineerId ?? "");
  const [day, setDay] = useState(piece.day ?? board.days[0] ?? "");
  return (
    <section>
      <h3>{t("ui-dispatch-keep")}</h3>
      <p className={classes.quiet}>{t("ui-dispatch-keep-why")}</p>
      <Group gap="xs" grow>
        <NativeSelect
          size="xs"
          label={t("ui-dispatch-engineer")}
          value={engineerId}
          onChange={(event) => setEngineer(event.currentTarget.value)}
          data={plan.engineers.map((each) => ({ value: each.engineerId, label: `${each.code} · ${name(each)}` }))}
          data-testid="keep-engineer"
        />
        <NativeSelect size="xs" label={t("ui-dispatch-day")} value={day} onChange={(event) => setDay(event.currentTarget.value)} data={board.days.map((each) => ({ value: each, label: format.day(each) }))} data-testid="keep-day" />
      </Group>
      <Group gap="xs" mt="xs">
        <Button size="xs" leftSection={<IconLock size={13} />} onClick={() => onMove(piece.order.workOrderId, engineerId, day)} data-testid="keep-here">
          {t("ui-dispatch-keep-here")}
        </Button>
        {piece.isKept ? (
          <Button size="xs" variant="default" leftSection={<IconLockOpen size={13} />} onClick={() => onRelease(piece.order.workOrderId)} data-testid="keep-release">
            {t("ui-dispatch-release")}
          </Button>
        ) : null}
      </Group>
    </section>
  );
}
