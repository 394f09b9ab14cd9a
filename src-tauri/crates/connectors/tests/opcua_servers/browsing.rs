//! Browsing, searching and previewing: all that is there, with type and unit, on both stacks.

use super::support::{BOTH, config, load, plant, server, source};
use connectors::{BrowseNode, NodeKind, TagSource};
use domain::RawValue;
use serde_json::json;
use std::time::Duration;
use testkit::counterparts::{Options, available};
use tokio_util::sync::CancellationToken;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_plant_is_found_whole_with_types_and_units() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, Options::new().load(450, Duration::from_secs(60))).await;
        let source = source(folder.path(), &config(server.endpoint_url(), json!({})), &[]);
        let root = source.browse(None, None).await.unwrap();
        let named = |nodes: &[BrowseNode], name: &str| nodes.iter().find(|n| n.name == name).cloned().unwrap();
        let folder = named(&root.nodes, "Plant");
        assert_eq!((folder.kind, folder.has_children), (NodeKind::Folder, true));
        let inside = source.browse(Some(&folder.tag), None).await.unwrap();
        assert_eq!(inside.nodes.len(), 17, "{stack:?}");
        let counter = named(&inside.nodes, "Counter");
        assert_eq!(counter.tag, plant("Counter"));
        assert_eq!((counter.kind, counter.is_numeric, counter.has_children), (NodeKind::Variable, true, false));
        assert_eq!(counter.data_type.as_deref(), Some("Int64"));
        for (name, unit) in [("Temperature", "Cel"), ("Pressure", "bar"), ("Flow", "m3/h"), ("Vibration", "mm/s")] {
            let node = named(&inside.nodes, name);
            assert_eq!(node.unit.as_deref(), Some(unit), "{stack:?} {name}");
            assert!(!node.has_children, "a unit is no child");
        }
        assert!(!named(&inside.nodes, "Text").is_numeric);
        assert!(!named(&inside.nodes, "Profile").is_numeric, "an array is no number");
        assert!(named(&inside.nodes, "Running").is_numeric);
        assert!(!named(&inside.nodes, "Range").is_numeric);

        let all = source.search(None, "temperature", 1000, CancellationToken::new()).await.unwrap();
        let expected = 90 + 1;
        let ours = all.nodes.iter().filter(|n| n.tag.contains("urn:optria:test:plant")).count();
        assert_eq!(ours, expected, "{stack:?}");
        assert!(!all.is_truncated);
        let found = all.nodes.iter().find(|n| n.tag == load(100)).unwrap();
        assert_eq!(found.path, ["Load", "F001"]);
        let some = source.search(None, "temperature", 10, CancellationToken::new()).await.unwrap();
        assert!(some.nodes.len() == 10 && some.is_truncated);
        let cancelled = CancellationToken::new();
        cancelled.cancel();
        assert!(source.search(None, "temperature", 10, cancelled).await.unwrap().is_truncated);

        let e = source.browse(Some("nsu=urn:optria:test:plant;s=Nowhere"), None).await.unwrap_err();
        assert_eq!(e.failure.message.id, "opcua-node-unknown");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_are_previewed_in_the_order_asked_also_those_that_are_none() {
    for stack in BOTH {
        if !available(stack) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = server(stack, Options::new()).await;
        let source = source(folder.path(), &config(server.endpoint_url(), json!({})), &[]);
        let tags: Vec<String> = ["Temperature", "Nowhere", "Text", "Profile", "Mode"].map(plant).to_vec();
        let read = source.read(&[tags, vec!["nonsense".into()]].concat()).await.unwrap();
        assert_eq!(read.len(), 6);
        assert!(matches!(read[0].value, RawValue::Number(n) if (59.0..=71.0).contains(&n)));
        assert_eq!((read[0].unit.as_deref(), read[0].data_type.as_deref()), (Some("Cel"), Some("Double")));
        assert!(read[0].source_time.is_some());
        assert_eq!(read[1].status.0, 0x8034_0000, "BadNodeIdUnknown");
        assert_eq!(read[2].value, RawValue::Text("pump 101 running".into()));
        assert_eq!(read[3].value, RawValue::Other("Double[4]".into()));
        assert_eq!(read[4].value, RawValue::Number(2.0));
        assert_eq!(read[5].status.0, 0x8033_0000, "BadNodeIdInvalid");
    }
}
