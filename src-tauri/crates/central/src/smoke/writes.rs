//! What the smoke test writes, as a workstation writes it: operations through `sync.apply`, each with its receipt.

use super::{CODE, Step, Stop, ensure};
use crate::{Action, Link, Operation, Outcome, PushReceipt};
use chrono::Utc;
use serde_json::{Map, Value, json};
use uuid::Uuid;

const ASSET_TAG: &str = "SMOKE-001";
const NAME_EN: &str = "Smoke test";
const NAME_AR: &str = "اختبار التشغيل";

/// A link with an outbox: numbers operations as one workstation does.
pub(super) struct Workstation<'a> {
    link: &'a Link,
    person: Uuid,
    device: Uuid,
    sent: i64,
}

impl<'a> Workstation<'a> {
    pub fn new(link: &'a Link, person: Uuid) -> Self {
        Self { link, person, device: Uuid::now_v7(), sent: 0 }
    }

    /// One operation; its receipt, whatever it says.
    pub async fn send(&mut self, action: Action, tbl: &str, row: Uuid, patch: Value, base: Value) -> Step<PushReceipt> {
        self.sent += 1;
        let object = |value| if let Value::Object(map) = value { map } else { Map::new() };
        let operation = Operation {
            op_id: Uuid::now_v7(),
            person_id: self.person,
            device_id: self.device,
            device_seq: self.sent,
            tbl: tbl.to_owned(),
            row_id: row,
            action,
            patch: object(patch),
            base: object(base),
            depends_on: Vec::new(),
            client_time: Utc::now(),
        };
        let mut receipts = self.link.push(&[operation]).await?;
        receipts.pop().ok_or_else(|| Stop::Unexpected(format!("no receipt for a {tbl}")))
    }

    async fn write(&mut self, action: Action, tbl: &str, row: Uuid, patch: Value, base: Value) -> Step<Uuid> {
        let receipt = self.send(action, tbl, row, patch, base).await?;
        ensure(receipt.outcome == Outcome::Applied, || format!("{tbl}: {:?} {}", receipt.outcome, receipt.detail))?;
        Ok(row)
    }

    async fn insert(&mut self, tbl: &str, patch: Value) -> Step<Uuid> {
        self.write(Action::Insert, tbl, Uuid::now_v7(), patch, json!({})).await
    }

    async fn find(&self, sql: &str, parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)]) -> Step<Option<Uuid>> {
        Ok(self.link.all(sql, parameters).await?.first().map(|row| row.get(0)))
    }

    pub async fn site(&mut self) -> Step<Uuid> {
        if let Some(site) = self.find("SELECT id FROM plant.site WHERE code = $1", &[&CODE]).await? {
            return Ok(site);
        }
        let site = json!({ "code": CODE, "name_en": NAME_EN, "name_ar": NAME_AR, "time_zone": "Asia/Riyadh" });
        self.insert("site", site).await
    }

    pub async fn asset(&mut self, site: Uuid) -> Step<Uuid> {
        let sql = "SELECT id FROM plant.asset WHERE site_id = $1 AND tag_code = $2";
        if let Some(asset) = self.find(sql, &[&site, &ASSET_TAG]).await? {
            return Ok(asset);
        }
        let asset = json!({
            "site_id": site, "tag_code": ASSET_TAG, "name_en": NAME_EN, "name_ar": NAME_AR,
            "family": "other", "criticality": "low", "status": "in_service",
        });
        self.insert("asset", asset).await
    }

    pub async fn alert(&mut self, asset: Uuid) -> Step<Uuid> {
        let sql = "SELECT id FROM plant.alert WHERE asset_id = $1 AND state = 'unacknowledged' ORDER BY id LIMIT 1";
        if let Some(alert) = self.find(sql, &[&asset]).await? {
            return Ok(alert);
        }
        let alert = json!({ "asset_id": asset, "severity": "low", "state": "unacknowledged", "raised_at": Utc::now() });
        self.insert("alert", alert).await
    }

    /// An open order of the asset: a new one, or an earlier run's moved back the allowed way.
    pub async fn open_order(&mut self, asset: Uuid) -> Step<Uuid> {
        let sql = "SELECT id FROM plant.work_order WHERE asset_id = $1 AND status NOT IN ('done', 'cancelled')
                    ORDER BY no LIMIT 1";
        let Some(order) = self.find(sql, &[&asset]).await? else {
            let now = Utc::now();
            let order = json!({
                "asset_id": asset, "title_en": NAME_EN, "title_ar": NAME_AR, "type": "inspection", "priority": "low",
                "status": "open", "created_by": self.person, "created_at": now, "updated_at": now,
            });
            return self.insert("work_order", order).await;
        };
        let mut status = self.status(order).await?;
        while status != "open" {
            let back = if status == "in_progress" { "assigned" } else { "open" };
            self.move_order(order, &status, back).await?;
            status = back.to_owned();
        }
        Ok(order)
    }

    /// open -> in_progress, and read back that it is.
    pub async fn start_order(&mut self, order: Uuid) -> Step<()> {
        self.move_order(order, "open", "in_progress").await?;
        let status = self.status(order).await?;
        ensure(status == "in_progress", || format!("the order was moved and is {status}"))
    }

    async fn move_order(&mut self, order: Uuid, from: &str, to: &str) -> Step<()> {
        let patch = json!({ "status": to, "updated_at": Utc::now() });
        // Of the time of the last change only its not being compared matters: the base is what is there.
        let rows = self.link.all("SELECT to_jsonb(updated_at) FROM plant.work_order WHERE id = $1", &[&order]).await?;
        let last: Value = rows.first().map(|row| row.get(0)).unwrap_or_default();
        let base = json!({ "status": from, "updated_at": last });
        self.write(Action::Update, "work_order", order, patch, base).await.map(drop)
    }

    async fn status(&self, order: Uuid) -> Step<String> {
        let rows = self.link.all("SELECT status FROM plant.work_order WHERE id = $1", &[&order]).await?;
        rows.first().map(|row| row.get(0)).ok_or_else(|| Stop::Unexpected("the work order is gone".into()))
    }
}
