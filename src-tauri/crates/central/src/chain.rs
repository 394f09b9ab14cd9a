//! Verifying the tenant's action log: entry by entry, a piece at a time, so that a long log shows how far it is, can be
//! left off, and never meets the time that a statement may take.

use crate::{CentralError, Link, Result};

/// Entries in one statement: some tenths of a second.
pub const PIECE: u32 = 20_000;

/// A place in the chain: an entry's number and the hash behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainPlace {
    pub no: i64,
    pub hash: Vec<u8>,
}

/// How far a verification has come. Keep the head: a later one is told of it, and so notices when entries that were there
/// are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainPiece {
    /// The last entry that is as it was; the next piece goes on behind it.
    pub reached: ChainPlace,
    /// The first entry whose content, predecessor or number is not what was chained.
    pub broken_at: Option<i64>,
    /// Nothing is left to be looked at.
    pub is_last: bool,
    pub unchained: i64,
    pub head: ChainPlace,
}

impl Link {
    /// The next entries after a place, from the first where there is none; at most `most` of them.
    pub async fn verify_entries(
        &self,
        after: Option<&ChainPlace>,
        most: u32,
        kept: Option<&ChainPlace>,
    ) -> Result<ChainPiece> {
        let (after_no, after_hash) = after.map_or((0, &[][..]), |p| (p.no, p.hash.as_slice()));
        let (kept_no, kept_hash) = kept.map(|p| (p.no, p.hash.as_slice())).unzip();
        let most = i32::try_from(most).unwrap_or(i32::MAX);
        let sql = "SELECT * FROM admin.verify_entries($1, $2, $3, $4, $5)";
        let row = match self.one(sql, &[&after_no, &after_hash, &most, &kept_no, &kept_hash]).await {
            // A database from before it could be done in pieces.
            Err(CentralError::NotMigrated) => return self.verify_at_once(kept).await,
            told => told?,
        };
        Ok(ChainPiece {
            reached: ChainPlace { no: row.get("last_no"), hash: row.get("last_hash") },
            broken_at: row.get("broken_at"),
            is_last: row.get("is_last"),
            unchained: row.get("unchained"),
            head: ChainPlace { no: row.get("head_no"), hash: row.get("head_hash") },
        })
    }

    /// All of it, piece by piece.
    pub async fn verify_action_log(&self, kept: Option<&ChainPlace>) -> Result<ChainPiece> {
        let mut piece = self.verify_entries(None, PIECE, kept).await?;
        while !piece.is_last {
            piece = self.verify_entries(Some(&piece.reached), PIECE, kept).await?;
        }
        Ok(piece)
    }

    async fn verify_at_once(&self, kept: Option<&ChainPlace>) -> Result<ChainPiece> {
        let (no, hash) = kept.map(|p| (p.no, p.hash.as_slice())).unzip();
        let row = self.one("SELECT * FROM admin.verify_action_log($1, $2)", &[&no, &hash]).await?;
        let head = ChainPlace { no: row.get("head_no"), hash: row.get("head_hash") };
        Ok(ChainPiece {
            reached: ChainPlace { no: row.get("entries"), hash: head.hash.clone() },
            broken_at: row.get("broken_at"),
            is_last: true,
            unchained: row.get("unchained"),
            head,
        })
    }
}

impl ChainPiece {
    pub fn is_intact(&self) -> bool {
        self.broken_at.is_none()
    }
}
