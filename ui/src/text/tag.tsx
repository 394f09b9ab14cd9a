//! What never reorders: tag names, node ids, units, addresses. A left-to-right island in any sentence.

import type { ReactNode } from "react";
import classes from "./tag.module.css";

export function Tag({ children, plain, title }: { children: ReactNode; plain?: boolean; title?: string }) {
  return (
    <bdi dir="ltr" className={plain ? classes.island : classes.tag} title={title} translate="no">
      {children}
    </bdi>
  );
}
