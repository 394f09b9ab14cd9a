//! Opening: keys, versions, a second process, a full disk, and files that were damaged in between.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use std::{
    collections::HashMap,
    fs::OpenOptions,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};
use store::{
    Recovery, Store, StoreError, StoreKey, asset, integration, maintenance_object, mapping, metric, person, site,
    telemetry::Budget,
};

fn beside(path: &Path, suffix: &str) -> std::path::PathBuf {
    std::path::PathBuf::from(format!("{}{suffix}", path.display()))
}

fn flip(path: &Path, from: u64, bytes: usize) {
    let mut file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut content = vec![0; bytes];
    file.seek(SeekFrom::Start(from)).unwrap();
    file.read_exact(&mut content).unwrap();
    content.iter_mut().for_each(|b| *b = !*b);
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&content).unwrap();
}

#[test]
fn a_store_is_what_it_was_after_closing_and_nothing_in_it_is_readable_without_the_key() {
    let workspace = Workspace::new();
    let site = site("RTP");
    {
        let store = workspace.open();
        store.write(|tx| site::insert(tx, &site)).unwrap();
        store.telemetry().append(&[reading(1, 0.0, 1.5)]).unwrap();
    }
    assert!(!beside(&workspace.path, "-wal").exists(), "an orderly close leaves no log behind");
    let store = workspace.open();
    assert_eq!(store.read(site::list).unwrap(), [site]);
    assert_eq!(store.telemetry().latest(&[SignalNo(1)]).unwrap(), [reading(1, 0.0, 1.5)]);
    assert!(store.size().file_bytes > 0 && store.size().free_disk_bytes > 0);
    drop(store);
    let content = std::fs::read(&workspace.path).unwrap();
    for clear in [&b"SQLite format"[..], b"RTP", b"CREATE TABLE", "موقع".as_bytes()] {
        assert!(!content.windows(clear.len()).any(|w| w == clear), "{clear:?} is in the clear");
    }
}

#[test]
fn a_wrong_key_is_told_and_leaves_the_file_alone() {
    let workspace = Workspace::new();
    drop(workspace.open());
    let before = std::fs::read(&workspace.path).unwrap();
    let other = StoreKey::random().unwrap();
    for keeps_fingerprint in [true, false] {
        if !keeps_fingerprint {
            std::fs::remove_file(beside(&workspace.path, ".key-id")).unwrap();
        }
        assert!(matches!(Store::open(&workspace.path, &other), Err(StoreError::WrongKey)));
        assert_eq!(std::fs::read(&workspace.path).unwrap(), before);
    }
    // The right key still opens it, and leaves its fingerprint again.
    drop(workspace.open());
    assert!(beside(&workspace.path, ".key-id").exists());
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let store = Workspace::new();
    let store = store.open();
    let failed = store.write(|tx| {
        site::insert(tx, &site("ONE"))?;
        site::insert(tx, &site("one"))
    });
    assert!(matches!(failed, Err(StoreError::Duplicate { what }) if what == "site.code"));
    assert_eq!(store.read(site::list).unwrap(), []);
}

#[test]
fn what_another_process_wrote_is_seen_and_told() {
    let workspace = Workspace::new();
    let (window, collector) = (workspace.open(), workspace.open());
    assert!(!window.changed_elsewhere().unwrap());
    window.write(|tx| site::insert(tx, &site("OWN"))).unwrap();
    assert!(!window.changed_elsewhere().unwrap(), "its own writes are no news");
    collector.telemetry().append(&[reading(1, 0.0, 2.0)]).unwrap();
    assert!(window.changed_elsewhere().unwrap());
    assert!(!window.changed_elsewhere().unwrap());
    assert_eq!(window.telemetry().count(None).unwrap(), 1);
    window.telemetry().compact(Budget::ALL).unwrap();
    assert_eq!(collector.telemetry().readings(SignalNo(1), at(-1.0), at(1.0), 9).unwrap(), [reading(1, 0.0, 2.0)]);
}

/// What the schema alone takes: half of a file is half of its readings only beyond it.
fn size_without_readings() -> u64 {
    let empty = Workspace::new();
    drop(empty.open());
    std::fs::metadata(&empty.path).unwrap().len()
}

/// A plant, its readings in trend and spool, and some decisions: what the damage tests start from.
fn filled(workspace: &Workspace) -> (Vec<Asset>, Vec<Reading>) {
    let store = workspace.open();
    let site = site("RTP");
    let source = integration("Gateway");
    let assets: Vec<Asset> = (0..300).map(|i| asset(site.id, &format!("P-{i:04}"))).collect();
    store
        .write(|tx| {
            site::insert(tx, &site)?;
            asset::insert_many(tx, &assets)?;
            integration::insert(tx, &source)?;
            person::insert(tx, &person("noura@plant.sa"), None)?;
            for a in &assets {
                let metric = metric(a.id, "bearing_temperature");
                metric::upsert(tx, &metric)?;
                mapping::insert_many(tx, &[mapping(source.id, metric.id, &format!("s={}.PV", a.tag_code))])?;
            }
            Ok(())
        })
        .unwrap();
    let readings: Vec<Reading> = (0..60_000).map(|i| reading(1 + i % 20, (i / 20) as f64, i as f64)).collect();
    let (old, new) = readings.split_at(45_000);
    old.chunks(5_000).for_each(|c| assert!(store.telemetry().append(c).is_ok()));
    store.telemetry().compact(Budget::ALL).unwrap();
    new.chunks(5_000).for_each(|c| assert!(store.telemetry().append(c).is_ok()));
    (assets, readings)
}

fn recover(workspace: &Workspace) -> (Store, Recovery) {
    let opened = Store::open(&workspace.path, &workspace.key).unwrap();
    let recovery = opened.recovery.expect("the damage is told");
    assert!(recovery.set_aside.exists(), "the damaged file is kept");
    // What was carried over is a sound store that goes on counting and collecting.
    assert!(opened.store.verify().unwrap().is_sound());
    opened.store.telemetry().append(&[reading(1, 1e6, 7.0)]).unwrap();
    opened.store.telemetry().compact(Budget::ALL).unwrap();
    (opened.store, recovery)
}

#[test]
fn a_lost_parent_takes_what_hangs_on_it_and_the_rest_opens() {
    let workspace = Workspace::new();
    let (assets, readings) = filled(&workspace);
    let root = |name: &str| {
        let store = workspace.open();
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        store.read(|c| Ok(c.query_row(sql, [name], |r| r.get::<_, u64>(0))?)).unwrap()
    };
    // Assets refer to their site, metrics to their assets, mappings to their metrics: each orphan has orphans.
    flip(&workspace.path, (root("site") - 1) * 4096, 64);
    let (store, recovery) = recover(&workspace);
    let told = |name: &str| recovery.salvaged.iter().find(|t| t.table == name).unwrap();
    assert_eq!((store.read(asset::count).unwrap(), told("asset").orphans), (0, assets.len() as u64));
    assert_eq!((store.read(mapping_count).unwrap(), told("mapping").orphans), (0, 300));
    assert_eq!(store.read(integration::list).unwrap().len(), 1);
    assert_eq!(store.read(person::list).unwrap().len(), 1);
    assert_eq!(all_readings(&store).len(), readings.len(), "readings hang on nothing");
    drop(store);
    assert!(Store::open(&workspace.path, &workspace.key).unwrap().recovery.is_none(), "it opens from now on");
}

#[test]
fn what_an_earlier_version_called_otherwise_is_carried_over() {
    let workspace = Workspace::new();
    let (assets, _) = filled(&workspace);
    let store = workspace.open();
    let integration_id = store.read(integration::list).unwrap()[0].id;
    let object = maintenance_object::MaintenanceObject {
        integration_id,
        object: ObjectRef { kind: ObjectKind::Equipment, number: "10000123".into() },
        asset_id: assets[0].id,
        linked_by: PersonId::new(),
        linked_at: chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
    };
    store.write(|t| maintenance_object::insert(t, &object)).unwrap();
    let former = "ALTER TABLE maintenance_object RENAME TO sap_object";
    store.write(|t| Ok(t.execute_batch(former)?)).unwrap();
    drop(store);
    let size = std::fs::metadata(&workspace.path).unwrap().len();
    let before = size_without_readings();
    flip(&workspace.path, before + (size - before) / 2, 64);
    let (store, recovery) = recover(&workspace);
    assert!(!recovery.lost.contains(&"maintenance_object".to_owned()));
    let found = store.read(|c| maintenance_object::of_asset(c, assets[0].id)).unwrap();
    assert_eq!(found, [object]);
}

#[test]
fn flipped_bytes_cost_only_the_rows_on_their_pages() {
    let workspace = Workspace::new();
    let (assets, readings) = filled(&workspace);
    let size = std::fs::metadata(&workspace.path).unwrap().len();
    let before = size_without_readings();
    // Two pages in the middle, where the readings are, far apart.
    flip(&workspace.path, before + (size - before) / 2, 64);
    flip(&workspace.path, before + (size - before) * 3 / 4, 64);
    let (store, recovery) = recover(&workspace);
    assert_eq!(store.read(asset::count).unwrap(), assets.len() as u64, "{recovery:?}");
    assert_eq!(store.read(mapping_count).unwrap(), 300);
    let kept = all_readings(&store);
    assert_nothing_is_made_up(&kept, &readings);
    for signal in 1..=20 {
        let rows = kept.iter().filter(|r| r.signal.0 == signal).count() as u64;
        let slice = store.telemetry().trend(SignalNo(signal), at(0.0), at(1e5), 60).unwrap();
        let drawn: u64 = slice.count.iter().map(|c| u64::from(*c)).sum();
        assert!(drawn >= rows, "signal {signal}: {drawn} of {rows} are drawn");
    }
    // A page holds about 150 rows.
    assert!(kept.len() > readings.len() - 1_000, "{} of {}: {recovery:?}", kept.len(), readings.len());
    assert!(!recovery.lost.is_empty());
    // And it opens in peace from now on.
    drop(store);
    drop(workspace.open());
}

#[test]
fn a_file_cut_short_keeps_what_is_before_the_cut() {
    let workspace = Workspace::new();
    let (assets, readings) = filled(&workspace);
    let size = std::fs::metadata(&workspace.path).unwrap().len();
    let file = OpenOptions::new().write(true).open(&workspace.path).unwrap();
    let before = size_without_readings();
    file.set_len((before + (size - before) / 2) / 4096 * 4096).unwrap();
    let (store, recovery) = recover(&workspace);
    assert_eq!(store.read(asset::count).unwrap(), assets.len() as u64, "{recovery:?}");
    let kept = all_readings(&store);
    assert_nothing_is_made_up(&kept, &readings);
    assert!(kept.len() > readings.len() / 10, "{} of {}: {recovery:?}", kept.len(), readings.len());
}

#[test]
fn a_destroyed_head_costs_nothing_while_its_copy_is_there() {
    for (from, bytes) in [(0, 16), (100, 200), (0, 4096)] {
        let workspace = Workspace::new();
        let (assets, readings) = filled(&workspace);
        flip(&workspace.path, from, bytes);
        let (store, recovery) = recover(&workspace);
        assert_eq!(recovery.lost, [""; 0], "{from}+{bytes}");
        assert_eq!(store.read(asset::count).unwrap(), assets.len() as u64);
        assert_eq!(all_readings(&store).len(), readings.len());
    }
}

#[test]
fn a_destroyed_schema_costs_nothing_while_its_copy_is_there() {
    let workspace = Workspace::new();
    let (assets, readings) = filled(&workspace);
    let store = workspace.open();
    let pages: Vec<u64> = store
        .read(|c| {
            let mut statement = c.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno > 1")?;
            Ok(statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
        })
        .unwrap();
    drop(store);
    assert!(!pages.is_empty());
    pages.iter().for_each(|page| flip(&workspace.path, (page - 1) * 4096 + 500, 100));
    let (store, recovery) = recover(&workspace);
    assert_eq!(recovery.lost, [""; 0]);
    assert_eq!(store.read(asset::count).unwrap(), assets.len() as u64);
    assert_eq!(all_readings(&store).len(), readings.len());
}

#[test]
fn without_a_copy_of_the_head_all_is_told_lost_and_a_fresh_store_opens() {
    let workspace = Workspace::new();
    filled(&workspace);
    std::fs::remove_file(beside(&workspace.path, ".head")).unwrap();
    flip(&workspace.path, 0, 4096);
    let (store, recovery) = recover(&workspace);
    assert!(recovery.lost.contains(&"asset".to_owned()));
    assert_eq!(store.read(asset::count).unwrap(), 0);
}

#[test]
fn a_salvage_that_was_cut_off_is_begun_again_or_finished() {
    let workspace = Workspace::new();
    let (assets, readings) = filled(&workspace);
    // Cut off on the way: a half-built store lies beside the damaged one.
    std::fs::write(beside(&workspace.path, ".fresh"), b"half of a store").unwrap();
    flip(&workspace.path, 0, 4096);
    let (store, recovery) = recover(&workspace);
    assert_eq!(recovery.lost, [""; 0]);
    assert_eq!(all_readings(&store).len(), readings.len());
    drop(store);
    // Cut off between setting aside and taking its place.
    std::fs::rename(&workspace.path, beside(&workspace.path, ".fresh")).unwrap();
    assert_eq!(workspace.open().read(asset::count).unwrap(), assets.len() as u64);
}

#[test]
fn damage_met_while_another_process_has_it_open_is_told_but_not_set_aside() {
    let workspace = Workspace::new();
    filled(&workspace);
    let other = workspace.open();
    let size = std::fs::metadata(&workspace.path).unwrap().len();
    flip(&workspace.path, size / 2, 64);
    let met = (1..=20).find_map(|n| other.telemetry().readings(SignalNo(n), at(0.0), at(1e5), usize::MAX).err());
    assert!(matches!(met, Some(StoreError::Damaged(_))), "{met:?}");
    assert!(beside(&workspace.path, ".suspect").exists());
    // What lies on sound pages can still be read and written.
    assert_eq!(other.read(asset::count).unwrap(), 300);
    other.telemetry().append(&[reading(1, 2e6, 7.0)]).unwrap();
    assert!(!other.verify().unwrap().is_sound());
    assert!(workspace.path.exists());
    drop(other);
    recover(&workspace);
}

fn assert_nothing_is_made_up(kept: &[Reading], written: &[Reading]) {
    let by_key: HashMap<(SignalNo, Timestamp), &Reading> =
        written.iter().map(|r| ((r.signal, r.source_time), r)).collect();
    for reading in kept {
        assert_eq!(by_key.get(&(reading.signal, reading.source_time)), Some(&reading));
    }
}

fn mapping_count(connection: &store::Connection) -> store::Result<u64> {
    Ok(mapping::list(connection, &mapping::MappingFilter::default())?.total)
}

/// Those of the fixture, without the one that `recover` appends.
fn all_readings(store: &Store) -> Vec<Reading> {
    (1..=20).flat_map(|s| store.telemetry().readings(SignalNo(s), at(0.0), at(1e5), usize::MAX).unwrap()).collect()
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let workspace = Workspace::new();
    let store = workspace.open();
    // The same error as from a full disk, without filling one: the file may not grow beyond what it has.
    let limit = |pages: i64| {
        store.write(|tx| Ok(tx.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)).unwrap()
    };
    let batch = |n: i64| -> Vec<Reading> { (0..2_000).map(|i| reading(1, (n * 2_000 + i) as f64, 1.0)).collect() };
    store.telemetry().append(&batch(0)).unwrap();
    let pages = store.size().file_bytes.max(store.size().wal_bytes) / 4096;
    limit(pages as i64 + 20);
    let mut stored = 1;
    let error = loop {
        match store.telemetry().append(&batch(stored)) {
            Ok(_) => stored += 1,
            Err(e) => break e,
        }
    };
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    assert!(!error.is_permanent());
    assert_eq!(store.telemetry().count(None).unwrap(), stored as u64 * 2_000);
    assert!(store.read(site::list).is_ok(), "reading goes on");
    limit(1_000_000);
    store.telemetry().append(&batch(stored)).unwrap();
    store.telemetry().compact(Budget::ALL).unwrap();
    assert_eq!(store.telemetry().count(None).unwrap(), (stored as u64 + 1) * 2_000);
    drop(store);
    assert_eq!(workspace.open().telemetry().count(None).unwrap(), (stored as u64 + 1) * 2_000);
}

/// `mount -t tmpfs -o size=8m tmpfs DIR`, then with `OPTRIA_TEST_SMALL_DISK=DIR`:
/// `cargo test -p store --test opening -- --ignored`
#[test]
#[ignore = "needs a small disk of its own"]
fn a_disk_that_is_really_full_is_told_and_loses_nothing() {
    let folder = std::path::PathBuf::from(std::env::var("OPTRIA_TEST_SMALL_DISK").unwrap());
    let (path, key) = (folder.join("store.db"), StoreKey::random().unwrap());
    let store = Store::open(&path, &key).unwrap().store;
    let batch = |n: i64| -> Vec<Reading> { (0..500).map(|i| reading(1, (n * 500 + i) as f64, 1.0)).collect() };
    let ballast = folder.join("ballast");
    std::fs::write(&ballast, vec![0; 2 << 20]).unwrap();
    let mut stored = 0;
    let error = loop {
        match store.telemetry().append(&batch(stored)) {
            Ok(_) => stored += 1,
            Err(e) => break e,
        }
        if stored % 7 == 0
            && let Err(e) = store.telemetry().compact(Budget::ALL)
        {
            break e;
        }
    };
    println!("{error} after {stored} batches, {} bytes free", store.size().free_disk_bytes);
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert_eq!(store.telemetry().count(None).unwrap(), stored as u64 * 500);
    // Opening on the full disk works too, or says why not.
    drop(store);
    match Store::open(&path, &key) {
        Ok(opened) => assert_eq!(opened.store.telemetry().count(None).unwrap(), stored as u64 * 500),
        Err(e) => assert!(matches!(e, StoreError::DiskFull), "{e:?}"),
    }
    std::fs::remove_file(&ballast).unwrap();
    let opened = Store::open(&path, &key).unwrap();
    assert_eq!(opened.recovery, None);
    let store = opened.store;
    store.telemetry().append(&batch(stored)).unwrap();
    store.telemetry().compact(Budget::ALL).unwrap();
    assert_eq!(store.telemetry().count(None).unwrap(), (stored as u64 + 1) * 500);
}
