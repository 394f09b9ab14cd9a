//! Hours that are promised already: what was accepted before and is no order of this plan occupies its engineer, with the way
//! home before and after it. The longest piece that such a shift has left can be planned, so nobody is booked twice.

use super::Facts;
use chrono::NaiveDate;
use domain::{EngineerId, SiteId, WorkOrderId, WorkSchedule};
use optimizer::dispatch::Shift;
use std::collections::{BTreeMap, BTreeSet};

/// Schedules of unfinished orders that the plan does not decide, by engineer and day.
#[derive(Default)]
pub struct Booked {
    of: BTreeMap<(EngineerId, NaiveDate), Vec<Hours>>,
}

#[derive(Debug, Clone, Copy)]
struct Hours {
    site: Option<SiteId>,
    start: u32,
    end: u32,
}

impl Booked {
    /// `is_decided`: whether that order is in the plan, which decides it anew or keeps it.
    pub fn new(facts: &Facts, is_decided: impl Fn(WorkOrderId) -> bool) -> Self {
        let mut booked = Self::default();
        for schedule in facts.schedules.values().filter(|s| !is_decided(s.work_order_id)) {
            booked.add(facts, schedule);
        }
        booked
    }

    fn add(&mut self, facts: &Facts, s: &WorkSchedule) {
        let site = facts.orders.iter().find(|(o, _)| o.id == s.work_order_id).map(|(_, asset)| asset.site_id);
        let hours = Hours { site, start: s.start, end: s.end };
        self.of.entry((s.engineer_id, s.day)).or_default().push(hours);
    }

    pub fn has(&self, engineer: EngineerId, day: NaiveDate) -> bool {
        self.of.contains_key(&(engineer, day))
    }

    /// Where these engineers are promised to be on these days.
    pub fn sites(&self, engineers: &BTreeSet<EngineerId>, days: std::ops::Range<NaiveDate>) -> BTreeSet<SiteId> {
        self.within(engineers, days).filter_map(|h| h.site).collect()
    }

    /// How many orders occupy these engineers on these days.
    pub fn count(&self, engineers: &BTreeSet<EngineerId>, days: std::ops::Range<NaiveDate>) -> usize {
        self.within(engineers, days).count()
    }

    fn within<'a>(
        &'a self,
        engineers: &'a BTreeSet<EngineerId>,
        days: std::ops::Range<NaiveDate>,
    ) -> impl Iterator<Item = &'a Hours> {
        let is_asked = move |(who, day): &(EngineerId, NaiveDate)| engineers.contains(who) && days.contains(day);
        self.of.iter().filter(move |(key, _)| is_asked(key)).flat_map(|(_, hours)| hours)
    }

    /// What is left of a shift; none where nothing is. `way_home`: minutes from that site to the engineer's home.
    pub fn left(
        &self,
        (engineer, day): (EngineerId, NaiveDate),
        shift: Shift,
        way_home: impl Fn(SiteId) -> u32,
    ) -> Option<Shift> {
        let taken = self.of.get(&(engineer, day)).into_iter().flatten().map(|h| {
            let way = h.site.map_or(0, &way_home);
            (h.start.saturating_sub(way), h.end + way)
        });
        longest_free(shift, taken.collect())
    }
}

/// The longest piece of the shift outside the taken hours; of equals the earliest.
fn longest_free(shift: Shift, mut taken: Vec<(u32, u32)>) -> Option<Shift> {
    taken.sort_unstable();
    taken.push((shift.end, shift.end));
    let mut free_from = shift.start;
    let mut best: Option<Shift> = None;
    for (start, end) in taken {
        let until = start.min(shift.end);
        if until > free_from && best.is_none_or(|b| until - free_from > b.minutes()) {
            best = Some(Shift { start: free_from, end: until });
        }
        free_from = free_from.max(end);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_piece_outside_what_is_taken_is_left() {
        let shift = Shift { start: 480, end: 960 };
        for (taken, left) in [
            (vec![], Some((480, 960))),
            (vec![(480, 720)], Some((720, 960))),
            (vec![(600, 660)], Some((660, 960))),
            (vec![(700, 800), (600, 720)], Some((800, 960))),
            (vec![(540, 600), (840, 2_000)], Some((600, 840))),
            (vec![(0, 300)], Some((480, 960))),
            (vec![(400, 960)], None),
            (vec![(480, 600), (600, 970)], None),
        ] {
            assert_eq!(longest_free(shift, taken.clone()).map(|s| (s.start, s.end)), left, "{taken:?}");
        }
    }
}
