//! CPU time of a call through this crate against the same call written by hand on reqwest: the same
//! request, the same answer of 1 kB and of 100 kB.
//!
//! ```text
//! cargo bench -p docbind-runtime --bench cpu_per_call
//! ```
//!
//! The client runs on this thread and the server on another; only this thread's time on the CPU is
//! counted (Linux: `/proc/thread-self/schedstat`). Calls are made one after the other, where the thread
//! sleeps in each and finds its caches cold, and sixteen at a time, as a busy service does. Short rounds of both take turns, and the median of the
//! rounds' ratios counts. The goal is a ratio of at most 1.10; a busy machine adds noise.

#[path = "../tests/it/server.rs"]
#[allow(dead_code)]
mod server;

use docbind_runtime::codegen::*;
use docbind_runtime::{Auth, TransportSettings};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use server::{Server, answer};
use std::time::Duration;

static UPDATE: Operation = Operation::new("update", Method::Put, "/records/{id}");

/// As one writes it by hand.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Record {
    id: i64,
    name: String,
    amount: f64,
    tags: Vec<String>,
    note: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Records {
    records: Vec<Record>,
}

/// As it is generated.
mod lean {
    use docbind_runtime::codegen;

    #[derive(Clone, Debug)]
    pub struct Record {
        pub id: i64,
        pub name: String,
        pub amount: f64,
        pub tags: Vec<String>,
        pub note: Option<String>,
    }

    codegen::record! {
        Record {
            id: "id",
            name: "name",
            amount: "amount",
            tags: "tags" or empty,
            note: "note",
        }
    }

    #[derive(Clone, Debug)]
    pub struct Records {
        pub records: Vec<Record>,
    }

    codegen::record! {
        Records: Default {
            records: "records",
        }
    }

    pub fn record(id: i64) -> Record {
        let super::Record { id, name, amount, tags, note } = super::record(id);
        Record { id, name, amount, tags, note }
    }
}

const ROUNDS: usize = 201;

fn main() {
    let Some(_) = cpu_nanos() else {
        println!("skipped: this system does not tell a thread's CPU time");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut worst: f64 = 0.0;
    for (name, records, calls, at_once) in
        [("1 kB", 12, 96, 1), ("1 kB", 12, 96, 16), ("100 kB", 1150, 10, 1), ("100 kB", 1150, 16, 16)]
    {
        let answered = serde_json::to_vec(&Records { records: (0..records).map(record).collect() }).unwrap();
        let bytes = answered.len();
        let url = serve(answered);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let mut derived = Vec::new();
        let client =
            ClientBuilder::<Client>::new(None).base_url(&url).auth(Auth::bearer("token")).build().unwrap();
        let by_hand = TransportSettings::new()
            .into_reqwest()
            .unwrap()
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        let mut ratios = Vec::new();
        for round in 0..ROUNDS {
            let calls = Calls { runtime: &runtime, calls, at_once };
            let by_hand = || calls.cpu(async || hand_written(&by_hand, &url).await);
            let by_us = || calls.cpu(async || generated(&client).await);
            let (hand, us) = match round % 2 {
                0 => (by_hand(), by_us()),
                _ => {
                    let us = by_us();
                    (by_hand(), us)
                }
            };
            derived.push(calls.cpu(async || with_derives(&client).await) / hand);
            theirs.push(hand);
            ours.push(us);
            ratios.push(us / hand);
        }
        let (ours, theirs, ratio) = (median(ours), median(theirs), median(ratios));
        worst = worst.max(ratio);
        println!(
            "{name:>6} ({bytes:>6} bytes), {at_once:>2} at once: by hand {:>7.1} µs, this crate {:>7.1} µs, \
             ratio {ratio:.3} (with derives {:.3})",
            theirs / 1000.0,
            ours / 1000.0,
            median(derived)
        );
    }
    println!("worst ratio {worst:.3}: {}", if worst <= 1.10 { "within 1.10" } else { "MORE THAN 1.10" });
}

fn record(id: i64) -> Record {
    let tags = vec!["one".to_owned(), "two".to_owned()];
    Record { id, name: format!("The record number {id}"), amount: 12.5, tags, note: None }
}

async fn generated(client: &Client) -> usize {
    let call = client.call(&UPDATE).path("id", &4711).query("page", &1);
    let call: Call<lean::Records> = call.send_json(&lean::record(1)).receive_json();
    call.await.unwrap().records.len()
}

/// The same with serde's derives, as `docbind generate --emission derived` has it.
async fn with_derives(client: &Client) -> usize {
    let call = client.call(&UPDATE).path("id", &4711).query("page", &1);
    let call: Call<Records> = call.json(&record(1)).decode_json();
    call.await.unwrap().records.len()
}

async fn hand_written(client: &reqwest::Client, url: &str) -> usize {
    let answer = client
        .put(format!("{url}/records/4711?page=1"))
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .header("user-agent", "by-hand/1.0.0")
        .header("authorization", "Bearer token")
        .body(serde_json::to_vec(&record(1)).unwrap())
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success());
    let body = answer.bytes().await.unwrap();
    serde_json::from_slice::<Records>(&body).unwrap().records.len()
}

/// How a round is made.
struct Calls<'a> {
    runtime: &'a tokio::runtime::Runtime,
    calls: usize,
    at_once: usize,
}

impl Calls<'_> {
    /// Nanoseconds of CPU for one call.
    fn cpu<F: Future<Output = usize>>(&self, call: impl Fn() -> F) -> f64 {
        self.runtime.block_on(async {
            let before = cpu_nanos().unwrap();
            for _ in 0..self.calls / self.at_once {
                if self.at_once == 1 {
                    assert!(call().await > 0);
                } else {
                    assert!(join_all((0..self.at_once).map(|_| call())).await.iter().all(|&read| read > 0));
                }
            }
            (cpu_nanos().unwrap() - before) as f64 / self.calls as f64
        })
    }
}

fn cpu_nanos() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server on a thread of its own that always answers this.
fn serve(answered: Vec<u8>) -> String {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answered = Bytes::from(answered);
            let server = Server::start(move |_| answer(200, answered.clone())).await;
            send.send(server.url).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receive.recv().unwrap()
}
