//! Equipment that stands in for each other: production is lost only while more of it is out than there are spares.

use crate::{AssetId, Message, ParallelGroupId, SiteId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParallelGroup {
    pub id: ParallelGroupId,
    pub site_id: SiteId,
    pub name_en: String,
    pub name_ar: String,
    pub asset_ids: Vec<AssetId>,
    /// So many may be out without a loss.
    pub spare: u32,
    /// At most so many under planned work at a time.
    pub most_in_work: Option<u32>,
    /// Counted up with every change.
    #[ts(type = "number")]
    pub version: i64,
}

impl ParallelGroup {
    /// Two assets at least, each once; fewer spares than members.
    pub fn check(&self) -> Result<(), Message> {
        let ids = &self.asset_ids;
        let is_twice = (1..ids.len()).any(|i| ids[..i].contains(&ids[i]));
        if ids.len() < 2 || is_twice || self.spare as usize >= ids.len() || self.most_in_work == Some(0) {
            return Err(Message::new("parallel-group-wrong"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_two_members_and_fewer_spares() {
        let (a, b) = (AssetId::new(), AssetId::new());
        let group = |asset_ids: &[AssetId], spare| ParallelGroup {
            id: ParallelGroupId::new(),
            site_id: SiteId::new(),
            name_en: "Feed pumps".into(),
            name_ar: "مضخات التغذية".into(),
            asset_ids: asset_ids.to_vec(),
            spare,
            most_in_work: None,
            version: 1,
        };
        assert!(group(&[a, b], 1).check().is_ok() && group(&[a, b], 0).check().is_ok());
        for wrong in [group(&[a], 0), group(&[a, a], 0), group(&[a, b], 2)] {
            assert!(wrong.check().is_err());
        }
    }
}
