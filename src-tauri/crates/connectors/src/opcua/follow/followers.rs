//! What outlives a link: the signals, who hears of them, and why one link after the other ended.

use super::{
    signal::{Signal, Standing},
    subscribe::Verdicts,
};
use crate::{SourceError, SourceEvent, opcua::failure};
use chrono::TimeDelta;
use domain::StatusCode;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Why a stream ended.
pub(crate) enum Ended {
    /// Asked to, or nobody listens any more.
    Stopped,
    /// The connection is gone or silent; the session and its subscriptions may still live.
    Broken(SourceError),
    /// The server has dropped session or subscriptions: begin anew.
    Forgotten(SourceError),
}

/// The followed signals and their listener.
pub(crate) struct Followers {
    pub signals: Vec<Signal>,
    pub events: mpsc::Sender<SourceEvent>,
    pub cancel: CancellationToken,
}

impl Followers {
    pub async fn emit(&self, event: SourceEvent) -> Result<(), Ended> {
        tokio::select! {
            sent = self.events.send(event) => sent.map_err(|_| Ended::Stopped),
            () = self.cancel.cancelled() => Err(Ended::Stopped),
        }
    }

    /// Tells what changed for each tag since it was last told.
    pub async fn tell(&mut self, verdicts: Verdicts) -> Result<(), Ended> {
        for (index, queue_size, sampling) in verdicts.followed {
            let signal = &mut self.signals[index];
            signal.queue_size = queue_size;
            signal.sampling = TimeDelta::from_std(sampling).unwrap_or(TimeDelta::MAX);
            if std::mem::replace(&mut signal.standing, Standing::Followed) != Standing::Followed {
                let event = SourceEvent::TagFollowed(signal.tag.signal);
                self.emit(event).await?;
            }
        }
        for (index, status) in verdicts.failed {
            let signal = &mut self.signals[index];
            if std::mem::replace(&mut signal.standing, Standing::Failed) != Standing::Failed {
                let status = StatusCode(status.bits());
                let failure = failure::tag(&signal.tag.external_tag, status);
                let event = SourceEvent::TagFailed { signal: signal.tag.signal, status, failure };
                self.emit(event).await?;
            }
        }
        Ok(())
    }
}
