//! Whether the central database is reached, as shape and word.

import type { CentralStatus } from "@/bindings";
import { useT } from "@/text";
import { kebab } from "../closed-lists";
import { Mark, type Shape, type Tone } from "../marks";

export const linkLooks: Record<CentralStatus["link"], { tone: Tone; shape: Shape }> = {
  online: { tone: "plain", shape: "circle" },
  offline: { tone: "warning", shape: "triangle" },
  password_needed: { tone: "notice", shape: "half" },
  signed_out: { tone: "plain", shape: "ring" },
};

export function LinkMark({ link }: { link: CentralStatus["link"] }) {
  const t = useT();
  const { tone, shape } = linkLooks[link];
  return (
    <Mark tone={tone} shape={shape} testId="link-mark" data={{ "data-link": link }}>
      {t(`ui-link-short-${kebab(link)}`)}
    </Mark>
  );
}
