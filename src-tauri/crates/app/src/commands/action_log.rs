//! The action log: what this workstation has logged, and in a central workspace the tenant's own, which the database
//! keeps and chains. Filtered, exported as CSV, and the tenant's verified against a head that this workstation keeps.

use super::{checked::page_size, mappings::TextFile};
use crate::{
    Caller,
    failures::{OrFailure, failure, invalid},
    texts::{self, Language},
};
use ::central::{ActedBy, ChainPlace, LoggedAction, PIECE};
use domain::{ErrorCode, Failure, Message, Page, Timestamp};
use serde::{Deserialize, Serialize};
use store::action_log::{Action, Outcome};
use ts_rs::TS;
use uuid::Uuid;

/// Whose log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionSource {
    /// What was done at this workstation.
    #[default]
    Workstation,
    /// What was done about the tenant, wherever; needs the central database.
    Tenant,
}

/// Nothing named is everything.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListActions {
    /// Every word of it in what is shown of an entry: action, object, person, reason and details, in the words of the
    /// person's language too.
    pub search: Option<String>,
    pub from: Option<Timestamp>,
    /// Not included.
    pub to: Option<Timestamp>,
    /// A part of an e-mail, or an id.
    pub person: Option<String>,
    /// The whole name: `move_work_order`.
    pub action: Option<String>,
    /// `success`, `failure` or `pending`.
    pub outcome: Option<String>,
    pub source: Option<ActionSource>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionRow {
    /// Its number in the log; none while the database has not tied it into the chain.
    #[ts(type = "number | null")]
    pub no: Option<i64>,
    pub at: Timestamp,
    /// E-mail; `platform_owner` for one who had opened the tenant; empty for the product itself and for the
    /// administrator of the database.
    pub person: String,
    /// Where, by name.
    pub workstation: Option<String>,
    /// The command: `move_work_order`.
    pub action: String,
    /// What it was done to: `WO-000042`.
    pub object: String,
    /// `success`, `failure` or `pending`.
    pub outcome: String,
    /// Why it failed, or what else is to be said of it.
    pub message: Option<Message>,
}

/// An entry of the chain.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LogPlace {
    #[ts(type = "number")]
    pub no: i64,
    /// SHA-256, hex.
    pub hash: String,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct VerifyActionLog {
    /// Go on behind this entry, as the answer before said; from the first where it is absent.
    pub after: Option<LogPlace>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct VerifyEntries {
    pub after: Option<LogPlace>,
    /// How many at most; 20,000 where it is absent, and not more.
    pub most: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActionLogVerification {
    /// As far as it was looked at.
    pub is_intact: bool,
    /// Entries that have been looked at.
    #[ts(type = "number")]
    pub entries: i64,
    /// Where to go on; null where all has been looked at.
    pub next: Option<LogPlace>,
    /// Such that came in while another was being tied; the next one ties them.
    #[ts(type = "number")]
    pub unchained: i64,
    /// The number of the first that is not as it was.
    #[ts(type = "number | null")]
    pub broken_at: Option<i64>,
    /// The chain's end: so many entries there are in it.
    #[ts(type = "number")]
    pub head_no: i64,
    /// SHA-256, hex.
    pub head_hash: String,
    /// The head of an earlier verification, kept on this workstation, was looked for: newest entries are not gone.
    pub compared_with_kept: bool,
    pub verified_at: Timestamp,
}

impl LogPlace {
    fn of(place: &ChainPlace) -> Self {
        Self { no: place.no, hash: hex::encode(&place.hash) }
    }

    fn parse(&self) -> Option<ChainPlace> {
        let hash = hex::decode(&self.hash).ok().filter(|h| h.len() == 32)?;
        (self.no > 0).then_some(ChainPlace { no: self.no, hash })
    }
}

/// The window's words for actions: `ui-action-move-work-order`.
const ACTION_WORDS: &str = "ui-action-";
const PAGE: u32 = 2_000;
/// More than a sheet takes in: a shorter time is to be chosen.
const EXPORTED: usize = 500_000;

pub async fn list_actions(caller: &Caller<'_>, request: ListActions) -> Result<Page<ActionRow>, Failure> {
    let (offset, limit) = (request.offset.unwrap_or(0), page_size(request.limit));
    match request.source.unwrap_or_default() {
        ActionSource::Workstation => here(caller, &request, offset, limit),
        ActionSource::Tenant => {
            let filter = of_tenant(caller, &request)?;
            let online = caller.central()?;
            let link = online.link().await?;
            let (items, total) = online.told(link.list_actions(&filter, offset, limit).await)?;
            let total = u64::try_from(total).unwrap_or_default();
            Ok(Page { items: items.into_iter().map(row_of_tenant).collect(), total })
        }
    }
}

/// All that the filter finds up to now: what comes in meanwhile would move the pages.
pub async fn export_actions(caller: &Caller<'_>, request: ListActions) -> Result<TextFile, Failure> {
    let request = ListActions { to: request.to.or_else(|| Some(caller.now())), ..request };
    let mut rows = Vec::new();
    let source = request.source.unwrap_or_default();
    match source {
        ActionSource::Workstation => loop {
            let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let page = here(caller, &request, offset, PAGE)?.items;
            let is_last = page.len() < PAGE as usize;
            rows.extend(page);
            bounded(rows.len())?;
            if is_last {
                break;
            }
        },
        ActionSource::Tenant => {
            let filter = of_tenant(caller, &request)?;
            let online = caller.central()?;
            let link = online.link().await?;
            let mut last: Option<LoggedAction> = None;
            loop {
                let page = online.told(link.actions_before(&filter, last.as_ref(), PAGE).await)?;
                last = page.last().cloned();
                let is_last = page.len() < PAGE as usize;
                rows.extend(page.into_iter().map(row_of_tenant));
                bounded(rows.len())?;
                if is_last {
                    break;
                }
            }
        }
    }
    let language = Language::from_tag(&caller.person()?.preferences.language);
    let name = match source {
        ActionSource::Workstation => "workstation",
        ActionSource::Tenant => "tenant",
    };
    let file_name = format!("optria-actions-{name}-{}.csv", caller.now().format("%Y%m%dT%H%M%SZ"));
    Ok(TextFile { file_name, content: csv_of(&rows, language)? })
}

/// All of it from there on, however long that takes.
pub async fn verify_action_log(
    caller: &Caller<'_>,
    request: VerifyActionLog,
) -> Result<ActionLogVerification, Failure> {
    let mut piece = verified(caller, request.after, PIECE).await?;
    while piece.next.is_some() {
        piece = verified(caller, piece.next, PIECE).await?;
    }
    Ok(piece)
}

/// The next piece of a long log: how far that is, is told in between.
pub async fn verify_entries(caller: &Caller<'_>, request: VerifyEntries) -> Result<ActionLogVerification, Failure> {
    verified(caller, request.after, request.most.unwrap_or(PIECE).clamp(1, PIECE)).await
}

/// The chain's head is kept in this workstation's store once all has been looked at, and looked for the next time.
async fn verified(caller: &Caller<'_>, after: Option<LogPlace>, most: u32) -> Result<ActionLogVerification, Failure> {
    let malformed = || {
        let message = Message::new("command-field-malformed").with("command", "verify_action_log");
        Failure::new(ErrorCode::Invalid, message.with("field", "after"))
    };
    let after = after.map(|place| place.parse().ok_or_else(malformed)).transpose()?;
    let plant = caller.plant()?;
    let online = caller.central()?;
    let tenant = match online.opened_tenant() {
        Some(opened) => opened.id,
        None => crate::central::state(&plant)?.connection().tenant.id,
    };
    let key = head_key(tenant);
    let kept: Option<LogPlace> = plant.store.read(|c| store::setting::find(c, &key)).or_failure()?;
    let kept = kept.and_then(|k| k.parse());
    let link = online.link().await?;
    let piece = online.told(link.verify_entries(after.as_ref(), most, kept.as_ref()).await)?;
    if piece.is_last && piece.is_intact() {
        plant.store.write(|t| store::setting::set(t, &key, &LogPlace::of(&piece.head))).or_failure()?;
    }
    Ok(ActionLogVerification {
        is_intact: piece.is_intact(),
        entries: piece.reached.no,
        next: (!piece.is_last).then(|| LogPlace::of(&piece.reached)),
        unchained: piece.unchained,
        broken_at: piece.broken_at,
        head_no: piece.head.no,
        head_hash: hex::encode(&piece.head.hash),
        compared_with_kept: kept.is_some(),
        verified_at: caller.now(),
    })
}

fn head_key(tenant: Uuid) -> String {
    format!("action-log-head:{tenant}")
}

fn bounded(rows: usize) -> Result<(), Failure> {
    if rows > EXPORTED { Err(failure(ErrorCode::Invalid, "action-log-export-too-long")) } else { Ok(()) }
}

fn outcome_of(request: &ListActions) -> Result<Option<Outcome>, Failure> {
    let named = request.outcome.as_deref().map(str::trim).filter(|o| !o.is_empty());
    named.map(|o| o.parse().map_err(|_| invalid("config-not-an-option", "outcome"))).transpose()
}

/// What the log has only names for, and its reader words: the actions and the messages that say what is searched for.
fn that_say(caller: &Caller<'_>, request: &ListActions) -> Result<(Vec<String>, Vec<String>), Failure> {
    let language = Language::from_tag(&caller.person()?.preferences.language);
    let typed = request.search.as_deref().unwrap_or_default();
    let action = |id: String| id.trim_start_matches(ACTION_WORDS).replace('-', "_");
    let actions = texts::that_say(typed, ACTION_WORDS, language).into_iter().map(action).collect();
    Ok((actions, texts::that_say(typed, "", language)))
}

fn here(caller: &Caller<'_>, request: &ListActions, offset: u32, limit: u32) -> Result<Page<ActionRow>, Failure> {
    let (actions_that_say, messages_that_say) = that_say(caller, request)?;
    let filter = store::action_log::ActionFilter {
        search: request.search.clone(),
        actions_that_say,
        messages_that_say,
        from: request.from,
        to: request.to,
        person: request.person.clone(),
        action: request.action.clone(),
        outcome: outcome_of(request)?,
    };
    let read = |c: &_| Ok((store::action_log::list(c, &filter, offset, limit)?, store::person::list(c)?));
    let (page, people) = caller.plant()?.store.read(read).or_failure()?;
    let here = crate::central::enrolment::computer_name();
    let row = |(no, a): (i64, Action)| ActionRow {
        no: Some(no),
        at: a.at,
        person: people.iter().find(|p| Some(p.id) == a.person_id).map(|p| p.email.clone()).unwrap_or_default(),
        workstation: Some(here.clone()),
        action: a.action,
        object: a.object.unwrap_or_default(),
        outcome: a.outcome.as_str().into(),
        message: a.message,
    };
    Ok(Page { items: page.items.into_iter().map(row).collect(), total: page.total })
}

fn of_tenant(caller: &Caller<'_>, request: &ListActions) -> Result<::central::ActionFilter, Failure> {
    let (actions_that_say, messages_that_say) = that_say(caller, request)?;
    Ok(::central::ActionFilter {
        search: request.search.clone(),
        actions_that_say,
        messages_that_say,
        from: request.from,
        to: request.to,
        person: request.person.clone(),
        action: request.action.clone(),
        outcome: outcome_of(request)?.map(|o| o.as_str().to_owned()),
    })
}

fn row_of_tenant(logged: LoggedAction) -> ActionRow {
    ActionRow {
        no: logged.no,
        at: logged.at,
        person: match logged.by {
            ActedBy::Person(email) => email,
            ActedBy::Platform(_) => domain::Role::PlatformOwner.as_str().to_owned(),
            ActedBy::Database => String::new(),
        },
        workstation: logged.workstation,
        action: logged.action,
        object: logged.object,
        outcome: logged.outcome,
        message: logged.message.and_then(message_of),
    }
}

/// What a workstation has sent is a message; what the database says is fields with their values.
fn message_of(said: serde_json::Value) -> Option<Message> {
    if let Ok(message) = serde_json::from_value::<Message>(said.clone()) {
        return Some(message);
    }
    let fields = said.as_object()?.iter().map(|(name, value)| match value.as_str() {
        Some(text) => format!("{name}: {text}"),
        None => format!("{name}: {value}"),
    });
    Some(Message::new("action-detail").with("detail", fields.collect::<Vec<_>>().join(", ")))
}

/// RFC 4180, with a byte-order mark (Excel takes it for UTF-8), times in ISO 8601 and UTC, messages in words.
fn csv_of(rows: &[ActionRow], language: Language) -> Result<String, Failure> {
    let unwritable = |e: &dyn std::fmt::Display| failure(ErrorCode::Internal, "internal").detail(e);
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["no", "at", "person", "workstation", "action", "object", "outcome", "message"])
        .map_err(|e| unwritable(&e))?;
    for row in rows {
        let message = row.message.as_ref().map(|m| texts::render(m, language)).unwrap_or_default();
        csv.write_record([
            row.no.map(|n| n.to_string()).unwrap_or_default(),
            row.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            harmless(&row.person),
            harmless(row.workstation.as_deref().unwrap_or_default()),
            harmless(&row.action),
            harmless(&row.object),
            harmless(&row.outcome),
            harmless(&message),
        ])
        .map_err(|e| unwritable(&e))?;
    }
    let bytes = csv.into_inner().map_err(|e| unwritable(&e))?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection): also behind
/// spaces, and for the full-width signs that some take for the same.
fn harmless(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_nothing_is_lost() {
        let row = ActionRow {
            no: Some(7),
            at: "2026-11-30T06:07:08.000009Z".parse().unwrap(),
            person: "=cmd|'/c calc'!A0".into(),
            workstation: Some("@SUM(A1)".into()),
            action: "sign_in".into(),
            object: "  =1+1".into(),
            outcome: "success".into(),
            message: Some(Message::new("action-detail").with("detail", "-2+3, \"مضخة\"\nnext")),
        };
        let text = csv_of(&[row], Language::English).unwrap();
        let text = text.strip_prefix('\u{FEFF}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let cells: Vec<_> = record.iter().collect();
        assert_eq!(
            cells,
            [
                "7",
                "2026-11-30T06:07:08.000009Z",
                "'=cmd|'/c calc'!A0",
                "'@SUM(A1)",
                "sign_in",
                "'  =1+1",
                "success",
                "'-2+3, \"مضخة\"\nnext"
            ]
        );
    }

    #[test]
    fn what_the_database_says_of_an_entry_is_told_in_fields() {
        let told = message_of(serde_json::json!({ "role": "viewer", "ended": 2 })).unwrap();
        assert_eq!(texts::render(&told, Language::English), "ended: 2, role: viewer");
        let sent = message_of(serde_json::json!({ "id": "sign-in-needed" })).unwrap();
        assert_eq!(sent, Message::new("sign-in-needed"));
    }
}
