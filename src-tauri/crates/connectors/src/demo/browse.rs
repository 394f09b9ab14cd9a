//! The demo plant as a tree to browse (site, unit, equipment, tag) and to search in both languages.

use super::plant::{DemoPlant, TagNode};
use crate::{BrowseNode, BrowsePage, NodeKind};
use domain::{Asset, AssetId, fold_for_search};
use std::collections::HashMap;

/// Nodes of one page.
const PAGE: usize = 200;

#[derive(Debug)]
pub struct Tree {
    plant: DemoPlant,
    /// `RGP.P-101A` -> place of the asset.
    assets: HashMap<String, usize>,
    places: HashMap<AssetId, usize>,
    /// What a search looks in, of every tag: folded.
    haystacks: Vec<String>,
}

impl Tree {
    pub fn new(plant: DemoPlant, tags: &[TagNode]) -> Self {
        let places: HashMap<_, _> = plant.assets.iter().enumerate().map(|(i, a)| (a.id, i)).collect();
        let mut tree = Self { plant, assets: HashMap::new(), places, haystacks: vec![] };
        tree.assets = tree.plant.assets.iter().enumerate().map(|(i, a)| (tree.node_tag(a), i)).collect();
        tree.haystacks = tags
            .iter()
            .map(|tag| {
                let asset = &tree.plant.assets[tag.asset];
                fold_for_search(&format!(
                    "{} {} {} {} {}",
                    tag.external_tag,
                    tag.metric_name,
                    tag.metric_name.replace('_', " "),
                    asset.name_en,
                    asset.name_ar
                ))
            })
            .collect();
        tree
    }

    /// The children of a node in a page; `None` where there is no such node.
    pub fn children(&self, tags: &[TagNode], node: Option<&str>, continuation: Option<&str>) -> Option<BrowsePage> {
        let nodes = match node {
            None => self.plant.sites.iter().map(|s| folder(&s.code, &s.name_en, &s.name_ar)).collect(),
            Some(code) => match self.plant.sites.iter().find(|s| s.code == code) {
                Some(site) => {
                    let units = self.plant.assets.iter().filter(|a| a.site_id == site.id && a.parent_id.is_none());
                    units.map(|a| self.asset_node(a)).collect::<Vec<_>>()
                }
                None => self.below_asset(tags, *self.assets.get(code)?),
            },
        };
        let start: usize = continuation.map_or(Some(0), |c| c.parse().ok())?;
        let end = nodes.len().min(start.saturating_add(PAGE));
        Some(BrowsePage {
            continuation: (end < nodes.len()).then(|| end.to_string()),
            nodes: nodes.get(start..end)?.to_vec(),
            is_truncated: false,
        })
    }

    /// Tags below `node` that contain every word of `text`; at most `limit`.
    pub fn search(&self, tags: &[TagNode], node: Option<&str>, text: &str, limit: usize) -> BrowsePage {
        let folded = fold_for_search(text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let found = |i: &usize| words.iter().all(|w| self.haystacks[*i].contains(w));
        let mut hits = (0..tags.len())
            .filter(|i| node.is_none_or(|node| self.path(tags[*i].asset).iter().any(|(code, _)| code == node)))
            .filter(found);
        let mut nodes = Vec::new();
        for i in hits.by_ref().take(limit) {
            let path = self.path(tags[i].asset).into_iter().map(|(_, name)| name).collect();
            nodes.push(BrowseNode { path, ..self.tag_node(&tags[i]) });
        }
        BrowsePage { is_truncated: hits.next().is_some(), nodes, continuation: None }
    }

    fn below_asset(&self, tags: &[TagNode], place: usize) -> Vec<BrowseNode> {
        let id = self.plant.assets[place].id;
        let mounted = self.plant.assets.iter().filter(|a| a.parent_id == Some(id)).map(|a| self.asset_node(a));
        let own = tags.iter().filter(|t| t.asset == place).map(|t| self.tag_node(t));
        mounted.chain(own).collect()
    }

    /// Node tags and names from the site down to the asset.
    fn path(&self, place: usize) -> Vec<(String, String)> {
        let mut path = Vec::new();
        let mut next = Some(place);
        while let Some(asset) = next.map(|i| &self.plant.assets[i]) {
            path.push((self.node_tag(asset), label(&asset.tag_code, &asset.name_en)));
            next = asset.parent_id.and_then(|id| self.places.get(&id).copied());
        }
        let site_id = self.plant.assets[place].site_id;
        path.extend(self.plant.sites.iter().find(|s| s.id == site_id).map(|s| (s.code.clone(), s.name_en.clone())));
        path.reverse();
        path
    }

    fn node_tag(&self, asset: &Asset) -> String {
        let site = self.plant.sites.iter().find(|s| s.id == asset.site_id);
        format!("{}.{}", site.map_or("", |s| s.code.as_str()), asset.tag_code)
    }

    fn asset_node(&self, asset: &Asset) -> BrowseNode {
        folder(&self.node_tag(asset), &label(&asset.tag_code, &asset.name_en), &asset.name_ar)
    }

    fn tag_node(&self, tag: &TagNode) -> BrowseNode {
        let asset = &self.plant.assets[tag.asset];
        BrowseNode {
            tag: tag.external_tag.clone(),
            name: tag.external_tag.rsplit('.').next().unwrap_or_default().to_owned(),
            path: vec![],
            kind: NodeKind::Variable,
            has_children: false,
            data_type: Some("Double".into()),
            is_numeric: true,
            unit: Some(tag.unit.clone()),
            description: Some(format!("{}: {}", asset.tag_code, tag.metric_name.replace('_', " "))),
        }
    }
}

fn label(code: &str, name: &str) -> String {
    format!("{code} {name}")
}

fn folder(tag: &str, name: &str, description: &str) -> BrowseNode {
    BrowseNode {
        tag: tag.to_owned(),
        name: name.to_owned(),
        path: vec![],
        kind: NodeKind::Folder,
        has_children: true,
        data_type: None,
        is_numeric: false,
        unit: None,
        description: Some(description.to_owned()),
    }
}
