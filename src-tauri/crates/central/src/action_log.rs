//! Reading the tenant's action log: filtered, newest first, by page or onward from an entry. Row security shows it to
//! whoever manages people; names of objects, people and workstations are looked up beside it.

use crate::{
    CentralError, Link, Result,
    window::{has_words, words},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::collections::HashMap;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

/// What to look for; nothing named is everything.
#[derive(Debug, Clone, Default)]
pub struct ActionFilter {
    /// Every word of it in what is shown of an entry: action, object, e-mail, reason and details.
    pub search: Option<String>,
    /// Actions and messages that say in the reader's language what is searched for, though the log has only their names.
    pub actions_that_say: Vec<String>,
    pub messages_that_say: Vec<String>,
    pub from: Option<DateTime<Utc>>,
    /// Not included.
    pub to: Option<DateTime<Utc>>,
    /// A part of an e-mail, or an id.
    pub person: Option<String>,
    /// The whole name; that of a workstation's command is found by the command's name too.
    pub action: Option<String>,
    /// `success`, `failure` or `pending`.
    pub outcome: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LoggedAction {
    pub id: Uuid,
    /// Its number in the chain; none while it has not been tied.
    pub no: Option<i64>,
    pub at: DateTime<Utc>,
    pub by: ActedBy,
    /// By name: where the session was begun, or the enrolled workstation that it is about.
    pub workstation: Option<String>,
    pub action: String,
    /// By name where the id is one of the tenant's people, workstations or its own.
    pub object: String,
    pub outcome: String,
    pub message: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActedBy {
    /// E-mail.
    Person(String),
    /// Nobody of the tenant: a platform owner who had opened it, by id.
    Platform(Uuid),
    /// The administrator of the database.
    Database,
}

const FROM: &str = "
    FROM plant.action_log l
    LEFT JOIN plant.person p ON p.id = l.person_id
   WHERE {of_the_entry}
     AND ($3::text IS NULL OR strpos(coalesce(p.email, ''), $3) > 0 OR l.person_id::text = $3)
     AND (cardinality($6::text[]) = 0 OR regexp_replace(l.action, '^workstation[.]', '') = ANY ($7)
          OR l.message ->> 'id' = ANY ($8)
          OR {found})";

/// The same where nobody and no word is asked for: what is not joined is not looked up, and what an index has is not read.
const FROM_ENTRIES: &str = "
    FROM plant.action_log l
   WHERE {of_the_entry}
     AND $3::text IS NULL AND cardinality($6::text[]) = 0 AND $7::text[] IS NOT NULL AND $8::text[] IS NOT NULL";

const OF_THE_ENTRY: &str = "($1::timestamptz IS NULL OR l.at >= $1) AND ($2::timestamptz IS NULL OR l.at < $2)
     AND ($4::text IS NULL OR l.action IN ($4, 'workstation.' || $4))
     AND ($5::text IS NULL OR l.outcome = $5)";

/// What is shown of an entry, as one text. The values of a message with their order, not the names of its fields; what
/// the database itself says is shown with its fields. Of an object that is a person or a workstation, the name.
const SHOWN: &str = "concat_ws(' ', l.action, l.object, p.email,
    CASE WHEN l.message ? 'id'
         THEN jsonb_path_query_array(l.message, '$.** ? (@.type() == \"string\" || @.type() == \"number\")')::text
         ELSE l.message::text END,
    CASE WHEN length(l.object) = 36 THEN (
        SELECT string_agg(o.name, ' ') FROM (SELECT id, email AS name FROM plant.person
                                             UNION ALL SELECT id, name FROM plant.device) o
         WHERE o.id = CASE WHEN l.object ~ '^[0-9a-f-]{36}$' THEN l.object::uuid END) END)";

/// Each entry of a page that was found, `f.there`, with the names beside it.
const NAMED: &str = "SELECT l.*, p.email, d.name AS device FROM ({found}) f
    JOIN LATERAL (SELECT x.id, x.chain_no, x.at, x.person_id, x.device_id, x.session_id, x.action, x.object, x.outcome,
                         x.message
                    FROM plant.action_log x WHERE x.id = f.there LIMIT 1) l ON true
    LEFT JOIN plant.person p ON p.id = l.person_id
    LEFT JOIN plant.device d ON d.id = l.device_id
   ORDER BY l.at DESC, l.id DESC";

impl Link {
    /// A page, newest first, and how many there are in all.
    pub async fn list_actions(
        &self,
        filter: &ActionFilter,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<LoggedAction>, i64)> {
        let asked = Asked::of(filter);
        let from = asked.rows_asked_for();
        let total = self.one(&format!("SELECT count(*) {from}"), &asked.parameters()).await?.get(0);
        let found = format!("SELECT l.id AS there {from} ORDER BY l.at DESC, l.id DESC OFFSET $9 LIMIT $10");
        let (offset, limit) = (i64::from(offset), i64::from(limit));
        let mut parameters = asked.parameters();
        parameters.extend([&offset as &(dyn ToSql + Sync), &limit]);
        Ok((self.named(self.all(&NAMED.replace("{found}", &found), &parameters).await?).await?, total))
    }

    /// Those before an entry, newest first: the next page of an export, whatever has come in meanwhile.
    pub async fn actions_before(
        &self,
        filter: &ActionFilter,
        before: Option<&LoggedAction>,
        limit: u32,
    ) -> Result<Vec<LoggedAction>> {
        let asked = Asked::of(filter);
        let found = format!(
            "SELECT l.id AS there {} AND ($9::timestamptz IS NULL OR (l.at, l.id) < ($9, $10))
              ORDER BY l.at DESC, l.id DESC LIMIT $11",
            asked.rows_asked_for()
        );
        let (at, id, limit) = (before.map(|a| a.at), before.map(|a| a.id), i64::from(limit));
        let mut parameters = asked.parameters();
        parameters.extend([&at as &(dyn ToSql + Sync), &id, &limit]);
        self.named(self.all(&NAMED.replace("{found}", &found), &parameters).await?).await
    }

    async fn named(&self, rows: Vec<Row>) -> Result<Vec<LoggedAction>> {
        let mut sessions: Vec<Uuid> = rows.iter().filter_map(|r| r.get("session_id")).collect();
        sessions.sort_unstable();
        sessions.dedup();
        let object = |row: &Row| row.get::<_, Option<String>>("object").unwrap_or_default();
        let objects: Vec<Uuid> = rows.iter().filter_map(|r| object(r).parse().ok()).collect();
        let places = match self.begun_at(&sessions).await {
            // A database from before there was such a function: who and what are told all the same.
            Err(CentralError::NotMigrated) => HashMap::new(),
            told => told?,
        };
        let names = self
            .names(
                "SELECT id, email FROM plant.person WHERE id = ANY ($1)
                 UNION ALL SELECT id, name FROM plant.device WHERE id = ANY ($1)
                 UNION ALL SELECT tenant_id, code FROM plant.tenant WHERE tenant_id = ANY ($1)",
                &objects,
            )
            .await?;
        let logged = |row: &Row| {
            let (person, email): (Option<Uuid>, Option<String>) = (row.get("person_id"), row.get("email"));
            let session: Option<Uuid> = row.get("session_id");
            let (action, object): (String, String) = (row.get("action"), object(row));
            let begun_at = session.and_then(|s| places.get(&s).cloned());
            // A sign-in is logged before there is a session; its object is where.
            let signed_in_at = (action == "sign_in" && !object.is_empty()).then(|| object.clone());
            LoggedAction {
                id: row.get("id"),
                no: row.get("chain_no"),
                at: row.get("at"),
                by: match (email, person) {
                    (Some(email), _) => ActedBy::Person(email),
                    (None, Some(id)) => ActedBy::Platform(id),
                    (None, None) => ActedBy::Database,
                },
                workstation: begun_at.or(signed_in_at).or_else(|| row.get("device")),
                action,
                object: object.parse().ok().and_then(|id: Uuid| names.get(&id).cloned()).unwrap_or(object),
                outcome: row.get("outcome"),
                message: row.get("message"),
            }
        };
        Ok(rows.iter().map(logged).collect())
    }

    async fn begun_at(&self, sessions: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        self.names("SELECT session_id, workstation FROM admin.session_workstations($1)", sessions).await
    }

    async fn names(&self, sql: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(self.all(sql, &[&ids]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}

/// The filter as it is asked: folded, and empty words are none.
struct Asked {
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    person: Option<String>,
    action: Option<String>,
    outcome: Option<String>,
    words: Vec<String>,
    actions: Vec<String>,
    messages: Vec<String>,
}

impl Asked {
    fn of(filter: &ActionFilter) -> Self {
        let lower = |text: &Option<String>| text.as_deref().map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty());
        Self {
            since: filter.from,
            until: filter.to,
            person: lower(&filter.person),
            action: lower(&filter.action),
            outcome: lower(&filter.outcome),
            words: words(filter.search.as_deref()),
            actions: filter.actions_that_say.clone(),
            messages: filter.messages_that_say.clone(),
        }
    }

    fn rows_asked_for(&self) -> String {
        let from = if self.person.is_none() && self.words.is_empty() {
            FROM_ENTRIES.to_owned()
        } else {
            FROM.replace("{found}", &has_words(SHOWN, "$6"))
        };
        from.replace("{of_the_entry}", OF_THE_ENTRY)
    }

    fn parameters(&self) -> Vec<&(dyn ToSql + Sync)> {
        let Self { since, until, person, action, outcome, words, actions, messages } = self;
        vec![since, until, person, action, outcome, words, actions, messages]
    }
}
