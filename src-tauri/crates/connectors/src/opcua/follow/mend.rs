//! Holes of a stream, from their discovery until their readings or gaps are handed on: history is asked beside the
//! stream (`fill`), judged (`hole`), and what had to wait for it follows in order.

use super::{
    fill::Job,
    followers::Ended,
    hole::{part, settle},
    signal::Hole,
    stream::Stream,
};
use crate::{SourceEvent, opcua::history::History};
use domain::Gap;

impl Stream<'_> {
    /// Asks history, or where there is none marks the gap at once.
    pub(super) async fn see_to(&mut self, index: usize, hole: Hole) -> Result<(), Ended> {
        if self.asks(index) {
            self.ask(index, hole);
            return Ok(());
        }
        self.fill(index, hole, None).await
    }

    pub(super) async fn fill(&mut self, index: usize, hole: Hole, history: Option<History>) -> Result<(), Ended> {
        let mut next = Some((hole, history));
        while let Some((hole, mut history)) = next.take() {
            let started = self.link.status.started;
            let signal = &mut self.followers.signals[index];
            if signal.open_hole() != Some(hole) {
                return Ok(());
            }
            let before = signal.held();
            let is_before_first = signal.is_before_first(&hole);
            if let Some((filled, rest)) = part(&hole, &mut history) {
                signal.advance(rest);
                let (readings, gaps) = settle(signal.tag.signal, &filled, history, started);
                self.tell_gaps(gaps, is_before_first).await?;
                self.hand_on(readings).await?;
                self.ask(index, rest);
                return Ok(());
            }
            let (filling, gaps) = settle(signal.tag.signal, &hole, history, started);
            let mut ready = Vec::new();
            let again = signal.resume(filling, &mut ready);
            self.held = self.held + signal.held() - before;
            let asks = self.asks(index);
            self.tell_gaps(gaps, is_before_first).await?;
            self.hand_on(ready).await?;
            match again {
                Some(hole) if asks => self.ask(index, hole),
                Some(hole) => next = Some((hole, None)),
                None => {}
            }
        }
        Ok(())
    }

    /// What came before a tag was ever collected is not missing.
    async fn tell_gaps(&self, gaps: Vec<Gap>, is_before_first: bool) -> Result<(), Ended> {
        for gap in gaps.into_iter().filter(|_| !is_before_first) {
            self.followers.emit(SourceEvent::Gap(gap)).await?;
        }
        Ok(())
    }

    fn asks(&self, index: usize) -> bool {
        let signal = &self.followers.signals[index];
        self.config.use_history && signal.offers_history && signal.node.is_some()
    }

    fn ask(&self, index: usize, hole: Hole) {
        let signal = &self.followers.signals[index];
        if let Some(node) = &signal.node {
            self.filler.ask(Job { index, signal: signal.tag.signal, node: node.clone(), hole });
        }
    }
}
