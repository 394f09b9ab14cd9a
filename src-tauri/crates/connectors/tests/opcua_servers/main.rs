//! The OPC UA connector against two stacks that nobody here wrote: asyncua and node-opcua. One executable, because
//! linking costs more than most of the tests.
#![allow(clippy::unwrap_used)]

mod breaks;
mod browsing;
mod certificates;
mod clocks;
mod connecting;
mod counters;
mod exactly_once;
mod following;
mod limits;
mod proxy;
mod soak;
mod support;
