//! Parts as they are used up: those of the vans over the whole horizon, those of the depots from the day they are there.

use super::input::DispatchInput;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Supply {
    /// Of each order: whether its parts (or tools) come from a depot.
    pub is_fetched: Vec<bool>,
    /// Engineer and part: used so far.
    vans: BTreeMap<(usize, u32), u32>,
    /// Depot, part and day: used.
    depots: BTreeMap<(usize, u32, u16), u32>,
}

impl Supply {
    pub fn new(input: &DispatchInput) -> Self {
        Self { is_fetched: vec![false; input.orders.len()], ..Self::default() }
    }

    pub fn van_can_give(&self, input: &DispatchInput, engineer: usize, order: usize) -> bool {
        let has = |part: u32| input.engineers[engineer].parts.iter().filter(|p| p.0 == part).map(|p| p.1).sum::<u32>();
        let used = |part: u32| self.vans.get(&(engineer, part)).copied().unwrap_or(0);
        input.orders[order].parts.iter().all(|(part, n)| used(*part) + n <= has(*part))
    }

    pub fn take_from_van(&mut self, input: &DispatchInput, engineer: usize, order: usize) {
        for (part, n) in &input.orders[order].parts {
            *self.vans.entry((engineer, *part)).or_default() += n;
        }
    }

    pub fn give_back_to_van(&mut self, input: &DispatchInput, engineer: usize, order: usize) {
        for (part, n) in &input.orders[order].parts {
            if let Some(used) = self.vans.get_mut(&(engineer, *part)) {
                *used -= n;
            }
        }
    }

    /// Whether the depot can give the parts of those orders on that day without leaving later days short.
    pub fn depot_can_give(&self, input: &DispatchInput, depot: usize, day: u16, orders: &[u32]) -> bool {
        let mut wanted: BTreeMap<u32, u32> = BTreeMap::new();
        for (part, n) in orders.iter().flat_map(|o| &input.orders[*o as usize].parts) {
            *wanted.entry(*part).or_default() += n;
        }
        wanted.into_iter().all(|(part, n)| {
            (day..input.days).all(|until| {
                let there: u32 =
                    input.depots[depot].parts.iter().filter(|p| p.0 == part && p.2 <= until).map(|p| p.1).sum();
                let used: u32 = self.depots.range((depot, part, 0)..=(depot, part, until)).map(|(_, n)| n).sum();
                used + n <= there
            })
        })
    }

    pub fn take_from_depot(&mut self, input: &DispatchInput, depot: usize, day: u16, orders: &[u32]) {
        for (part, n) in orders.iter().flat_map(|o| &input.orders[*o as usize].parts) {
            *self.depots.entry((depot, *part, day)).or_default() += n;
        }
    }

    pub fn give_back_to_depot(&mut self, input: &DispatchInput, depot: usize, day: u16, orders: &[u32]) {
        for (part, n) in orders.iter().flat_map(|o| &input.orders[*o as usize].parts) {
            if let Some(used) = self.depots.get_mut(&(depot, *part, day)) {
                *used -= n;
            }
        }
    }
}
