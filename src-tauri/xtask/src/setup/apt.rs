//! System packages. On Debian and Ubuntu by apt; elsewhere it says what a person has to install.

use std::{collections::BTreeSet, env, process::Command};

use crate::machine::{Machine, Outcome, failure, find_program, read, run};

/// Package and what needs it. libwebkit2gtk brings GTK, libsoup and JavaScriptCore with it.
const PACKAGES: &[(&str, &str)] = &[
    ("build-essential", "Rust's linker, SQLCipher"),
    ("pkg-config", "finding the libraries below"),
    ("cmake", "HiGHS, the solver"),
    ("libclang-dev", "HiGHS's binding"),
    ("libwebkit2gtk-4.1-dev", "the window"),
    ("libdbus-1-dev", "the window"),
    ("libssl-dev", "SQLCipher's ciphers"),
    ("dbus", "a session bus where there is none"),
    ("gnome-keyring", "a keychain where there is none"),
    ("xvfb", "a display where there is none"),
    ("xdotool", "waiting for the window"),
    ("imagemagick", "screenshots"),
    ("fonts-dejavu-core", "a system font for the browser's own widgets"),
    ("webkit2gtk-driver", "end-to-end tests of the window"),
    ("chromium", "page tests"),
    ("postgresql", "tests of the central database, in clusters of their own"),
    ("mariadb-server-core", "tests of the SQL connector, in servers of their own"),
    ("mariadb-client-core", "tests of the SQL connector"),
    ("krb5-kdc", "tests of Windows sign-in (Kerberos) at PI, in a domain of their own"),
    ("krb5-admin-server", "tests of Windows sign-in at PI"),
    ("krb5-user", "tests of Windows sign-in at PI"),
    // Not apache2, which would start a web server of its own.
    ("apache2-bin", "tests of Windows sign-in at PI"),
    ("libapache2-mod-auth-gssapi", "tests of Windows sign-in at PI"),
    ("faketime", "tests of Windows sign-in at PI: a server whose clock is off"),
    ("python3-venv", "the asyncua counterpart"),
];

pub fn install(machine: &Machine) -> Outcome {
    if !cfg!(target_os = "linux") {
        return say_what_is_missing();
    }
    if find_program("dpkg-query").is_none() {
        let wanted: Vec<_> = PACKAGES.iter().map(|(package, _)| *package).collect();
        println!("setup: not a Debian system; these packages (Debian's names) must be there: {}", wanted.join(" "));
        return Ok(());
    }
    let missing = missing(machine)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: installing {}", missing.join(" "));
    run(&mut apt_get(machine, &["update", "-q"]))?;
    let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
    arguments.extend(&missing);
    run(&mut apt_get(machine, &arguments))
}

fn missing(machine: &Machine) -> Outcome<Vec<&'static str>> {
    // Without a name it lists all there is; with the name of an unknown package it would fail.
    let text = read(machine.command("dpkg-query").args(["-W", "-f", "${Package} ${db:Status-Status}\n"]))?;
    let installed: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    Ok(PACKAGES.iter().map(|(package, _)| *package).filter(|package| !installed.contains(package)).collect())
}

fn apt_get(machine: &Machine, arguments: &[&str]) -> Command {
    let root = env::var("USER").is_ok_and(|user| user == "root")
        || read(machine.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = machine.command(if root { "apt-get" } else { "sudo" });
    if !root {
        command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
    }
    command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
    command
}

fn say_what_is_missing() -> Outcome {
    let missing: Vec<&str> = ["node", "npm", "cargo"].into_iter().filter(|name| find_program(name).is_none()).collect();
    if cfg!(windows) {
        println!("setup: Windows needs the WebView2 runtime, the Visual Studio C++ build tools and Strawberry Perl");
    } else {
        println!("setup: macOS needs the Xcode command line tools (`xcode-select --install`)");
    }
    println!("setup: end-to-end tests in the window run on Linux only");
    if missing.is_empty() { Ok(()) } else { failure(format!("install these first: {}", missing.join(", "))) }
}
