//! The four services of SAP Plant Maintenance that are used, as SAP publishes them, and the fields that must be there.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Service {
    Equipment,
    FunctionalLocation,
    Notification,
    Order,
}

impl Service {
    pub const ALL: [Self; 4] = [Self::Equipment, Self::FunctionalLocation, Self::Notification, Self::Order];

    /// The entity set that is read and written.
    pub fn set(self) -> &'static str {
        match self {
            Self::Equipment => "Equipment",
            Self::FunctionalLocation => "FunctionalLocation",
            Self::Notification => "MaintenanceNotification",
            Self::Order => "MaintenanceOrder",
        }
    }

    pub fn path_field(self) -> &'static str {
        match self {
            Self::Equipment => "equipmentPath",
            Self::FunctionalLocation => "functionalLocationPath",
            Self::Notification => "notificationPath",
            Self::Order => "orderPath",
        }
    }

    /// Of the OData V2 service that SAP delivers.
    pub fn published_path(self) -> &'static str {
        match self {
            Self::Equipment => "/sap/opu/odata/sap/API_EQUIPMENT",
            Self::FunctionalLocation => "/sap/opu/odata/sap/API_FUNCTIONALLOCATION",
            Self::Notification => "/sap/opu/odata/sap/API_MAINTNOTIFICATION",
            Self::Order => "/sap/opu/odata/sap/API_MAINTENANCEORDER",
        }
    }

    /// Without one of these it can't be worked with.
    pub fn needed_fields(self) -> &'static [&'static str] {
        match self {
            Self::Equipment => &[
                "Equipment",
                "ValidityEndDate",
                "EquipmentName",
                "TechnicalObjectType",
                "ABCIndicator",
                "MaintenancePlant",
                "FunctionalLocation",
                "SuperordinateEquipment",
                "OperationStartDate",
                "AssetManufacturerName",
                "ManufacturerPartTypeName",
                "EquipmentIsMarkedForDeletion",
                "EquipmentIsInactive",
            ],
            Self::FunctionalLocation => &[
                "FunctionalLocation",
                "FunctionalLocationLabelName",
                "FunctionalLocationName",
                "SuperiorFunctionalLocation",
                "TechnicalObjectType",
                "ABCIndicator",
                "MaintenancePlant",
                "OperationStartDate",
                "AssetManufacturerName",
                "ManufacturerPartTypeName",
                "FuncnlLocIsMarkedForDeletion",
                "FuncnlLocIsDeactivated",
            ],
            Self::Notification => &[
                "MaintenanceNotification",
                "NotificationText",
                "NotificationType",
                "TechnicalObject",
                "TechObjIsEquipOrFuncnlLoc",
                "MalfunctionStartDate",
                "MalfunctionStartTime",
                "MalfunctionEndDate",
                "MalfunctionEndTime",
                "NotificationTimeZone",
                "MaintenanceObjectIsDown",
                "MaintObjectDowntimeDuration",
                "MaintObjDowntimeDurationUnit",
                "MaintenanceOrder",
                "LastChangeDateTime",
            ],
            Self::Order => &[
                "MaintenanceOrder",
                "MaintenanceOrderType",
                "MaintenanceOrderDesc",
                "Equipment",
                "FunctionalLocation",
                "MaintenancePlanningPlant",
                "MainWorkCenter",
                "MaintPriority",
                "MaintOrdBasicStartDateTime",
                "MaintOrdBasicEndDateTime",
                "LatestAcceptableCompletionDate",
                "SystemStatusText",
                "LastChangeDateTime",
            ],
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.set())
    }
}
