//! A piece of a route seen from outside (Vidal, Crainic, Gendreau, Prins 2013, section 4.1, without time warp): how long it
//! takes, and when it may begin without waiting more than it must. Two pieces join in a few additions, so a visit between a
//! known beginning and a known end of a route is judged without walking the route.

/// Sums of travel times differ in the last digits by the order of adding.
const TOLERANCE: f64 = 1e-9;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Segment {
    /// Least time from the first arrival to the end of the last service.
    pub duration: f64,
    /// Beginning between these two takes no longer than `duration`.
    pub earliest: f64,
    pub latest: f64,
}

impl Segment {
    /// `None` where the second cannot be reached in its time.
    #[inline]
    pub fn join(self, travel: f64, next: Self) -> Option<Self> {
        let shift = self.duration + travel;
        if self.earliest + shift > next.latest + TOLERANCE {
            return None;
        }
        let wait = (next.earliest - shift - self.latest).max(0.0);
        Some(Self {
            duration: shift + next.duration + wait,
            earliest: (next.earliest - shift).max(self.earliest) - wait,
            latest: (next.latest - shift).min(self.latest),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(from: f64, until: f64, service: f64) -> Segment {
        Segment { duration: service, earliest: from, latest: until }
    }

    #[test]
    fn waiting_is_avoided_by_leaving_later_and_lateness_is_refused() {
        let home = stop(0.0, 100.0, 0.0);
        let route = home.join(10.0, stop(50.0, 60.0, 5.0)).and_then(|s| s.join(10.0, home)).expect("fits");
        assert_eq!((route.duration, route.earliest, route.latest), (25.0, 40.0, 50.0));
        // The second window opens 20 after the first can be done at its latest: it is waited.
        let waits = stop(0.0, 10.0, 5.0).join(5.0, stop(40.0, 50.0, 1.0)).expect("fits");
        assert_eq!((waits.duration, waits.earliest, waits.latest), (31.0, 10.0, 10.0));
        assert!(stop(0.0, 10.0, 5.0).join(50.0, stop(0.0, 40.0, 0.0)).is_none());
    }
}
