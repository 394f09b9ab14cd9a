//! The oracle against PostgreSQL: a superuser reads the tables themselves, not by the way that replicas read them.

use super::Outcome;
use crate::{
    Verdict,
    workstation::{Rows, Workstation},
};
use chrono::DateTime;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use store::replica::{self, Kind, TABLES};
use tokio_postgres::Client;
use uuid::Uuid;

/// What the database did with an operation.
struct Receipt {
    outcome: String,
    row_id: Uuid,
    action: String,
}

pub(crate) async fn look(there: &Client, tenant: Uuid, all: &[&Workstation]) -> Outcome<Verdict> {
    let mut verdict = Verdict::default();
    let rows = rows(there, tenant).await?;
    let receipts = receipts(there, tenant).await?;
    for workstation in all {
        let is_same = are_equal(&workstation.rows()?, &rows) && workstation.numbers()? == numbers(&rows);
        verdict.diverged += u32::from(!is_same);
        verdict.stuck += workstation.waiting()?;
        verdict.operations += workstation.made.len() as u32;
        let here = workstation.receipts()?;
        let is_kept = |op: &Uuid| {
            let (mine, theirs) = (here.get(op), receipts.get(op));
            mine.is_some() && mine == theirs.map(|r| &r.outcome)
        };
        verdict.lost += workstation.made.iter().filter(|op| !is_kept(op)).count() as u32;
        verdict.forgotten += u32::from(!workstation.is_every_conflict_kept()?);
        verdict.conflicts += here.values().filter(|outcome| *outcome == "conflict").count() as u32;
    }
    verdict.doubled = doubled(&rows, receipts.values());
    Ok(verdict)
}

/// Each change of a row counts its version up by one: more than the operations that could have changed it is too many.
fn doubled<'a>(rows: &Rows, receipts: impl Iterator<Item = &'a Receipt>) -> u32 {
    let mut changes: HashMap<Uuid, i64> = HashMap::new();
    for receipt in receipts.filter(|r| r.action == "update" && r.outcome != "rejected") {
        *changes.entry(receipt.row_id).or_default() += 1;
    }
    let is_too_new = |((tbl, id), row): (&(String, Uuid), &serde_json::Map<String, Value>)| {
        let version = row.get("version").and_then(Value::as_i64).unwrap_or(i64::MAX);
        // A version of the cost model is numbered, not counted up.
        tbl != "cost_model" && version > 1 + changes.get(id).copied().unwrap_or(0)
    };
    rows.iter().filter(|row| is_too_new(*row)).count() as u32
}

fn numbers(rows: &Rows) -> BTreeMap<(String, Uuid), i64> {
    let number = |(key, row): (&(String, Uuid), &serde_json::Map<String, Value>)| {
        let column = match key.0.as_str() {
            "work_order" => "no",
            "cost_model" => "version",
            _ => return None,
        };
        Some((key.clone(), row.get(column)?.as_i64()?))
    };
    rows.iter().filter_map(number).collect()
}

async fn rows(there: &Client, tenant: Uuid) -> Outcome<Rows> {
    let mut all = Rows::new();
    for table in TABLES {
        let sql = format!("SELECT id, to_jsonb(t) FROM plant.{} t WHERE tenant_id = $1", table.name);
        for row in there.query(&sql, &[&tenant]).await? {
            if let Value::Object(fields) = row.get::<_, Value>(1) {
                all.insert((table.name.to_owned(), row.get(0)), fields);
            }
        }
    }
    Ok(all)
}

async fn receipts(there: &Client, tenant: Uuid) -> Outcome<BTreeMap<Uuid, Receipt>> {
    let sql = "SELECT op_id, outcome, row_id, action FROM sync.receipt WHERE tenant_id = $1";
    let receipt = |row: &tokio_postgres::Row| {
        (row.get(0), Receipt { outcome: row.get(1), row_id: row.get(2), action: row.get(3) })
    };
    Ok(there.query(sql, &[&tenant]).await?.iter().map(receipt).collect())
}

fn are_equal(here: &Rows, there: &Rows) -> bool {
    let differs = |key: &(String, Uuid)| {
        let (Some(mine), Some(theirs)) = (here.get(key), there.get(key)) else { return true };
        let table = replica::tables::find(&key.0);
        table.into_iter().flat_map(|t| t.columns).any(|(column, kind)| {
            let value = |row: &serde_json::Map<String, Value>| row.get(*column).cloned().unwrap_or(Value::Null);
            !is_same(*kind, &value(mine), &value(theirs))
        })
    };
    let first = here.keys().chain(there.keys()).find(|key| differs(key));
    if let Some(key) = first {
        eprintln!("differs: {key:?}\n  here  {:?}\n  there {:?}", here.get(key), there.get(key));
    }
    first.is_none()
}

/// One value, however each of the two writes it.
fn is_same(kind: Kind, mine: &Value, theirs: &Value) -> bool {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    let time = |value: &Value| DateTime::parse_from_rfc3339(value.as_str()?).ok();
    match kind {
        _ if mine == theirs => true,
        _ if mine.is_null() || theirs.is_null() => false,
        Kind::Real | Kind::Decimal => number(mine).is_some() && number(mine) == number(theirs),
        Kind::Time => time(mine).is_some() && time(mine) == time(theirs),
        Kind::Uuid | Kind::Text | Kind::Integer | Kind::Bool | Kind::Json => false,
    }
}
