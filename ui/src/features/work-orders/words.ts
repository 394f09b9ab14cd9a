//! The fixed lists of a work order's fields, in the order that people expect them.

import type { Criticality, WorkOrderStatus, WorkOrderType } from "@/bindings";

export const statuses: readonly WorkOrderStatus[] = ["open", "assigned", "in_progress", "done", "cancelled"];
export const types: readonly WorkOrderType[] = ["corrective", "preventive", "predictive", "inspection"];
export const priorities: readonly Criticality[] = ["critical", "high", "medium", "low"];
