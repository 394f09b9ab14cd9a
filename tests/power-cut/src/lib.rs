//! A disk whose power can be cut. It lies under SQLite as a VFS: what is written stays in memory until SQLite syncs the
//! file, so that a cut loses what a real one may lose, sector by sector: some of what was not synced has reached the
//! platter, in no order, and the rest has not. SQLCipher encrypts above it and knows nothing of it.
//!
//! Only SQLite's files go this way; names in folders (made, deleted) hold at once. [`cut`] ends the process.

mod platter;
mod vfs;

pub use platter::Platter;
pub use vfs::install;

use parking_lot::Mutex;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// Every file of SQLite's that this process has opened.
static FILES: LazyLock<Mutex<HashMap<PathBuf, Arc<Mutex<Platter>>>>> = LazyLock::new(Mutex::default);
static IGNORES_SYNC: AtomicBool = AtomicBool::new(false);

/// From now on a sync does nothing: what `PRAGMA synchronous = OFF` comes to.
pub fn ignore_syncs() {
    IGNORES_SYNC.store(true, Ordering::SeqCst);
}

/// The power goes: of each file what was synced stays, and of the rest what chance has brought to the platter. Then this
/// process ends, as everything else on the machine would.
pub fn cut(seed: u64) -> ! {
    let files = FILES.lock();
    // Held, so that nobody writes any more.
    let mut held: Vec<_> = files.iter().map(|(path, platter)| (path, platter.lock())).collect();
    held.sort_by_key(|(path, _)| *path);
    let mut rng = StdRng::seed_from_u64(seed);
    // Nothing, all, or any part of it has arrived.
    let arrives = [0.0, 1.0, rng.random_range(0.0..1.0)][rng.random_range(0..3)];
    for (path, platter) in &mut held {
        if let Err(error) = platter.cut(&mut rng, arrives) {
            eprintln!("{}: {error}", path.display());
        }
    }
    std::process::abort()
}

fn platter(path: &Path) -> io::Result<Arc<Mutex<Platter>>> {
    let mut files = FILES.lock();
    if let Some(known) = files.get(path) {
        return Ok(known.clone());
    }
    let platter = Arc::new(Mutex::new(Platter::open(path)?));
    files.insert(path.to_owned(), platter.clone());
    Ok(platter)
}

/// Not opened by this process, or closed and deleted: none.
fn known(path: &Path) -> Option<Arc<Mutex<Platter>>> {
    FILES.lock().get(path).cloned()
}

fn forget(path: &Path) {
    FILES.lock().remove(path);
}

fn syncs() -> bool {
    !IGNORES_SYNC.load(Ordering::SeqCst)
}
