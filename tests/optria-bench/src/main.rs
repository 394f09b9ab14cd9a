//! `optria-bench`: figures that anybody can repeat with servers and files of their own. Each run works in a fresh
//! encrypted workspace in a temporary folder, goes the product's own way (the command table, the supervisor, the
//! pipeline) and prints one JSON line. What the figures were and how they are read: `docs/benchmarks.md`.

mod central;
mod deferral;
mod dispatch;
mod dispatch_instance;
mod ingest;
mod kill;
mod mappings;
mod measure;
mod opcua;
mod outage;
mod plant;
mod prioritize;
mod roadef;
mod search_clock;
mod sync;
mod trend;
mod trsp;
mod workspace;

use clap::{Parser, Subcommand};
use serde_json::Value;
use std::{error::Error, process::ExitCode};

/// Whatever went wrong ends the run; a person reads it on standard error.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Parser)]
#[command(name = "optria-bench", version, about = "Benchmarks of OPTRIA IQ; each prints one JSON line")]
struct Arguments {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Collect from an OPC UA server into a fresh encrypted store: values per second and CPU
    Ingest(ingest::Ingest),
    /// Readings of one signal, drawn as 2,000 points
    Trend(trend::Trend),
    /// Kill -9 a collecting process again and again: what was acknowledged must be there, once
    Kill(kill::Kill),
    /// Rank scored assets: read, rank, store, list
    Prioritize(prioritize::Prioritize),
    /// Workforce dispatch of an instance of gen_dispatch.py
    Dispatch(dispatch::Dispatch),
    /// Best replacement age and five horizons of many assets
    Deferral(deferral::Deferral),
    /// Technician routing and scheduling: an instance of Pillac, Guéret and Medaglia
    Trsp(trsp::Trsp),
    /// Maintenance planning under risk: an instance of the ROADEF/EURO challenge 2020
    Roadef(roadef::Roadef),
    /// Open and filter a long list of signal mappings
    Mappings(mappings::Mappings),
    /// Histories of several workstations under faults: replicas converge, nothing lost, nothing twice
    Sync(sync::Sync),
    /// Cut the power again and again while a workstation collects, changes and syncs: nothing acknowledged is lost
    Power(outage::Power),
    /// The same queries under row security and without it, over assets of many tenants
    Rls(central::rls::Rls),
    /// Workstations that ask every two seconds whether there is something new: CPU of the server
    Poll(central::poll::Poll),
    /// A backlog of readings to the central database, beside bare COPY into the same key
    Upload(central::upload::UploadBench),
    /// Weeks offline, then the backlog beside live readings: size on disk, rate, delay
    Offline(central::offline::Offline),
    /// An edit at one workstation until another's window has it
    Seen(central::seen::Seen),
    /// Changed rows of the central database into an encrypted store
    Pull(central::pull::Pull),
    /// The process that `kill` kills
    #[command(hide = true)]
    KillVictim(kill::victim::Victim),
    /// The process that `power` and `kill --sync` end
    #[command(hide = true)]
    OutageVictim,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments.bench)) {
        Ok(Some(line)) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Ok(None) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("optria-bench: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn run(bench: Bench) -> Outcome<Option<Value>> {
    match bench {
        Bench::Ingest(bench) => bench.run().await.map(Some),
        Bench::Trend(bench) => bench.run().await.map(Some),
        Bench::Kill(bench) => bench.run().await.map(Some),
        Bench::Prioritize(bench) => bench.run().await.map(Some),
        Bench::Dispatch(bench) => bench.run().await.map(Some),
        Bench::Deferral(bench) => bench.run().await.map(Some),
        Bench::Trsp(bench) => bench.run().await.map(Some),
        Bench::Roadef(bench) => bench.run().await.map(Some),
        Bench::Mappings(bench) => bench.run().await.map(Some),
        Bench::Sync(bench) => bench.run().await.map(Some),
        Bench::Rls(bench) => bench.run().await.map(Some),
        Bench::Poll(bench) => bench.run().await.map(Some),
        Bench::Power(bench) => bench.run().await.map(Some),
        Bench::OutageVictim => outage::victim().await.map(|()| None),
        Bench::Upload(bench) => bench.run().await.map(Some),
        Bench::Seen(bench) => bench.run().await.map(Some),
        Bench::Offline(bench) => bench.run().await.map(Some),
        Bench::Pull(bench) => bench.run().await.map(Some),
        Bench::KillVictim(victim) => victim.run().await.map(|()| None),
    }
}
