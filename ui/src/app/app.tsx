//! The application from the outside in: look, direction, language, core, and the gate before the plant.

import { DirectionProvider, MantineProvider, useMantineColorScheme } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { ApiProvider, TellFailure } from "@/api";
import { ConfirmProvider, showFailure } from "@/components";
import type { Host } from "@/host";
import { TextProvider, useText } from "@/text";
import { theme } from "@/theme/theme";
import { Crash } from "./crash";
import { Gate } from "./gate";

export function App({ host, client }: { host: Host; client: QueryClient }) {
  return (
    <Frame host={host} client={client}>
      <Gate />
    </Frame>
  );
}

/** Everything that a page needs around it; tests put a single page inside. */
export function Frame({ host, client, children }: { host: Host; client: QueryClient; children: ReactNode }) {
  return (
    <DirectionProvider detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <TextProvider>
          <Crash>
            <ApiProvider host={host} client={client}>
              <TellFailure value={showFailure}>
                <ThemeFollowsPreference />
                <Toasts />
                <ConfirmProvider>{children}</ConfirmProvider>
              </TellFailure>
            </ApiProvider>
          </Crash>
        </TextProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** Toasts come at the end side, away from the sidebar. */
function Toasts() {
  const { preferences } = useText();
  return <Notifications position={preferences.language === "ar" ? "bottom-left" : "bottom-right"} limit={4} />;
}

function ThemeFollowsPreference() {
  const { preferences } = useText();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(preferences.theme), [preferences.theme, setColorScheme]);
  return null;
}
