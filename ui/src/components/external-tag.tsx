//! A source's tag as people read it: its own name first, the namespace it belongs to dimmed; whole on hover. Never mirrored.

import { Tag } from "@/text";
import classes from "./external-tag.module.css";

export function ExternalTag({ tag, oneLine, alone }: { tag: string; oneLine?: boolean; /** Without the namespace. */ alone?: boolean }) {
  const { identifier, namespace } = partsOf(tag);
  return (
    <span dir="ltr" className={classes.tag} data-line={oneLine ? "one" : undefined} title={tag}>
      <Tag>{identifier}</Tag>
      {namespace && !alone ? (
        <span className={classes.namespace}>
          <Tag plain>{namespace}</Tag>
        </span>
      ) : null}
    </span>
  );
}

/** An OPC UA tag as its identifier and its namespace; any other is its own identifier. */
export function partsOf(externalTag: string): { identifier: string; namespace: string | null } {
  const match = /^(nsu=.*?);([sigb]=.*)$/s.exec(externalTag);
  return match ? { identifier: match[2]?.replace(/^s=/, "") ?? externalTag, namespace: match[1] ?? null } : { identifier: externalTag, namespace: null };
}
