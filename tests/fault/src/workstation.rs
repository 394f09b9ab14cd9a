//! One workstation: the production store in a folder of its own, which may be dropped and opened again at any moment.

use chrono::{DateTime, Duration, Utc};
use domain::{Asset, AssetId, AssetStatus, Criticality, Family, PersonId, Site, SiteId};
use rand::{Rng, rngs::StdRng};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, path::PathBuf};
use store::{Store, StoreError, StoreKey, outbox, replica};
use sync::{Replica, Round, Server};
use uuid::Uuid;

pub struct Workstation {
    file: PathBuf,
    store: Store,
    replica: Replica,
    clock: DateTime<Utc>,
    /// Every operation that was ever in this outbox.
    pub made: Vec<Uuid>,
}

fn open(file: &std::path::Path) -> store::Result<Store> {
    let store = Store::open(file, &StoreKey::new([7; 32]))?.store;
    store.capture()?;
    Ok(store)
}

impl Workstation {
    pub fn new(file: PathBuf, n: u128) -> store::Result<Self> {
        let store = open(&file)?;
        let replica = Replica { person: PersonId(Uuid::from_u128(100 + n)), device: Uuid::from_u128(200 + n) };
        Ok(Self { file, store, replica, clock: DateTime::UNIX_EPOCH + Duration::days(20_000), made: Vec::new() })
    }

    /// Killed and started again: what was committed is there, nothing else.
    pub fn restart(self) -> store::Result<Self> {
        let Self { file, store, replica, clock, made } = self;
        drop(store);
        Ok(Self { store: open(&file)?, file, replica, clock, made })
    }

    pub async fn exchange(&mut self, server: &dyn Server) -> sync::Result<Round> {
        self.clock += Duration::seconds(2);
        sync::round(&self.store, server, self.replica, self.clock).await
    }

    pub fn waiting(&self) -> store::Result<u64> {
        Ok(self.store.read(outbox::depth)?.waiting)
    }

    /// One change as a person makes it; what the store refuses is no change.
    pub fn change(&mut self, rng: &mut StdRng) -> store::Result<()> {
        self.clock += Duration::seconds(1);
        let acting = store::acting::act_as(Some(self.replica.person), self.clock);
        let outcome = self.store.write(|t| change(t, rng));
        drop(acting);
        match outcome {
            Ok(()) | Err(StoreError::Duplicate { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {}
            Err(e) => return Err(e),
        }
        let made = self.store.read(|c| outbox::list(c, 0, 1_000))?.items;
        for operation in made {
            if !self.made.contains(&operation.op_id) {
                self.made.push(operation.op_id);
            }
        }
        Ok(())
    }

    /// Whether the operation has a receipt here.
    pub fn is_settled(&self, op: Uuid) -> store::Result<bool> {
        let past = self.store.read(|c| outbox::list_history(c, None, 0, 10_000))?.items;
        Ok(past.iter().any(|p| p.operation.op_id == op))
    }

    /// Values that met another's and are not in the row: each must be in the inbox.
    pub fn is_every_conflict_kept(&self) -> store::Result<bool> {
        self.store.read(|c| {
            let conflicts = store::conflict::list_open(c, 0, 10_000)?.items;
            let past = outbox::list_history(c, Some("conflict"), 0, 10_000)?.items;
            Ok(past.iter().all(|p| {
                let fields = p.detail.as_ref().and_then(|d| d["fields"].as_object());
                fields.into_iter().flatten().all(|(field, values)| {
                    conflicts
                        .iter()
                        .any(|c| c.op_id == p.operation.op_id && c.field == *field && c.mine == values["mine"])
                })
            }))
        })
    }

    /// The shared rows that the model knows, as operations write them.
    pub fn rows(&self) -> store::Result<BTreeMap<(String, Uuid), Map<String, Value>>> {
        self.store.read(|c| {
            let mut rows = BTreeMap::new();
            for table in ["site", "asset"] {
                let ids: Vec<Uuid> = c
                    .prepare(&format!("SELECT id FROM {table}"))?
                    .query_map([], |r| r.get(0))?
                    .collect::<Result<_, _>>()?;
                for id in ids {
                    if let Some(row) = replica::present(c, table, id)? {
                        rows.insert((table.to_owned(), id), row);
                    }
                }
            }
            Ok(rows)
        })
    }
}

fn change(t: &store::Transaction<'_>, rng: &mut StdRng) -> store::Result<()> {
    let sites = store::site::list(t)?;
    let filter = store::asset::AssetFilter { limit: 500, ..Default::default() };
    let assets: Vec<Asset> = store::asset::list(t, &filter)?.items.into_iter().map(|a| a.asset).collect();
    let word = |rng: &mut StdRng| format!("w{}", rng.random_range(0..6));
    match rng.random_range(0..10) {
        0 => store::site::insert(t, &site(&format!("S{}", rng.random_range(0..4)))),
        1..=3 if !sites.is_empty() => {
            let of = &sites[rng.random_range(0..sites.len())];
            store::asset::insert(t, &asset(of, &format!("T{}", rng.random_range(0..8))))
        }
        4..=7 if !assets.is_empty() => {
            let mut asset = assets[rng.random_range(0..assets.len())].clone();
            match rng.random_range(0..4) {
                0 => asset.name_en = word(rng),
                1 => asset.name_ar = word(rng),
                2 => asset.tag_code = format!("T{}", rng.random_range(0..8)),
                _ => {
                    let all = [Criticality::Low, Criticality::Medium, Criticality::High, Criticality::Critical];
                    asset.criticality = all[rng.random_range(0..all.len())];
                }
            }
            store::asset::update(t, &asset)
        }
        8 if !assets.is_empty() => {
            t.execute("DELETE FROM asset WHERE id = ?1", [assets[rng.random_range(0..assets.len())].id.0])?;
            Ok(())
        }
        _ if !sites.is_empty() => {
            let mut site = sites[rng.random_range(0..sites.len())].clone();
            site.name_en = word(rng);
            store::site::update(t, &site)
        }
        _ => Ok(()),
    }
}

fn site(code: &str) -> Site {
    Site {
        id: SiteId::new(),
        // Codes of two workstations may be the same: the central database has no rule about them in the model.
        code: format!("{code}-{}", Uuid::now_v7().simple()),
        name_en: code.into(),
        name_ar: code.into(),
        time_zone: "Asia/Riyadh".into(),
        latitude: None,
        longitude: None,
    }
}

fn asset(site: &Site, tag: &str) -> Asset {
    Asset {
        id: AssetId::new(),
        site_id: site.id,
        parent_id: None,
        tag_code: tag.into(),
        name_en: "Pump".into(),
        name_ar: "مضخة".into(),
        family: Family::Pump,
        criticality: Criticality::High,
        status: AssetStatus::InService,
        installed_on: None,
    }
}
