//! Whose certificates this workstation trusts, and its own.

use crate::{Caller, commands::workspace::Nothing, failures::OrFailure, plant::Plant};
use connectors::opcua;
use domain::{CertificateInfo, CertificateTrust, ConnectionState, ConnectorKind, Failure, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRow {
    pub info: CertificateInfo,
    pub trust: CertificateTrust,
    pub is_expired: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Certificates {
    /// This workstation's own application certificate, to be trusted by the servers.
    pub own: CertificateInfo,
    pub own_pem: String,
    pub servers: Vec<CertificateRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct CertificateRef {
    /// SHA-1 thumbprint, as shown.
    pub thumbprint: String,
}

pub async fn list_certificates(caller: &Caller<'_>, _: Nothing) -> Result<Certificates, Failure> {
    certificates(&*caller.plant()?, caller.now())
}

pub async fn trust_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.trust(&request.thumbprint).map_err(|e| e.failure)?;
    restart_failed(&plant).await?;
    certificates(&plant, caller.now())
}

pub async fn reject_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.reject(&request.thumbprint).map_err(|e| e.failure)?;
    restart_opcua(&plant).await?;
    certificates(&plant, caller.now())
}

pub async fn remove_certificate(caller: &Caller<'_>, request: CertificateRef) -> Result<Certificates, Failure> {
    let plant = caller.plant()?;
    trust_list(&plant)?.remove(&request.thumbprint).map_err(|e| e.failure)?;
    restart_opcua(&plant).await?;
    certificates(&plant, caller.now())
}

fn trust_list(plant: &Plant) -> Result<opcua::trust::TrustList, Failure> {
    opcua::trust::TrustList::open(&plant.folder).map_err(|e| e.failure)
}

fn certificates(plant: &Plant, now: Timestamp) -> Result<Certificates, Failure> {
    let own = opcua::own_certificate(&plant.folder).map_err(|e| e.failure)?;
    let own_pem = opcua::own_certificate::export_pem(&plant.folder).map_err(|e| e.failure)?;
    let servers = trust_list(plant)?.list().map_err(|e| e.failure)?;
    let row = |c: opcua::trust::TrustedCertificate| CertificateRow {
        is_expired: now > c.info.valid_to,
        info: c.info,
        trust: c.trust,
    };
    Ok(Certificates { own, own_pem, servers: servers.into_iter().map(row).collect() })
}

/// A certificate that was just trusted lets those in that had given up.
async fn restart_failed(plant: &Arc<Plant>) -> Result<(), Failure> {
    restart_where(plant, |state| matches!(state, ConnectionState::Failed { .. })).await
}

/// A certificate that is no longer trusted ends the connections that rest on it.
async fn restart_opcua(plant: &Arc<Plant>) -> Result<(), Failure> {
    plant.desks.close_all();
    restart_where(plant, |_| true).await
}

async fn restart_where(plant: &Arc<Plant>, which: impl Fn(&ConnectionState) -> bool) -> Result<(), Failure> {
    for integration in plant.store.read(store::integration::list).or_failure()? {
        let is_meant = plant.supervisor.status(integration.id, |s| which(&s.state)).unwrap_or(false);
        if integration.connector == ConnectorKind::Opcua && is_meant {
            plant.supervisor.reconcile(plant, Some(integration.id)).await?;
        }
    }
    Ok(())
}
