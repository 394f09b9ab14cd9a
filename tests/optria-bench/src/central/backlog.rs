//! A workstation with a plant of many signals whose readings wait for the central database, and bare COPY of the same
//! rows beside it: what `upload` and `offline` share.

use super::sign_in;
use crate::{Outcome, plant};
use central::Link;
use domain::{ConnectorKind, PersonId, Reading, Role, SignalMapping, SignalNo, StatusCode, Timestamp};
use std::{io::Write, process::Command, time::Instant};
use store::{Store, StoreKey};
use sync::Replica;
use tempfile::TempDir;
use testkit::postgres::Cluster;
use tokio_postgres::Client;
use uuid::Uuid;

/// PostgreSQL counts microseconds from there.
const YEAR_2000: i64 = 946_684_800_000_000;
/// Readings of a stretch that COPY gets sorted by signal and time, as the upload sends them.
const STRETCH: usize = 50_000;

/// An enrolled workstation whose plant is known to the database, with a connection in the workstation's own name.
pub struct Workstation {
    pub store: Store,
    pub link: Link,
    pub device: Uuid,
    pub mappings: Vec<SignalMapping>,
    _folder: TempDir,
}

impl Workstation {
    pub async fn begin(cluster: &Cluster, tenant: &super::Tenant, signals: usize) -> Outcome<Self> {
        let person = sign_in(cluster, tenant).await?;
        let folder = tempfile::tempdir()?;
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::random()?)?.store;
        store.capture()?;
        let mappings = make_plant(&store, signals)?;
        let device = Uuid::now_v7();
        person.request_enrolment(device, "bench", &format!("age1{}", "q".repeat(58)), &[7; 32]).await?;
        person.enrol_device(device).await?;
        let member = person.whoami().await?.person_id;
        let replica = Replica { person: PersonId(member), device, role: Role::TenantAdmin };
        sync::round(&store, &person, replica, chrono::Utc::now()).await?;
        let link = sign_in(cluster, tenant).await?;
        link.sign_in_device(device, &[7; 32]).await?;
        Ok(Self { store, link, device, mappings, _folder: folder })
    }

    /// One reading of each signal.
    pub fn all_at(&self, at: Timestamp) -> Vec<Reading> {
        self.mappings.iter().map(|m| reading(m.signal, at)).collect()
    }

    /// Readings a second of bare COPY: a superuser, no row security, no receipt, one table with the same columns and key,
    /// and the rows encoded beforehand in a file that psql sends, so that the client costs next to nothing.
    pub async fn copy(&self, cluster: &Cluster, root: &Client, times: &[Timestamp]) -> Outcome<f64> {
        root.batch_execute(
            "DROP TABLE IF EXISTS public.bare;
             CREATE TABLE public.bare (tenant_id uuid NOT NULL, signal bigint NOT NULL, ts timestamptz NOT NULL,
                 value double precision, status bigint NOT NULL, server_delta bigint, receipt_delta bigint,
                 PRIMARY KEY (tenant_id, signal, ts))",
        )
        .await?;
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0")?;
        for stretch in times.chunks((STRETCH / self.mappings.len()).max(1)) {
            file.write_all(&encoded(&self.mappings, stretch))?;
        }
        file.write_all(&(-1i16).to_be_bytes())?;
        let psql = testkit::postgres::program("psql").ok_or("psql is not installed")?;
        let begun = Instant::now();
        let done = Command::new(psql)
            .args(["-X", "-q", "-d", &cluster.url("postgres"), "-c", "COPY public.bare FROM STDIN (FORMAT binary)"])
            .stdin(file.reopen()?)
            .status()?;
        if !done.success() {
            return Err("COPY failed".into());
        }
        Ok((times.len() * self.mappings.len()) as f64 / begun.elapsed().as_secs_f64())
    }
}

/// Rows in PostgreSQL's binary COPY format: seven fields, each after its length.
fn encoded(mappings: &[SignalMapping], times: &[Timestamp]) -> Vec<u8> {
    let mut out = Vec::with_capacity(100 * mappings.len() * times.len());
    for mapping in mappings {
        for at in times {
            let reading = reading(mapping.signal, *at);
            let ts = reading.source_time.timestamp_micros() - YEAR_2000;
            out.extend_from_slice(&7i16.to_be_bytes());
            out.extend_from_slice(&16i32.to_be_bytes());
            out.extend_from_slice(Uuid::max().as_bytes());
            let fields = [
                mapping.signal.0.to_be_bytes(),
                ts.to_be_bytes(),
                reading.value.unwrap_or_default().to_be_bytes(),
                0i64.to_be_bytes(),
                0i64.to_be_bytes(),
                250_000i64.to_be_bytes(),
            ];
            for field in fields {
                out.extend_from_slice(&8i32.to_be_bytes());
                out.extend_from_slice(&field);
            }
        }
    }
    out
}

pub fn reading(signal: SignalNo, at: Timestamp) -> Reading {
    Reading {
        signal,
        value: Some((signal.0 as f64 + at.timestamp() as f64).sin() * 100.0),
        status: StatusCode::GOOD,
        source_time: at,
        server_time: Some(at),
        receipt_time: at + chrono::Duration::milliseconds(250),
    }
}

fn make_plant(store: &Store, signals: usize) -> Outcome<Vec<SignalMapping>> {
    let integration = plant::integration(ConnectorKind::Demo, "Bench");
    Ok(store.write(|t| {
        let site = plant::site();
        store::site::insert(t, &site)?;
        store::integration::insert(t, &integration)?;
        let assets = plant::assets(site.id, signals.div_ceil(10));
        store::asset::insert_many(t, &assets)?;
        let mut mappings = Vec::new();
        for n in 0..signals {
            let metric = plant::metric(assets[n / 10].id, &format!("metric_{}", n % 10));
            store::metric::upsert(t, &metric)?;
            mappings.push(plant::mapping(integration.id, metric.id, &format!("T{n}")));
        }
        store::mapping::insert_many(t, &mappings)
    })?)
}
