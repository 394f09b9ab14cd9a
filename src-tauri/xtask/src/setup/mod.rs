//! Installs what this machine lacks. Every part first looks whether its work is done, so that a second run is instant
//! and needs neither network nor root.

mod apt;
mod cargo_tools;
mod counterparts;
mod npm;

use crate::machine::{Machine, Outcome};

pub fn everything(machine: &Machine) -> Outcome {
    build_needs(machine)?;
    npm::install(machine, &machine.e2e())?;
    cargo_tools::install(machine)?;
    counterparts::install(machine)
}

/// Only what building and opening the product needs.
pub fn build_needs(machine: &Machine) -> Outcome {
    apt::install(machine)?;
    npm::install(machine, &machine.ui())
}

pub fn counterparts(machine: &Machine) -> Outcome {
    counterparts::install(machine)
}
