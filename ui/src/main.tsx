//! Where the UI starts.

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@/theme/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "@/api";
import { App } from "@/app/app";
import { chooseHost } from "@/host";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App host={chooseHost()} client={newQueryClient()} />
  </StrictMode>,
);
