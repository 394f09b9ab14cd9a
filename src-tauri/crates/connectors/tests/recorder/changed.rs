//! All that has changed in a maintenance system.

use connectors::maintenance::MaintenanceSystem;
use domain::Timestamp;

/// The numbers of what befell objects, through as many readings as it takes, and where to go on.
pub async fn changed(system: &dyn MaintenanceSystem, mut since: Timestamp) -> (Vec<String>, Timestamp) {
    let mut found = Vec::new();
    loop {
        let changes = system.changed_since(since, None).await.unwrap();
        found.extend(changes.happenings.into_iter().map(|h| h.number));
        since = changes.until;
        if !changes.is_more {
            return (found, since);
        }
    }
}
