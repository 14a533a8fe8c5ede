//! Every operation of `specs/nexudus` on the wire: the checked-in client against a server on loopback.
//!
//! `build.rs` makes the calls; what the server must receive and answers is derived from the model of
//! the pages, not from the generated code.

mod run;
mod server;
mod wanted;

use run::{Report, Run, Tally};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use tokio::sync::OnceCell;

/// Calls every operation of a group.
type GroupTest = for<'r> fn(&'r mut Run) -> Pin<Box<dyn Future<Output = ()> + Send + 'r>>;

#[allow(clippy::all)]
mod generated {
    use super::run::{Credentials, Report, Run, Step};
    use super::server::Answer;
    use super::wanted::{Body, Wanted};
    use super::{GroupTest, check};
    use nexudus as api;
    use tokio::sync::OnceCell;

    include!("../../requests/prelude.rs");
    include!(concat!(env!("OUT_DIR"), "/wire.rs"));
}

/// Runs a group, once for all tests.
async fn report(group: &str) -> &'static Report {
    let entry = generated::GROUPS.iter().find(|(name, ..)| *name == group);
    let (_, test, report): &'static (&str, GroupTest, OnceCell<Report>) =
        entry.expect("the group has a test");
    let run = async {
        let mut run = Run::start().await;
        test(&mut run).await;
        run.end()
    };
    report.get_or_init(|| run).await
}

/// Fails when anything in a group is not as documented.
async fn check(group: &str) {
    let report = report(group).await;
    println!("{group}: {:?}", report.tally);
    let count = report.failures.len();
    assert!(report.failures.is_empty(), "{count} failures\n\n{}\n", report.failures.join("\n\n"));
}

#[test]
fn every_operation_can_be_made_a_test() {
    let faults = generated::FAULTS;
    assert!(faults.is_empty(), "{} faults\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[tokio::test]
async fn nothing_is_skipped() {
    let mut done = Tally::default();
    for (group, ..) in &generated::GROUPS {
        done += report(group).await.tally;
    }
    println!(
        "{} operations called, {} requests checked, {} documented answers and {} variations of them decoded, \
         {} error answers checked",
        done.operations, done.requests, done.answers, done.variations, done.errors
    );
    let documented = documented();
    assert_eq!(Tally { variations: 0, ..done }, documented);
    assert!(done.variations > 0 && documented.operations >= 60);
}

/// `docbind mock` takes every documented call and every made-up one, gives what the client reads, and the documented
/// errors to who prefers them.
#[tokio::test(flavor = "multi_thread")]
async fn the_mock_takes_every_call() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
    let spec = docbind::load_spec(&spec).expect("the spec loads");
    let api = docbind::read_spec(&spec).api;
    let server = docbind::MockServer::start(api, docbind::MockOptions::default()).expect("it starts");
    let (mut done, mut failures) = (Tally::default(), Vec::new());
    for (_, test, _) in &generated::GROUPS {
        let mut run = Run::start_on_mock(server.url()).await;
        test(&mut run).await;
        let report = run.end();
        done += report.tally;
        failures.extend(report.failures);
    }
    println!("{} operations, {} calls and {} errors", done.operations, done.requests, done.errors);
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
    let documented = documented();
    assert_eq!((done.operations, done.errors), (documented.operations, documented.errors));
    assert!(done.requests >= documented.requests + documented.answers, "{done:?}");
}

/// What the model has, counted on its own.
fn documented() -> Tally {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
    let spec = docbind::load_spec(&spec).expect("the spec loads");
    let api = docbind::read_spec(&spec).api;
    let mut tally = Tally { operations: api.operations.len(), ..Tally::default() };
    for operation in &api.operations {
        // All fields, the required ones, and each documented body.
        tally.requests += 2 + operation.request_body.as_ref().map_or(0, |body| body.examples.len());
        for response in &operation.responses {
            let examples = response.examples.len().max(1);
            if !response.status.is_failure() { tally.answers += examples } else { tally.errors += examples }
        }
    }
    tally
}
