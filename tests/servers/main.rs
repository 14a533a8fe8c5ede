//! The program that `.ci/servers` makes: calls the documented operations of servers that nobody here wrote, by clients
//! that are made of their documentation, and looks at what comes back. Prints a row for each operation, and fails where
//! one does not do what its page says, or is not called.
//!
//! The argument is the folder with the models of the clients. Where `PROMETHEUS_URL` or `SYNAPSE_URL` is not set, that
//! server is not called.

mod calls;
mod prometheus_api;
mod synapse_admin;

use calls::Calls;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let folder = std::env::args().nth(1).expect("the argument is the folder with the models");
    let mut failed = false;
    if let Ok(url) = std::env::var("PROMETHEUS_URL") {
        let mut calls = Calls::of("Prometheus", &format!("{folder}/prometheus.json"));
        prometheus_api::call(&mut calls, &url).await;
        failed |= calls.report();
    }
    if let Ok(url) = std::env::var("SYNAPSE_URL") {
        let mut calls = Calls::of("Synapse", &format!("{folder}/synapse.json"));
        synapse_admin::call(&mut calls, &url).await;
        failed |= calls.report();
    }
    ExitCode::from(u8::from(failed))
}
