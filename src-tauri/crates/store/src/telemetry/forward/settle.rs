//! What a receipt does: the sheets go, what became of their readings goes to the accounts, in one transaction.

use super::{Batch, Forward};
use crate::{Result, account, telemetry::sheet};
use rusqlite::params;

/// What the central database said about a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UploadReceipt {
    pub received: u64,
    /// New there; the others it had already.
    pub stored: u64,
    /// A source time that no clock of a plant is right about.
    pub refused: u64,
}

impl Forward {
    pub fn settle(&self, batch: &Batch, receipt: UploadReceipt) -> Result<()> {
        self.connections.write(|tx| {
            let mut gone = tx.prepare_cached("DELETE FROM forward_sheet WHERE seq = ?1")?;
            let mut is_first = true;
            for seq in &batch.sheets {
                // Settled by another process meanwhile: its accounts have it.
                is_first &= gone.execute([seq])? > 0;
            }
            if !is_first {
                return Ok(());
            }
            let received = batch.held.iter().map(|(_, row)| row.ts.saturating_add(row.receipt_delta)).max();
            let mut keep = tx.prepare_cached(
                "INSERT INTO forward_sheet (received, n, first_signal, last_signal, readings, is_held)
                 VALUES (?1, ?2, ?3, ?4, ?5, 1)",
            )?;
            for sheet in sheet::pack(&batch.held) {
                keep.execute(params![received, sheet.n as i64, sheet.first_signal, sheet.last_signal, sheet.bytes])?;
            }
            let mut repeated = receipt.received.saturating_sub(receipt.stored + receipt.refused);
            let mut refused = receipt.refused;
            for ((integration, hour), count) in &batch.counts {
                let settled = account::Settled {
                    repeated: repeated.min(count.sent),
                    refused: refused.min(count.sent),
                    forwarded: count.sent - refused.min(count.sent),
                    undeliverable: count.undeliverable,
                };
                repeated -= settled.repeated;
                refused -= settled.refused;
                account::settle(tx, *integration, *hour, settled)?;
            }
            Ok(())
        })
    }
}
