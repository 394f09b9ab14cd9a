//! The enrolled workstation's own session with the central database: limited to what collecting needs (its settings, the
//! secrets sealed to it, later leases and telemetry), and there also when nobody is signed in.

use super::{CentralState, LinkGuard, connect, enrolment, state};
use crate::{failures::failure, plant::Plant};
use central::CentralError;
use domain::{ErrorCode, Failure, Timestamp};
use std::sync::Arc;

/// A connected link that acts as the workstation, and until when its session counts.
pub(super) struct DeviceLink {
    link: LinkGuard,
    expires_at: Timestamp,
}

/// A session is renewed when it has this long left.
const RENEW_BEFORE: chrono::Duration = chrono::Duration::hours(1);
/// How long an answer may take that costs the database nothing.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

impl CentralState {
    /// A link that acts as the workstation; signs in where there is none. Refused where it is not enrolled.
    pub async fn device_link(&self, plant: &Plant) -> Result<LinkGuard, Failure> {
        let mut slot = self.device.lock().await;
        let now = plant.clock.now();
        if let Some(held) = slot.as_ref().filter(|d| !d.link.is_over() && d.expires_at - RENEW_BEFORE > now) {
            match tokio::time::timeout(PATIENCE, held.link.check_session()).await {
                Ok(Ok(())) => return Ok(held.link.clone()),
                // Half-open: nothing comes back any more.
                Err(_) => *slot = None,
                Ok(Err(CentralError::SignedOut(_) | CentralError::Lost)) => *slot = None,
                Ok(Err(e)) => return Err(e.into()),
            }
        }
        *slot = None;
        let link = connect(plant).await?;
        let session = match link.sign_in_device(enrolment::id(plant)?, &enrolment::sign_in_secret(plant)?).await {
            Ok(session) => session,
            // The database says no more than that: not enrolled yet, or removed.
            Err(CentralError::WrongPassword) => return Err(failure(ErrorCode::Forbidden, "workstation-not-enrolled")),
            Err(e) => return Err(e.into()),
        };
        let link = Arc::new(link);
        *slot = Some(DeviceLink { link: link.clone(), expires_at: session.expires_at });
        Ok(link)
    }
}

impl CentralState {
    /// The next one who asks connects anew: this link answers no more.
    pub(super) fn drop_device_link(&self) {
        if let Ok(mut slot) = self.device.try_lock() {
            *slot = None;
        }
    }
}

/// One look of the background: an enrolled workstation stays signed in, one that was removed is told so.
pub async fn look_after(plant: &Plant) -> Result<Option<LinkGuard>, Failure> {
    let state = state(plant)?;
    match state.workstation() {
        enrolment::Standing::Pending | enrolment::Standing::NotRequested | enrolment::Standing::Removed => Ok(None),
        // After a start nobody has asked yet: an enrolled one can tell by its own sign-in.
        enrolment::Standing::Unknown | enrolment::Standing::Enrolled => match state.device_link(plant).await {
            Ok(link) => {
                enrolment::look(plant, &link).await?;
                Ok(Some(link))
            }
            Err(failure) if failure.message.id == "workstation-not-enrolled" => {
                if state.workstation() == enrolment::Standing::Enrolled {
                    state.set_workstation(enrolment::Standing::Removed);
                }
                Ok(None)
            }
            Err(failure) => Err(failure),
        },
    }
}
