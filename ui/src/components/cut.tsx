//! A name on one line that is cut at its own end where it is too long: a Latin name in an Arabic list at its right, never at its beginning.

import type { ReactNode } from "react";
import classes from "./cut.module.css";

export function Cut({ children, title, direction = "auto" }: { children: ReactNode; title?: string; direction?: "auto" | "ltr" }) {
  return (
    <span className={classes.cut} dir={direction} title={title}>
      {children}
    </span>
  );
}
