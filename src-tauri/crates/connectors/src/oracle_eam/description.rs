//! What a resource says of itself (`describe`): which fields it has, which may be searched by, which rows are below a row,
//! and whether this user may make one.

use super::resource::Resource;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Description {
    /// Whether each may be searched by.
    fields: HashMap<String, bool>,
    children: Vec<String>,
    can_create: bool,
}

impl Description {
    /// `None` where it describes no such resource.
    pub fn parse(whole: &Value, resource: Resource) -> Option<Self> {
        let told = whole.get("Resources")?.get(resource.name())?;
        let field = |told: &Value| {
            let name = told.get("name")?.as_str()?.to_owned();
            Some((name, told.get("queryable").is_none_or(|q| q == true)))
        };
        let fields: HashMap<_, _> = told.get("attributes")?.as_array()?.iter().filter_map(field).collect();
        let children = told.get("children").and_then(Value::as_object);
        let actions = told.pointer("/collection/actions").and_then(Value::as_array);
        Some(Self {
            fields,
            children: children.map(|c| c.keys().cloned().collect()).unwrap_or_default(),
            can_create: actions.into_iter().flatten().any(|a| a.get("name").is_some_and(|n| n == "create")),
        })
    }

    /// Those of `wanted` that it lacks.
    pub fn missing<'a>(&self, wanted: &[&'a str]) -> Vec<&'a str> {
        wanted.iter().copied().filter(|w| !self.fields.contains_key(*w)).collect()
    }

    /// Those of `wanted` that can't be searched by.
    pub fn not_searchable<'a>(&self, wanted: &[&'a str]) -> Vec<&'a str> {
        wanted.iter().copied().filter(|w| self.fields.get(*w) == Some(&false)).collect()
    }

    pub fn can_create(&self) -> bool {
        self.can_create
    }

    /// What is asked for of each row: what is needed, and what is welcome where it is there.
    pub fn selection(&self, resource: Resource) -> String {
        let welcome = resource.welcome().iter().filter(|w| self.fields.contains_key(**w));
        let mut fields = resource.needed().iter().chain(welcome).copied().collect::<Vec<_>>().join(",");
        if let Some((child, field)) = resource.child().filter(|(child, _)| self.children.iter().any(|c| c == child)) {
            fields.push_str(&format!(";{child}:{field}"));
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told() -> Value {
        json!({"Resources": {"installedBaseAssets": {
            "attributes": [{"name": "AssetId", "type": "integer", "queryable": true, "precision": 18},
                           {"name": "Description", "type": "string", "queryable": false}, {"name": "SerialNumber"}],
            "children": {"relationships": {}},
            "collection": {"actions": [{"name": "get", "method": "GET"}, {"name": "create", "method": "POST"}]},
        }}})
    }

    #[test]
    fn fields_children_and_what_may_be_done_are_read() {
        let told = Description::parse(&told(), Resource::Assets).unwrap();
        assert_eq!(told.missing(&["AssetId", "AssetNumber"]), ["AssetNumber"]);
        assert_eq!(told.not_searchable(&["AssetId", "Description", "AssetNumber"]), ["Description"]);
        assert!(told.can_create());
        assert_eq!(
            told.selection(Resource::Assets),
            "AssetId,AssetNumber,Description,OperatingOrganizationCode,SerialNumber;relationships:AssetId"
        );
    }

    #[test]
    fn what_describes_something_else_is_none() {
        for (whole, resource) in [
            (told(), Resource::WorkOrders),
            (json!({}), Resource::Assets),
            (json!({"Resources": {"installedBaseAssets": {}}}), Resource::Assets),
            (json!({"Resources": []}), Resource::Assets),
        ] {
            assert_eq!(Description::parse(&whole, resource), None, "{whole}");
        }
    }
}
