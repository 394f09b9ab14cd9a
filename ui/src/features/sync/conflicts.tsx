//! The conflict inbox: fields that two people changed at once, oldest first, a page at a time, each with its decision.

import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { ConflictRow, Page } from "@/bindings";
import { useCommand } from "@/api";
import { EmptyState, Loaded } from "@/components";
import { useFormat, useT } from "@/text";
import { ConflictCard } from "./conflict-card";
import classes from "./sync.module.css";

/** As many as are read in one go; values may be long. */
const PAGE = 20;

export function Conflicts() {
  const t = useT();
  const [offset, setOffset] = useState(0);
  const query = useCommand("list_conflicts", { offset, limit: PAGE }, { keepPrevious: true });
  const list = useRef<HTMLDivElement>(null);
  const turn = (to: number) => {
    setOffset(Math.max(0, to));
    list.current?.scrollTo?.({ top: 0 });
    list.current?.focus();
  };
  // The decided one is gone with its buttons: the next is reached from the list.
  const decided = (left: number) => {
    if (left === 0 && offset > 0) setOffset(offset - PAGE);
    list.current?.focus();
  };
  return (
    <>
      <p className={classes.lead}>{t("ui-sync-conflicts-why")}</p>
      <div ref={list} className={classes.conflicts} tabIndex={-1} aria-label={t("ui-sync-tab-conflicts")} role="region">
        <Loaded
          query={query}
          testId="conflict-list"
          isEmpty={(page) => page.total === 0}
          empty={<EmptyState title={t("ui-sync-conflicts-empty")}>{t("ui-sync-conflicts-empty-why")}</EmptyState>}
        >
          {(page) => (
            <>
              {page.items.map((row, i) => (
                <ConflictCard key={`${row.opId} ${row.field}`} row={row} index={offset + i} onDecided={() => decided(page.items.length - 1)} />
              ))}
              <Turner page={page} offset={offset} onTurn={turn} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

function Turner({ page, offset, onTurn }: { page: Page<ConflictRow>; offset: number; onTurn: (to: number) => void }) {
  const t = useT();
  const format = useFormat();
  if (page.total <= PAGE) return null;
  const to = Math.min(offset + PAGE, page.total);
  return (
    <nav className={classes.turner}>
      <Button variant="default" disabled={offset === 0} onClick={() => onTurn(offset - PAGE)} data-testid="conflicts-before">
        {t("ui-sync-page-before")}
      </Button>
      <span>{t("ui-sync-pages", { from: format.integer(offset + 1), to: format.integer(to), total: format.integer(page.total) })}</span>
      <Button variant="default" disabled={to >= page.total} onClick={() => onTurn(offset + PAGE)} data-testid="conflicts-after">
        {t("ui-sync-page-after")}
      </Button>
    </nav>
  );
}
