//! How long assets live, from their recorded history: of the asset itself where it tells of enough failures, else of its
//! family. Too little is said, not guessed.

use crate::commands::cost_model;
use chrono::NaiveDate;
use domain::{
    Asset, AssetEvent, AssetId, Family, Life, Message, Timestamp,
    asset_event::{Age, LifeBegan},
};
use optimizer::reliability::{
    ReliabilityError,
    fit::{Fit, Observation, fit_weibull},
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Fewer failures than this say too little about the shape of a life: wide is the band, and easily wrong the day.
const LEAST_FAILURES: usize = 3;

/// Whose lives the failure model was fitted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LivesOf {
    Asset,
    Family,
}

/// What an asset's age is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct AgeSince {
    pub at: Timestamp,
    pub began: LifeBegan,
}

/// What is known of an asset's life.
#[derive(Debug, Clone)]
pub struct Known {
    pub fit: Fit,
    pub lives_of: LivesOf,
    pub lives: usize,
    /// Of the lives, those that were under way when the history began to be complete.
    pub truncated: usize,
    pub age_hours: f64,
    pub age_since: AgeSince,
}

/// Why nothing is.
#[derive(Debug, Clone, PartialEq)]
pub enum Unknown {
    Age,
    Short { failures: usize },
    Fit(ReliabilityError),
}

impl Unknown {
    pub fn message(&self) -> Message {
        match self {
            Self::Age => Message::new("deferral-age-unknown"),
            Self::Short { failures } => {
                Message::new("deferral-history-short").with("failures", *failures).with("needed", LEAST_FAILURES)
            }
            Self::Fit(e) => e.message(),
        }
    }
}

/// A fit, the lives it is made of, and how many of those were observed from a later age on.
type Fitted = (Fit, usize, usize);

/// The lives of a family's assets; the fit to all of them is made once.
pub struct FamilyLives {
    of: HashMap<AssetId, (Vec<Life>, Option<Age>)>,
    fit: Result<Fitted, Unknown>,
}

impl FamilyLives {
    /// Lives and ages as of that moment; the history is complete from `since` on, or from the installation on.
    pub fn new(members: &[(Asset, Vec<AssetEvent>)], since: Option<NaiveDate>, as_of: Timestamp) -> Self {
        let since = since.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc());
        let of: HashMap<_, _> = members
            .iter()
            .map(|(asset, events)| (asset.id, domain::asset_event::lives(events, installed(asset), since, as_of)))
            .collect();
        // In the order of the members, so that sums come out the same every time.
        let all: Vec<Life> = members.iter().flat_map(|(asset, _)| of[&asset.id].0.iter().copied()).collect();
        let fit = match failures(&all) {
            enough if enough >= LEAST_FAILURES => fit(&all),
            failures => Err(Unknown::Short { failures }),
        };
        Self { of, fit }
    }

    pub fn known(&self, asset: AssetId) -> Result<Known, Unknown> {
        let (own, age) = self.of.get(&asset).ok_or(Unknown::Age)?;
        let age = age.ok_or(Unknown::Age)?;
        let (lives_of, (fit, lives, truncated)) = match failures(own) >= LEAST_FAILURES {
            true => (LivesOf::Asset, fit(own)?),
            false => (LivesOf::Family, self.fit.clone()?),
        };
        let age_since = AgeSince { at: age.since, began: age.began };
        Ok(Known { fit, lives_of, lives, truncated, age_hours: age.hours, age_since })
    }
}

/// Every asset of every family with what is known of its life, by family and id.
pub fn fleet(c: &store::Connection, as_of: Timestamp) -> store::Result<Vec<(Asset, Result<Known, Unknown>)>> {
    let since = cost_model::active(c)?.1.history_since;
    let mut all = Vec::new();
    for family in Family::ALL {
        let members = store::asset_event::of_family(c, family)?;
        let lives = FamilyLives::new(&members, since, as_of);
        all.extend(members.into_iter().map(|(asset, _)| {
            let known = lives.known(asset.id);
            (asset, known)
        }));
    }
    Ok(all)
}

fn failures(lives: &[Life]) -> usize {
    lives.iter().filter(|l| l.failed).count()
}

fn fit(lives: &[Life]) -> Result<Fitted, Unknown> {
    let observations: Vec<Observation> =
        lives.iter().map(|l| Observation { entry: l.entry_hours, exit: l.hours, failed: l.failed }).collect();
    let truncated = lives.iter().filter(|l| l.entry_hours > 0.0).count();
    fit_weibull(&observations).map(|fit| (fit, observations.len(), truncated)).map_err(Unknown::Fit)
}

fn installed(asset: &Asset) -> Option<Timestamp> {
    asset.installed_on?.and_hms_opt(0, 0, 0).map(|at| at.and_utc())
}
