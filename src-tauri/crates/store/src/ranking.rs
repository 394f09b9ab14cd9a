//! What a run proposes: every ranked asset's place with the numbers it stands on, a thousand places to a row. Small enough
//! to be stored with the run in one short transaction; each place can still be named, found and decided on alone.
//!
//! A place's recommendation has the id of its run with the rank as its last four bytes, so it needs no index of its own.

use crate::{Result, StoreError, row};
use domain::{
    AssetId, Message, RecommendationId, RunId, Timestamp,
    recommendation::{PriorityTerms, Urgency},
};
use rusqlite::{Connection, params};
use std::{collections::HashSet, ops::Range};
use uuid::Uuid;

/// One asset's place in a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub asset_id: AssetId,
    /// Of which score: its factors say why.
    pub scored_at: Timestamp,
    pub health: f64,
    pub failure_probability: f64,
    pub data_quality: f64,
    pub criticality_weight: f64,
    pub urgency: Urgency,
}

/// What set two assets of the same priority apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    Probability,
    Criticality,
    /// No figure does: the more critical asset is first where weights do not tell, then the one entered first.
    AllTheSame,
}

const PLACES_PER_ROW: usize = 1_000;
/// Id, microseconds, four numbers (all little-endian), urgency.
const BYTES: usize = 16 + 8 + 4 * 8 + 1;

impl Place {
    pub fn terms(&self) -> PriorityTerms {
        PriorityTerms::of(self.health, self.failure_probability, self.criticality_weight)
    }

    /// Why this one comes before `next`, where their priorities are the same: what decides a tie, in its order.
    pub fn tie_with(&self, next: &Self) -> Option<Tie> {
        let (mine, others) = (self.terms(), next.terms());
        if mine.priority() != others.priority() {
            None
        } else if mine.failure_probability != others.failure_probability {
            Some(Tie::Probability)
        } else if mine.criticality_weight != others.criticality_weight {
            Some(Tie::Criticality)
        } else {
            Some(Tie::AllTheSame)
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.asset_id.0.as_bytes());
        bytes.extend_from_slice(&row::micros(self.scored_at).to_le_bytes());
        for number in [self.health, self.failure_probability, self.data_quality, self.criticality_weight] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(self.urgency as u8);
    }

    fn read(bytes: &[u8; BYTES]) -> Result<Self> {
        let eight = |from: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[from..from + 8]);
            eight
        };
        let number = |from| f64::from_le_bytes(eight(from));
        Ok(Self {
            asset_id: asset_id(bytes),
            scored_at: row::time(i64::from_le_bytes(eight(16))),
            health: number(24),
            failure_probability: number(32),
            data_quality: number(40),
            criticality_weight: number(48),
            urgency: *Urgency::ALL
                .get(usize::from(bytes[56]))
                .ok_or_else(|| StoreError::Unreadable(format!("ranking.places: no urgency {}", bytes[56])))?,
        })
    }
}

fn asset_id(bytes: &[u8; BYTES]) -> AssetId {
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    AssetId(Uuid::from_bytes(id))
}

/// The recommendation at a rank of a run.
pub fn recommendation_id(run: RunId, rank: u32) -> RecommendationId {
    let mut bytes = *run.0.as_bytes();
    bytes[12..].copy_from_slice(&rank.to_be_bytes());
    RecommendationId(Uuid::from_bytes(bytes))
}

/// In the order given, from rank 1; the run must be there.
pub fn insert(connection: &Connection, run: RunId, places: impl IntoIterator<Item = Place>) -> Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT INTO ranking (run_id, first_rank, places) VALUES (?1, ?2, ?3)")?;
    let mut places = places.into_iter();
    let mut bytes = Vec::with_capacity(PLACES_PER_ROW * BYTES);
    let mut first_rank = 1u32;
    loop {
        places.by_ref().take(PLACES_PER_ROW).for_each(|place| place.write(&mut bytes));
        if bytes.is_empty() {
            return Ok(());
        }
        statement.execute(params![run.0, first_rank, bytes])?;
        first_rank += (bytes.len() / BYTES) as u32;
        bytes.clear();
    }
}

/// The ranks that are there, row by row; none for a run of before there were rankings.
pub(crate) fn ranks(connection: &Connection, run: RunId) -> Result<Vec<Range<u32>>> {
    // The length of a blob is known without reading it.
    let mut statement = connection
        .prepare_cached("SELECT first_rank, length(places) FROM ranking WHERE run_id = ?1 ORDER BY first_rank")?;
    let rows = statement.query_map([run.0], |r| {
        let (first, bytes): (u32, u32) = (r.get(0)?, r.get(1)?);
        Ok(first..first + bytes / BYTES as u32)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The places at `ranks`, which rise; one that is not there is left out.
pub(crate) fn at(connection: &Connection, run: RunId, ranks: &[u32]) -> Result<Vec<(u32, Place)>> {
    let mut statement = connection.prepare_cached(
        "SELECT first_rank, places FROM ranking WHERE run_id = ?1 AND first_rank <= ?2 ORDER BY first_rank DESC LIMIT 1",
    )?;
    let mut found = Vec::with_capacity(ranks.len());
    let mut rest = ranks;
    while let Some(rank) = rest.first() {
        let mut rows = statement.query(params![run.0, rank])?;
        let Some(row) = rows.next()? else {
            rest = &rest[1..];
            continue;
        };
        let first: u32 = row.get(0)?;
        let (places, _) = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?.as_chunks::<BYTES>();
        let in_row = rest.partition_point(|rank| ((rank - first) as usize) < places.len());
        for rank in &rest[..in_row] {
            found.push((*rank, Place::read(&places[(rank - first) as usize])?));
        }
        // At least one on: a rank behind a row's end belongs to a row that was lost.
        rest = &rest[in_row.max(1)..];
    }
    Ok(found)
}

/// Why a rank stands before or behind its neighbour of the same priority; the one above is told first.
pub(crate) fn tie(connection: &Connection, run: RunId, rank: u32) -> Result<Option<Message>> {
    let around: Vec<u32> = (rank.saturating_sub(1).max(1)..=rank.saturating_add(1)).collect();
    let places = at(connection, run, &around)?;
    let told = places.windows(2).find_map(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let tie = first.1.tie_with(&second.1)?;
        let is_first = first.0 == rank;
        let id = match (tie, is_first) {
            (Tie::Probability, true) => "optimization-tie-before-probability",
            (Tie::Probability, false) => "optimization-tie-after-probability",
            (Tie::Criticality, true) => "optimization-tie-before-criticality",
            (Tie::Criticality, false) => "optimization-tie-after-criticality",
            (Tie::AllTheSame, true) => "optimization-tie-before-order",
            (Tie::AllTheSame, false) => "optimization-tie-after-order",
        };
        Some(Message::new(id).with("rank", if is_first { second.0 } else { first.0 }))
    });
    Ok(told)
}

/// All places of a run, by rank; none where they were let go, or of a run of before there were rankings.
pub fn all(connection: &Connection, run: RunId) -> Result<Vec<Place>> {
    let mut statement =
        connection.prepare_cached("SELECT places FROM ranking WHERE run_id = ?1 ORDER BY first_rank")?;
    let mut rows = statement.query([run.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (places, _) = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?.as_chunks::<BYTES>();
        for place in places {
            all.push(Place::read(place)?);
        }
    }
    Ok(all)
}

/// The ranks, rising, at which one of `assets` stands.
pub(crate) fn ranks_of(connection: &Connection, run: RunId, assets: &HashSet<AssetId>) -> Result<Vec<u32>> {
    let mut statement =
        connection.prepare_cached("SELECT first_rank, places FROM ranking WHERE run_id = ?1 ORDER BY first_rank")?;
    let mut rows = statement.query([run.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let first: u32 = row.get(0)?;
        let (places, _) = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?.as_chunks::<BYTES>();
        found
            .extend((first..).zip(places).filter(|(_, bytes)| assets.contains(&asset_id(bytes))).map(|(rank, _)| rank));
    }
    Ok(found)
}

/// The run, rank and place that an id means.
pub(crate) fn find(connection: &Connection, id: RecommendationId) -> Result<Option<(RunId, u32, Place)>> {
    let bytes = id.0.as_bytes();
    let (mut low, mut high, mut rank) = (*bytes, *bytes, [0; 4]);
    rank.copy_from_slice(&bytes[12..]);
    low[12..].fill(0);
    high[12..].fill(u8::MAX);
    let mut statement =
        connection.prepare_cached("SELECT run_id FROM ranking WHERE run_id BETWEEN ?1 AND ?2 LIMIT 1")?;
    let mut rows = statement.query(params![low, high])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let run = RunId(row.get(0)?);
    let place = at(connection, run, &[u32::from_be_bytes(rank)])?.pop();
    Ok(place.map(|(rank, place)| (run, rank, place)))
}

/// Removes the rankings of all but the newest `keep` runs; what was decided stays. How many places there were.
pub(crate) fn delete_of_old_runs(connection: &Connection, keep: u32) -> Result<u64> {
    const OLD: &str = "run_id NOT IN (SELECT id FROM run WHERE model = 'maintenance_prioritization'
                       ORDER BY started_at DESC, id DESC LIMIT ?1) AND run_id NOT IN (SELECT id FROM run WHERE is_locked)";
    let bytes: u64 = connection
        .prepare_cached(&format!("SELECT coalesce(sum(length(places)), 0) FROM ranking WHERE {OLD}"))?
        .query_row([keep], |r| r.get(0))?;
    connection.prepare_cached(&format!("DELETE FROM ranking WHERE {OLD}"))?.execute([keep])?;
    Ok(bytes / BYTES as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{migrate, recommendation};

    /// A store as it was before this table, with a run that proposed one thing.
    const BEFORE: &str = "
        INSERT INTO site (id, code, name_en, name_ar, time_zone) VALUES (zeroblob(16), 'RTP', 'R', 'ر', 'UTC');
        INSERT INTO asset (id, site_id, tag_code, name_en, name_ar, family, criticality, status, search_text)
            VALUES (zeroblob(16), zeroblob(16), 'P-1', 'Pump', 'مضخة', 'pump', 'high', 'in_service', 'p-1');
        INSERT INTO run VALUES (zeroblob(16), 'maintenance_prioritization', '{}', 'ab', 0, 0.1, zeroblob(16), 1, 0);
        INSERT INTO recommendation (id, run_id, rank, asset_id, priority, health, failure_probability,
            criticality_weight, health_term, probability_term, criticality_term, action, why, status)
            VALUES (zeroblob(16), zeroblob(16), 1, zeroblob(16), 94, 20, 0.8, 3, 32, 32, 30,
            '{\"id\":\"action-immediate\"}', '[]', 'proposed');";

    #[test]
    fn a_store_of_before_rankings_shows_its_runs() {
        let mut store = Connection::open_in_memory().unwrap();
        let known = migrate::known();
        migrate::migrate(&mut store, &known[..6]).unwrap();
        store.execute_batch(BEFORE).unwrap();
        migrate::migrate(&mut store, &known).unwrap();
        let run = RunId(Uuid::nil());
        let page = recommendation::list(&store, &recommendation::RecommendationFilter::of(run)).unwrap();
        assert_eq!((page.total, page.items[0].asset_tag.as_str()), (1, "P-1"));
        assert_eq!(page.items[0].recommendation.id, RecommendationId(Uuid::nil()));
        assert_eq!(recommendation::count_proposed_of_newest(&store).unwrap(), 1);
    }

    #[test]
    fn ranking_reads_the_narrow_index_not_the_assets() {
        let mut store = Connection::open_in_memory().unwrap();
        migrate::migrate(&mut store, &migrate::known()).unwrap();
        let plan: String = store
            .query_row(&format!("EXPLAIN QUERY PLAN {}", crate::score::ASSETS), [None::<Vec<u8>>], |r| r.get(3))
            .unwrap();
        assert_eq!(plan, "SCAN asset USING COVERING INDEX asset_for_ranking");
    }
}
