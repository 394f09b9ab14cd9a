//! What a person sees of nodes: type, unit, description, whether there is more below. Asked for a page at a time, in
//! few requests, because links to controllers are slow.

use super::{
    link::{Link, attribute_of, value_of},
    unit,
};
use crate::{BrowseNode, NodeKind};
use opcua::types::{
    AttributeId, BrowseDescription, BrowseDirection, BrowsePath, BrowseResultMask, DataTypeId, DataValue,
    EUInformation, Error, NodeClass, NodeId, QualifiedName, ReferenceDescription, ReferenceTypeId, RelativePath,
    RelativePathElement, Variant,
};
use std::collections::HashMap;

/// A child as a browse brought it, before its details are read.
#[derive(Debug, Clone)]
pub(crate) struct Child {
    pub node: NodeId,
    pub name: String,
    pub class: NodeClass,
    pub path: Vec<String>,
}

/// Names of data types and whether they are numbers; filled as they are met.
pub(crate) type DataTypes = HashMap<NodeId, (String, bool)>;

/// Supertypes are followed this far up; deeper there is only nonsense.
const DEEPEST_TYPE: usize = 16;

impl Child {
    pub fn from_reference(r: ReferenceDescription, path: &[String]) -> Option<Self> {
        // A node on another server can't be followed; a property is part of its variable.
        let is_property = r.reference_type_id == ReferenceTypeId::HasProperty;
        (r.node_id.server_index == 0 && !is_property).then(|| Self {
            name: if r.display_name.text.is_empty() {
                r.browse_name.name.to_string()
            } else {
                r.display_name.text.to_string()
            },
            node: r.node_id.node_id,
            class: r.node_class,
            path: path.to_vec(),
        })
    }
}

/// Everything hierarchical below a node.
pub(crate) fn children_of(node: &NodeId) -> BrowseDescription {
    below(node, ReferenceTypeId::HierarchicalReferences)
}

fn below(node: &NodeId, reference: ReferenceTypeId) -> BrowseDescription {
    BrowseDescription {
        node_id: node.clone(),
        browse_direction: BrowseDirection::Forward,
        reference_type_id: reference.into(),
        include_subtypes: true,
        node_class_mask: (NodeClass::Object as u32) | (NodeClass::Variable as u32),
        result_mask: BrowseResultMask::All as u32,
    }
}

pub(crate) async fn describe(
    link: &Link,
    types: &mut DataTypes,
    children: Vec<Child>,
) -> Result<Vec<BrowseNode>, Error> {
    // Not HierarchicalReferences: every variable with a unit would look as if it could be opened.
    let probes: Vec<_> = children
        .iter()
        .flat_map(|c| [below(&c.node, ReferenceTypeId::Organizes), below(&c.node, ReferenceTypeId::HasComponent)])
        .collect();
    let more = link.has_references(&probes).await?;
    let variables: Vec<NodeId> =
        children.iter().filter(|c| c.class == NodeClass::Variable).map(|c| c.node.clone()).collect();
    let mut details = describe_variables(link, types, &variables).await?.into_iter();
    let described = children.into_iter().zip(more.chunks(2)).map(|(child, more)| {
        let detail =
            if child.class == NodeClass::Variable { details.next().unwrap_or_default() } else { Detail::default() };
        BrowseNode {
            tag: link.namespaces.tag(&child.node),
            name: child.name,
            path: child.path,
            kind: match child.class {
                NodeClass::Variable => NodeKind::Variable,
                NodeClass::Object => NodeKind::Folder,
                _ => NodeKind::Other,
            },
            has_children: more.contains(&true),
            data_type: detail.data_type,
            is_numeric: detail.is_numeric,
            unit: detail.unit,
            description: detail.description,
        }
    });
    Ok(described.collect())
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Detail {
    pub data_type: Option<String>,
    pub is_numeric: bool,
    pub unit: Option<String>,
    pub description: Option<String>,
}

pub(crate) async fn describe_variables(
    link: &Link,
    types: &mut DataTypes,
    nodes: &[NodeId],
) -> Result<Vec<Detail>, Error> {
    let attributes = [AttributeId::DataType, AttributeId::ValueRank, AttributeId::Description];
    let asked: Vec<_> = nodes.iter().flat_map(|n| attributes.map(|a| attribute_of(n, a))).collect();
    let values = link.read(&asked).await?;
    let units = units(link, nodes).await?;
    let data_type = |at: usize| match values.get(at * 3).and_then(|v| v.value.as_ref()) {
        Some(Variant::NodeId(id)) => Some((**id).clone()),
        _ => None,
    };
    for id in (0..nodes.len()).filter_map(&data_type) {
        resolve_type(link, types, &id).await?;
    }
    let details = units.into_iter().enumerate().map(|(at, unit)| {
        let is_array =
            matches!(values.get(at * 3 + 1).and_then(|v| v.value.as_ref()), Some(Variant::Int32(n)) if *n >= 0);
        let description = match values.get(at * 3 + 2).and_then(|v| v.value.as_ref()) {
            Some(Variant::LocalizedText(t)) if !t.text.is_empty() => Some(t.text.to_string()),
            _ => None,
        };
        let (name, is_number) = match data_type(at).and_then(|id| types.get(&id).cloned()) {
            Some((name, is_number)) => (Some(name), is_number),
            None => (None, false),
        };
        let name = name.map(|n| if is_array { format!("{n}[]") } else { n });
        Detail { data_type: name, is_numeric: is_number && !is_array, unit, description }
    });
    Ok(details.collect())
}

/// In no language, unlike the display name.
pub(crate) fn browse_name(read: DataValue) -> Option<String> {
    match read.value? {
        Variant::QualifiedName(name) if !name.name.is_empty() => Some(name.name.to_string()),
        _ => None,
    }
}

/// The unit of each variable that has a property EngineeringUnits.
pub(crate) async fn units(link: &Link, nodes: &[NodeId]) -> Result<Vec<Option<String>>, Error> {
    let path = |node: &NodeId| BrowsePath {
        starting_node: node.clone(),
        relative_path: RelativePath {
            elements: Some(vec![RelativePathElement {
                reference_type_id: ReferenceTypeId::HasProperty.into(),
                is_inverse: false,
                include_subtypes: true,
                target_name: QualifiedName::new(0, "EngineeringUnits"),
            }]),
        },
    };
    let found = link.translate(&nodes.iter().map(path).collect::<Vec<_>>()).await?;
    let properties: Vec<Option<NodeId>> =
        found.into_iter().map(|r| r.targets.and_then(|t| t.into_iter().next()).map(|t| t.target_id.node_id)).collect();
    let values = link.read(&properties.iter().flatten().map(value_of).collect::<Vec<_>>()).await?;
    let mut values = values.into_iter();
    let mut unit_of = |property: &Option<NodeId>| {
        property.as_ref()?;
        match values.next()?.value? {
            Variant::ExtensionObject(object) => object.inner_as::<EUInformation>().and_then(unit::ucum),
            _ => None,
        }
    };
    let mut units: Vec<Option<String>> = properties.iter().map(&mut unit_of).collect();
    units.resize(nodes.len(), None);
    Ok(units)
}

/// Name of a data type, and whether it is a subtype of Number, Boolean or Enumeration.
async fn resolve_type(link: &Link, types: &mut DataTypes, id: &NodeId) -> Result<(), Error> {
    if types.contains_key(id) {
        return Ok(());
    }
    let name = match standard(id) {
        Some(name) => name.to_owned(),
        None => match link.read(&[attribute_of(id, AttributeId::DisplayName)]).await?.pop().and_then(|v| v.value) {
            Some(Variant::LocalizedText(text)) => text.text.to_string(),
            _ => link.namespaces.tag(id),
        },
    };
    let mut above = id.clone();
    let mut is_number = false;
    for _ in 0..DEEPEST_TYPE {
        if let Some(verdict) = is_number_type(&above) {
            is_number = verdict;
            break;
        }
        let up = BrowseDescription {
            node_id: above,
            browse_direction: BrowseDirection::Inverse,
            reference_type_id: ReferenceTypeId::HasSubtype.into(),
            include_subtypes: false,
            node_class_mask: 0,
            result_mask: 0,
        };
        let parent = link.browse(&[up]).await?.pop().and_then(|r| r.references).and_then(|r| r.into_iter().next());
        match parent {
            Some(parent) => above = parent.node_id.node_id,
            None => break,
        }
    }
    types.insert(id.clone(), (name, is_number));
    Ok(())
}

fn standard(id: &NodeId) -> Option<&'static str> {
    const NAMES: [&str; 30] = [
        "",
        "Boolean",
        "SByte",
        "Byte",
        "Int16",
        "UInt16",
        "Int32",
        "UInt32",
        "Int64",
        "UInt64",
        "Float",
        "Double",
        "String",
        "DateTime",
        "Guid",
        "ByteString",
        "XmlElement",
        "NodeId",
        "ExpandedNodeId",
        "StatusCode",
        "QualifiedName",
        "LocalizedText",
        "Structure",
        "DataValue",
        "BaseDataType",
        "DiagnosticInfo",
        "Number",
        "Integer",
        "UInteger",
        "Enumeration",
    ];
    let number = id.as_u32().filter(|_| id.namespace == 0)?;
    NAMES.get(number as usize).copied().filter(|n| !n.is_empty())
}

/// For the standard's own types; `None`: ask for its supertype.
fn is_number_type(id: &NodeId) -> Option<bool> {
    let number = id.as_u32().filter(|_| id.namespace == 0)?;
    match number {
        1..=11 | 26..=29 => Some(true),
        12..=25 => Some(false),
        n if n == DataTypeId::Duration as u32 => Some(true),
        _ => None,
    }
}
