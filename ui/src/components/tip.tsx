//! A tooltip that costs nothing until a pointer or the focus comes near: lists have hundreds of them.

import { Tooltip } from "@mantine/core";
import { cloneElement, createContext, useState, type ReactElement, type ReactNode } from "react";

/** True inside the rows of a list: there a tip is for the pointer alone. */
export const InRow = createContext(false);

interface Target {
  onPointerEnter?: () => void;
  onFocus?: () => void;
}

/** `label` is only made when it may be shown. The child is an element that takes a ref and events. */
export function Tip({ label, children }: { label: () => ReactNode; children: ReactElement<Target> }) {
  const [isNear, setNear] = useState(false);
  if (!isNear) return cloneElement(children, { onPointerEnter: () => setNear(true), onFocus: () => setNear(true) });
  return <Tooltip label={label()}>{children}</Tooltip>;
}
