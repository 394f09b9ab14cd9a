//! A source's tag as people read it: its own name first, the namespace it belongs to dimmed below; whole on hover.

import { Tag } from "@/text";
import { partsOf } from "./draft";
import classes from "./mapping.module.css";

export function ExternalTag({ tag, oneLine }: { tag: string; oneLine?: boolean }) {
  const { identifier, namespace } = partsOf(tag);
  return (
    <span dir="ltr" className={classes.externalTag} data-line={oneLine ? "one" : undefined} title={tag}>
      <Tag>{identifier}</Tag>
      {namespace ? (
        <span className={classes.pathLine}>
          <Tag plain>{namespace}</Tag>
        </span>
      ) : null}
    </span>
  );
}
