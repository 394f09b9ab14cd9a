//! The resources of Oracle's REST API that are asked, and what is needed of each. The names are those of Oracle's pages
//! (REST API for Oracle Supply Chain & Manufacturing: Inventory Organizations, Installed Base Assets, Maintenance Work Orders,
//! Work Order Statuses).

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Resource {
    Organizations,
    Assets,
    WorkOrders,
    /// A company's own statuses of orders, each tied to one of Oracle's.
    Statuses,
}

impl Resource {
    pub fn name(self) -> &'static str {
        match self {
            Self::Organizations => "inventoryOrganizations",
            Self::Assets => "installedBaseAssets",
            Self::WorkOrders => "maintenanceWorkOrders",
            Self::Statuses => "workOrderStatuses",
        }
    }

    /// Without one of these it can't be worked with.
    pub fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Organizations => &["OrganizationCode", "OrganizationName", "MaintenanceEnabledFlag"],
            Self::Assets => &["AssetId", "AssetNumber", "Description", "OperatingOrganizationCode"],
            Self::WorkOrders => &[
                "WorkOrderId",
                "WorkOrderNumber",
                "WorkOrderDescription",
                "WorkOrderStatusCode",
                "WorkOrderTypeCode",
                "AssetId",
                "OrganizationCode",
                "ActualCompletionDate",
                "LastUpdateDate",
            ],
            Self::Statuses => &["WoStatusCode", "WoSystemStatusCode"],
        }
    }

    /// Asked for where the system has it: Oracle adds fields from release to release.
    pub fn welcome(self) -> &'static [&'static str] {
        match self {
            Self::Organizations | Self::Statuses => &[],
            Self::Assets => &[
                "SerialNumber",
                "ItemNumber",
                "ItemDescription",
                "LocationName",
                "InServiceDate",
                "ActiveEndDate",
                "MaintainableFlag",
            ],
            Self::WorkOrders => &[
                "WorkOrderSubTypeCode",
                "WorkOrderPriority",
                "PlannedCompletionDate",
                "ActualStartDate",
                "CreationDate",
            ],
        }
    }

    /// What is searched or sorted by.
    pub fn searched_by(self) -> &'static [&'static str] {
        match self {
            Self::Organizations => &["OrganizationCode"],
            Self::Assets => &["AssetId", "AssetNumber", "Description", "OperatingOrganizationCode"],
            Self::WorkOrders => &["WorkOrderId", "WorkOrderNumber", "OrganizationCode", "LastUpdateDate"],
            Self::Statuses => &["WoStatusCode"],
        }
    }

    /// Rows below a row.
    pub fn child(self) -> Option<(&'static str, &'static str)> {
        match self {
            // The assets that are part of an asset.
            Self::Assets => Some(("relationships", "AssetId")),
            Self::Organizations | Self::WorkOrders | Self::Statuses => None,
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
