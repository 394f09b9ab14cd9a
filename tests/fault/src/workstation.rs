//! One workstation: the production store in a folder of its own, which may be dropped and opened again at any moment.

use crate::changes::Reach;
use chrono::{DateTime, Duration, Utc};
use rand::rngs::StdRng;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
};
use store::{Store, StoreError, StoreKey, outbox, replica};
use sync::{Replica, Round, Server};
use uuid::Uuid;

/// Shared rows by table and id, as operations write them.
pub type Rows = BTreeMap<(String, Uuid), Map<String, Value>>;

pub struct Workstation {
    file: PathBuf,
    pub store: Store,
    replica: Replica,
    reach: Reach,
    clock: DateTime<Utc>,
    /// Every operation that was ever in this outbox.
    pub made: HashSet<Uuid>,
}

/// Of stores that nobody else opens.
pub(crate) const KEY: [u8; 32] = [7; 32];

fn open(file: &std::path::Path) -> store::Result<Store> {
    let store = Store::open(file, &StoreKey::new(KEY))?.store;
    store.write(|t| store::work_order::number_provisionally(t))?;
    store.capture()?;
    Ok(store)
}

impl Workstation {
    pub fn new(file: PathBuf, replica: Replica, reach: Reach) -> store::Result<Self> {
        let store = open(&file)?;
        let clock = DateTime::UNIX_EPOCH + Duration::days(20_000);
        Ok(Self { file, store, replica, reach, clock, made: HashSet::new() })
    }

    /// Killed and started again: what was committed is there, nothing else.
    pub fn restart(self) -> store::Result<Self> {
        let Self { file, store, replica, reach, clock, made } = self;
        drop(store);
        Ok(Self { store: open(&file)?, file, replica, reach, clock, made })
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
        let outcome = self.store.write(|t| self.reach.change(t, rng, self.replica.person, self.clock));
        drop(acting);
        match outcome {
            Ok(()) | Err(StoreError::Duplicate { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {}
            Err(e) => return Err(e),
        }
        let made = self.store.read(|c| outbox::list(c, 0, 1_000))?.items;
        self.made.extend(made.iter().map(|operation| operation.op_id));
        Ok(())
    }

    /// Every receipt that is here: the operation, and how it ended.
    pub fn receipts(&self) -> store::Result<BTreeMap<Uuid, String>> {
        let past = self.store.read(|c| outbox::list_history(c, None, 0, 100_000))?.items;
        Ok(past.into_iter().map(|p| (p.operation.op_id, p.outcome)).collect())
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

    /// Numbers that the central database gives: of orders, and of versions of the cost model.
    pub fn numbers(&self) -> store::Result<BTreeMap<(String, Uuid), i64>> {
        let sql =
            "SELECT 'work_order', id, no FROM work_order UNION ALL SELECT 'cost_model', id, version FROM cost_model";
        self.store.read(|c| {
            let mut statement = c.prepare(sql)?;
            let rows = statement.query_map([], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    pub fn rows(&self) -> store::Result<Rows> {
        self.store.read(|c| {
            let mut rows = BTreeMap::new();
            for table in self.reach.tables() {
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
