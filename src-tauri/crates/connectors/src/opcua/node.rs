//! Node ids as external tags: `nsu=<uri>;s=...`. The namespace's index is the server's own affair and moves when it is
//! updated; its URI does not. Each session maps between the two by the server's table (OPC UA Part 6, 5.3.1.10).

use opcua::types::{Identifier, NodeId, StatusCode};
use std::str::FromStr;

/// The server's namespace array: URIs by index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Namespaces(pub Vec<String>);

impl Namespaces {
    /// `BadNodeIdInvalid` where it is no node id, `BadNodeIdUnknown` where the server has no such namespace.
    pub fn node(&self, tag: &str) -> Result<NodeId, StatusCode> {
        let Some(rest) = tag.strip_prefix("nsu=") else {
            // `ns=2;s=...` is taken too, as other tools export it; `i=85` is the standard's own namespace.
            return NodeId::from_str(tag).map_err(|_| StatusCode::BadNodeIdInvalid);
        };
        // The identifier may hold semicolons, the URI escapes them (%3B), and a percent sign (%25).
        let (uri, identifier) = rest.split_once(';').ok_or(StatusCode::BadNodeIdInvalid)?;
        let identifier = Identifier::from_str(identifier).map_err(|()| StatusCode::BadNodeIdInvalid)?;
        let uri = uri.replace("%3B", ";").replace("%25", "%");
        let index = self.0.iter().position(|known| *known == uri).ok_or(StatusCode::BadNodeIdUnknown)?;
        Ok(NodeId::new(u16::try_from(index).map_err(|_| StatusCode::BadNodeIdUnknown)?, identifier))
    }

    pub fn tag(&self, node: &NodeId) -> String {
        let identifier = match &node.identifier {
            Identifier::Guid(guid) => format!("g={guid}"),
            other => other.to_string(),
        };
        match (node.namespace, self.0.get(usize::from(node.namespace))) {
            (0, _) => identifier,
            (_, Some(uri)) => format!("nsu={};{identifier}", uri.replace('%', "%25").replace(';', "%3B")),
            (index, None) => format!("ns={index};{identifier}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> Namespaces {
        Namespaces(["http://opcfoundation.org/UA/", "urn:server", "urn:a;b%c"].map(str::to_owned).to_vec())
    }

    #[test]
    fn a_namespace_that_moved_is_found_by_its_uri() {
        let before = table();
        let tag = before.tag(&NodeId::new(1, "Pump;1.Speed"));
        assert_eq!(tag, "nsu=urn:server;s=Pump;1.Speed");
        let after = Namespaces(["http://opcfoundation.org/UA/", "urn:new", "urn:server"].map(str::to_owned).to_vec());
        assert_eq!(after.node(&tag), Ok(NodeId::new(2, "Pump;1.Speed")));
        let gone = Namespaces(vec!["http://opcfoundation.org/UA/".into()]);
        assert_eq!(gone.node(&tag), Err(StatusCode::BadNodeIdUnknown));
    }

    #[test]
    fn all_four_kinds_of_identifier_come_back_and_nonsense_is_refused() {
        let guid = opcua::types::Guid::from_str("72962B91-FA75-4AE6-8D28-B404DC7DAF63").unwrap();
        for node in [
            NodeId::new(0, 85u32),
            NodeId::new(2, 7u32),
            NodeId::new(1, "x"),
            NodeId::new(2, guid),
            NodeId::new(1, opcua::types::ByteString::from(b"ab\x00".as_slice())),
        ] {
            assert_eq!(table().node(&table().tag(&node)), Ok(node));
        }
        for nonsense in ["", "nsu=urn:server", "nsu=urn:server;x=1", "nsu=urn:server;i=abc", "Pump", "ns=99999;i=1"] {
            assert_eq!(table().node(nonsense), Err(StatusCode::BadNodeIdInvalid), "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_any_name_comes_back(text in "\\PC{0,30}") {
            let _ = table().node(&text);
            prop_assume!(!text.is_empty());
            let node = NodeId::new(2, text.as_str());
            prop_assert_eq!(table().node(&table().tag(&node)), Ok(node));
        }
    }
}
