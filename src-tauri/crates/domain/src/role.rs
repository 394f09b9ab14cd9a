//! Five fixed roles and the capabilities they carry (SPEC section 2). Code asks for a capability, never for a role.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    PlatformOwner,
    TenantAdmin,
    OptimizationEngineer,
    Engineer,
    Viewer,
}

/// What a person may do. `ViewPlant` is what every signed-in person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Read what the tenant has.
    ViewPlant,
    /// See optimization runs and recommendations.
    ViewOptimization,
    /// Create, edit and move work orders.
    ManageWorkOrders,
    /// Run an optimization; accept or reject its recommendations.
    RunOptimization,
    /// Create and edit sites, assets, metrics and limits.
    ManageAssets,
    /// Create and edit signal mappings.
    ManageMappings,
    /// Create, edit, start and stop integrations; trust certificates.
    ManageIntegrations,
    /// Save a new version of the cost and risk model.
    ManageCostModel,
    /// Create and edit people of the tenant.
    ManagePeople,
    /// Diagnostics, jobs, retention and logs of the workspace.
    ViewDiagnostics,
    /// See, edit, disable and open the tenants of a central database.
    ManageTenants,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::PlatformOwner, Self::TenantAdmin, Self::OptimizationEngineer, Self::Engineer, Self::Viewer];

    pub fn capabilities(self) -> &'static [Capability] {
        use Capability::*;
        match self {
            Self::PlatformOwner => &Capability::ALL,
            Self::TenantAdmin => &[
                ViewPlant,
                ViewOptimization,
                ManageWorkOrders,
                RunOptimization,
                ManageAssets,
                ManageMappings,
                ManageIntegrations,
                ManageCostModel,
                ManagePeople,
            ],
            Self::OptimizationEngineer => {
                &[ViewPlant, ViewOptimization, ManageWorkOrders, RunOptimization, ManageAssets, ManageMappings]
            }
            Self::Engineer => &[ViewPlant, ViewOptimization, ManageWorkOrders],
            Self::Viewer => &[ViewPlant],
        }
    }

    pub fn can(self, capability: Capability) -> bool {
        self.capabilities().contains(&capability)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlatformOwner => "platform_owner",
            Self::TenantAdmin => "tenant_admin",
            Self::OptimizationEngineer => "optimization_engineer",
            Self::Engineer => "engineer",
            Self::Viewer => "viewer",
        }
    }
}

impl Capability {
    pub const ALL: [Self; 11] = [
        Self::ViewPlant,
        Self::ViewOptimization,
        Self::ManageWorkOrders,
        Self::RunOptimization,
        Self::ManageAssets,
        Self::ManageMappings,
        Self::ManageIntegrations,
        Self::ManageCostModel,
        Self::ManagePeople,
        Self::ViewDiagnostics,
        Self::ManageTenants,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ViewPlant => "view_plant",
            Self::ViewOptimization => "view_optimization",
            Self::ManageWorkOrders => "manage_work_orders",
            Self::RunOptimization => "run_optimization",
            Self::ManageAssets => "manage_assets",
            Self::ManageMappings => "manage_mappings",
            Self::ManageIntegrations => "manage_integrations",
            Self::ManageCostModel => "manage_cost_model",
            Self::ManagePeople => "manage_people",
            Self::ViewDiagnostics => "view_diagnostics",
            Self::ManageTenants => "manage_tenants",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|r| r.as_str() == s).ok_or_else(|| format!("no such role: {s}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_sees_the_plant_and_each_has_no_more_than_the_one_above() {
        for pair in Role::ALL.windows(2) {
            for c in pair[1].capabilities() {
                assert!(pair[0].can(*c), "{:?} has {c:?} but {:?} has not", pair[1], pair[0]);
            }
            assert!(pair[0].capabilities().len() > pair[1].capabilities().len());
            assert!(pair[1].can(Capability::ViewPlant));
        }
        assert!(!Role::Viewer.can(Capability::ManageWorkOrders));
        assert!(!Role::Engineer.can(Capability::RunOptimization));
    }
}
