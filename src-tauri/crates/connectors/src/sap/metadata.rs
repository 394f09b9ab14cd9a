//! What a service says of itself (`$metadata`): its version, its entity sets, and which fields each has.

use super::config::Version;
use quick_xml::{Reader, events::BytesStart, events::Event};
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Metadata {
    pub version: Version,
    /// Fields of each entity set by name, with the most characters where there is a limit; where rows lead to other rows too.
    sets: HashMap<String, HashMap<String, Option<usize>>>,
}

impl Metadata {
    /// `None` where it is no description of an OData service.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut version = None;
        let mut types: HashMap<String, HashMap<String, Option<usize>>> = HashMap::new();
        let mut sets: Vec<(String, String)> = Vec::new();
        let mut within: Option<String> = None;
        loop {
            match reader.read_event().ok()? {
                Event::Eof => break,
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "Edmx" => version = attribute(&tag, "Version"),
                    "EntityType" => within = attribute(&tag, "Name"),
                    _ => note(&tag, within.as_deref(), &mut types, &mut sets),
                },
                Event::Empty(tag) => note(&tag, within.as_deref(), &mut types, &mut sets),
                Event::End(tag) if tag.local_name().as_ref() == "EntityType" => within = None,
                _ => {}
            }
        }
        let version = match version?.as_str() {
            v if v.starts_with('1') => Version::V2,
            v if v.starts_with('4') => Version::V4,
            _ => return None,
        };
        let fields = |of: &str| types.get(of.rsplit('.').next().unwrap_or(of)).cloned().unwrap_or_default();
        Some(Self { version, sets: sets.into_iter().map(|(set, of)| (set, fields(&of))).collect() })
    }

    pub fn has_set(&self, set: &str) -> bool {
        self.sets.contains_key(set)
    }

    /// Those of `wanted` that the set lacks.
    pub fn missing<'a>(&self, set: &str, wanted: &[&'a str]) -> Vec<&'a str> {
        let fields = self.sets.get(set);
        wanted.iter().copied().filter(|w| fields.is_none_or(|f| !f.contains_key(*w))).collect()
    }

    /// The most characters of a field; `None` without a limit.
    pub fn most(&self, set: &str, field: &str) -> Option<usize> {
        *self.sets.get(set)?.get(field)?
    }
}

fn note(
    tag: &BytesStart,
    within: Option<&str>,
    types: &mut HashMap<String, HashMap<String, Option<usize>>>,
    sets: &mut Vec<(String, String)>,
) {
    match (tag.local_name().as_ref(), within) {
        ("Property", Some(of)) => {
            if let Some(name) = attribute(tag, "Name") {
                let most = attribute(tag, "MaxLength").and_then(|m| m.parse().ok());
                types.entry(of.to_owned()).or_default().insert(name, most);
            }
        }
        ("NavigationProperty", Some(of)) => {
            if let Some(name) = attribute(tag, "Name") {
                types.entry(of.to_owned()).or_default().insert(name, None);
            }
        }
        ("EntitySet", _) => {
            sets.extend(attribute(tag, "Name").zip(attribute(tag, "EntityType")));
        }
        _ => {}
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    Some(tag.try_get_attribute(name).ok()??.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sap::service::Service;
    use std::path::Path;

    const V2: &str = r#"<?xml version="1.0"?><edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
        <edmx:DataServices m:DataServiceVersion="2.0" xmlns:m="m"><Schema Namespace="cds" xmlns="s">
        <EntityType Name="EquipmentType"><Key><PropertyRef Name="Equipment"/></Key>
        <Property Name="Equipment" Type="Edm.String" MaxLength="18"/><Property Name="Note" Type="Edm.String"></Property></EntityType>
        <EntityContainer Name="C"><EntitySet Name="Equipment" EntityType="cds.EquipmentType"/></EntityContainer>
        </Schema></edmx:DataServices></edmx:Edmx>"#;

    #[test]
    fn sets_fields_and_lengths_are_read_in_either_version() {
        for (text, version) in
            [(V2.to_owned(), Version::V2), (V2.replace(r#"x Version="1.0""#, r#"x Version="4.01""#), Version::V4)]
        {
            let told = Metadata::parse(&text).unwrap();
            assert_eq!(told.version, version);
            assert!(told.has_set("Equipment") && !told.has_set("Other"));
            assert_eq!(told.missing("Equipment", &["Equipment", "Note", "Lost"]), ["Lost"]);
            assert_eq!(told.missing("Other", &["Equipment"]), ["Equipment"]);
            assert_eq!((told.most("Equipment", "Equipment"), told.most("Equipment", "Note")), (Some(18), None));
        }
    }

    #[test]
    fn what_is_no_metadata_is_none() {
        for text in
            ["", "{}", "<html><body>Sign in</body></html>", "<Edmx Version=\"9\"/>", "<Edmx Version=\"1.0\"><a></b>"]
        {
            assert_eq!(Metadata::parse(text), None, "{text}");
        }
    }

    /// SAP's own descriptions, where they lie beside the checkout.
    #[test]
    fn the_published_services_have_all_that_is_needed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let Some(folder) = root.ancestors().map(|f| f.join("shared/data/sap")).find(|f| f.is_dir()) else {
            eprintln!("SKIPPED: SAP's published service descriptions are not beside the checkout");
            return;
        };
        for service in Service::ALL {
            let name = service.published_path().rsplit('/').next().unwrap();
            let text = std::fs::read_to_string(folder.join(format!("{name}.edmx"))).unwrap();
            let told = Metadata::parse(&text).unwrap();
            assert_eq!(told.version, Version::V2);
            assert_eq!(told.missing(service.set(), service.needed_fields()), [""; 0], "{service}");
        }
        let text = std::fs::read_to_string(folder.join("API_MAINTNOTIFICATION.edmx")).unwrap();
        let told = Metadata::parse(&text).unwrap();
        for (set, navigation) in crate::sap::findings::NAVIGATION {
            assert_eq!(told.missing(set, &[navigation]), [""; 0]);
        }
        let text = std::fs::read_to_string(folder.join("API_MAINTENANCEORDER.edmx")).unwrap();
        let most = Metadata::parse(&text).unwrap().most("MaintenanceOrder", crate::sap::declaration::KEY_FIELD);
        assert!(most >= Some(crate::maintenance::KEY_LENGTH), "{most:?}");
    }
}
