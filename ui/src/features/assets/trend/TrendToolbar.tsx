//! What a person does to a trend: range, zoom, now, cursors, scale, line, data. Every gesture of the chart has a button here.

import { ActionIcon, Button, Group, Menu, Popover, TextInput, Tooltip } from "@mantine/core";
import {
  IconArrowsHorizontal,
  IconCaretDown,
  IconChevronLeft,
  IconChevronRight,
  IconCopy,
  IconDownload,
  IconLock,
  IconLockOpen,
  IconPlayerTrackNext,
  IconStairs,
  IconTimeline,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { fromWallClock, toWallClock, useFormat, useT } from "@/text";
import classes from "./trend.module.css";
import { fixed, now, pan, PRESETS, zoom, type Extent, type TrendWindow } from "./window";


export interface TrendToolbarProps {
  window: TrendWindow;
  extent: Extent;
  onWindow: (window: TrendWindow) => void;
  zone: string;
  stepped: boolean;
  onStepped: (stepped: boolean) => void;
  isLocked: boolean;
  onLock: (locked: boolean) => void;
  isMeasuring: boolean;
  onMeasure: (measuring: boolean) => void;
  onCopy: () => void;
  onSave: () => void;
  /** The chooser of pens. */
  children: ReactNode;
}

export function TrendToolbar(props: TrendToolbarProps) {
  const t = useT();
  const { window, onWindow } = props;
  const clock = Date.now();
  const isLive = window.kind === "live";
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("trend-toolbar")}>
      <div className={classes.tools}>
        <Button.Group>
          {PRESETS.map(({ name, spanMs }) => {
            const chosen = isLive && window.spanMs === spanMs;
            return (
              <Button
                key={name}
                variant={chosen ? "light" : "default"}
                size="compact-sm"
                aria-pressed={chosen}
                onClick={() => onWindow({ kind: "live", spanMs })}
                data-testid={`trend-range-${name}`}
              >
                {t(`trend-range-${name}`)}
              </Button>
            );
          })}
        </Button.Group>
        <CustomRange {...props} />
        {/* In the chart's own direction: what is left here is left there. */}
        <Group gap={2} dir="ltr" wrap="nowrap">
          <Tool label={t("trend-earlier")} onClick={() => onWindow(pan(window, clock, -0.5))} icon={<IconChevronLeft size={16} />} testId="trend-earlier" />
          <Tool label={t("trend-later")} onClick={() => onWindow(pan(window, clock, 0.5))} icon={<IconChevronRight size={16} />} isOff={isLive} testId="trend-later" />
          <Tool label={t("trend-zoom-in")} onClick={() => onWindow(zoom(window, clock, 0.5))} icon={<IconZoomIn size={16} />} testId="trend-zoom-in" />
          <Tool label={t("trend-zoom-out")} onClick={() => onWindow(zoom(window, clock, 2))} icon={<IconZoomOut size={16} />} testId="trend-zoom-out" />
          <Button
            size="compact-sm"
            variant={isLive ? "light" : "default"}
            leftSection={<IconPlayerTrackNext size={14} />}
            aria-pressed={isLive}
            onClick={() => onWindow(now(window, clock))}
            data-testid="trend-now"
          >
            {t("trend-now")}
          </Button>
        </Group>
      </div>
      <div className={classes.tools}>
        {props.children}
        <Tool
          label={t(props.stepped ? "trend-line-stepped" : "trend-line-linear")}
          onClick={() => props.onStepped(!props.stepped)}
          icon={props.stepped ? <IconStairs size={16} /> : <IconTimeline size={16} />}
          testId="trend-stepped"
          pressed={props.stepped}
        />
        <Tool
          label={t(props.isLocked ? "trend-scale-locked" : "trend-scale-auto")}
          onClick={() => props.onLock(!props.isLocked)}
          icon={props.isLocked ? <IconLock size={16} /> : <IconLockOpen size={16} />}
          testId="trend-lock"
          pressed={props.isLocked}
        />
        <Tool
          label={t(props.isMeasuring ? "trend-measure-off" : "trend-measure-on")}
          onClick={() => props.onMeasure(!props.isMeasuring)}
          icon={<IconArrowsHorizontal size={16} />}
          testId="trend-measure"
          pressed={props.isMeasuring}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" rightSection={<IconCaretDown size={13} />} data-testid="trend-data">
              {t("trend-data")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy size={14} />} onClick={props.onCopy} data-testid="trend-copy">
              {t("trend-copy")}
            </Menu.Item>
            <Menu.Item leftSection={<IconDownload size={14} />} onClick={props.onSave} data-testid="trend-save">
              {t("trend-save")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

function Tool(props: { label: string; icon: ReactNode; onClick: () => void; testId: string; pressed?: boolean; isOff?: boolean }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant={props.pressed ? "light" : "subtle"}
        aria-label={props.label}
        aria-pressed={props.pressed}
        disabled={props.isOff ?? false}
        onClick={props.onClick}
        data-testid={props.testId}
      >
        {props.icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** From and to on the wall clock of the site. */
function CustomRange({ extent, onWindow, window, zone }: TrendToolbarProps) {
  const t = useT();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const fromMs = fromWallClock(from, zone);
  const toMs = fromWallClock(to, zone);
  const isWrong = fromMs === null || toMs === null || fromMs >= toMs;
  const open = () => {
    setFrom(toWallClock(extent.fromMs, zone));
    setTo(toWallClock(extent.toMs, zone));
    setOpened(true);
  };
  const apply = () => {
    if (fromMs === null || toMs === null || isWrong) return;
    onWindow(fixed(fromMs, toMs));
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus withArrow shadow="md">
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={window.kind === "fixed" ? "light" : "default"}
          onClick={() => (opened ? setOpened(false) : open())}
          data-testid="trend-range-custom"
        >
          {window.kind === "fixed" ? (
            <bdi dir="ltr">
              {format.time(window.fromMs, "minute", zone)} – {format.time(window.toMs, "minute", zone)}
            </bdi>
          ) : (
            t("trend-range-custom")
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.custom}
          onSubmit={(e) => {
            e.preventDefault();
            apply();
          }}
        >
          <TextInput type="datetime-local" step={1} dir="ltr" label={t("trend-from")} value={from} onChange={(e) => setFrom(e.currentTarget.value)} data-testid="trend-custom-from" />
          <TextInput type="datetime-local" step={1} dir="ltr" label={t("trend-to")} value={to} onChange={(e) => setTo(e.currentTarget.value)} data-testid="trend-custom-to" />
          <p className={classes.hint}>
            <bdi dir="ltr">
              {zone} {format.offset(extent.toMs, zone)}
            </bdi>
          </p>
          {isWrong ? <p className={classes.wrong}>{t("trend-custom-wrong")}</p> : null}
          <Button type="submit" disabled={isWrong} data-testid="trend-custom-apply">
            {t("trend-custom-apply")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
