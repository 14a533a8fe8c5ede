//! Downloads over connections that break: to files and writers, resumed, and started again.

use crate::cut_server::{CutServer, Script, header};
use docbind_runtime::codegen::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

static GET: Operation = Operation::new("get_backup", Method::Get, "/backup");
static POST: Operation = Operation::new("make_report", Method::Post, "/report");

const SIZE: usize = 300_000;

fn content(seed: u8) -> Vec<u8> {
    (0..SIZE).map(|at| (at % 251) as u8 ^ seed).collect()
}

fn client(url: &str) -> Client {
    let policy = RetryPolicy::default().max_attempts(12).base_delay(Duration::from_millis(2));
    ClientBuilder::new(None).base_url(url).retry(policy).build().unwrap()
}

/// What a server does with requests for parts.
#[derive(Clone, Copy, PartialEq)]
enum Server {
    /// Sends them (RFC 9110, section 14).
    Parts,
    /// The same, without its length in advance.
    PartsInChunks,
    /// Sends all of it again.
    Whole,
    /// Tells nothing by which a later response could be known.
    Nameless,
}

/// A file that is cut off `cuts` times.
async fn file(server: Server, cuts: usize) -> CutServer {
    let done = AtomicUsize::new(0);
    CutServer::start(move |head, _| {
        let tag = "\"v1\"";
        let start = header(head, "range").filter(|_| header(head, "if-range") == Some(tag));
        let start = start.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
        let start: usize =
            start.filter(|_| matches!(server, Server::Parts | Server::PartsInChunks)).unwrap_or(0);
        let body = content(0)[start..].to_vec();
        let status = match start {
            0 => "200 OK".to_owned(),
            _ => format!("206 Partial Content\r\ncontent-range: bytes {start}-{}/{SIZE}", SIZE - 1),
        };
        let name = if server == Server::Nameless { String::new() } else { format!("\r\netag: {tag}") };
        let chunked = server == Server::PartsInChunks;
        let length = if chunked { String::new() } else { format!("\r\ncontent-length: {}", body.len()) };
        let is_cut = done.fetch_add(1, Ordering::Relaxed) < cuts;
        let cut = is_cut.then(|| fastrand::usize(150..body.len() * 2 / 3));
        Script { head: format!("{status}{name}{length}"), body, chunked, cut, ..Script::default() }
    })
    .await
}

fn folder_is_clean(folder: &Path, names: &[&str]) {
    let mut found: Vec<_> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, names);
}

#[tokio::test]
async fn every_way_to_go_on_gives_the_same_bytes() {
    for server in [Server::Parts, Server::PartsInChunks, Server::Whole, Server::Nameless] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backup.bin");
        std::fs::write(&path, b"an older one").unwrap();
        let started = file(server, 6).await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let log = told.clone();
        let download = client(&started.url).call(&GET).decode_bytes::<Error>().download();
        let done = download
            .on_progress(move |written, total| log.lock().unwrap().push((written, total)))
            .to_file(&path)
            .await
            .unwrap();
        assert_eq!(done.written(), SIZE as u64);
        assert_eq!((done.connections() as usize, started.heads().len()), (7, 7));
        assert!(std::fs::read(&path).unwrap() == content(0), "the bytes differ");
        folder_is_clean(folder.path(), &["backup.bin"]);
        let told = told.lock().unwrap();
        assert_eq!(told.last().unwrap().0, SIZE as u64);
        assert!(started.heads().iter().all(|head| header(head, "accept-encoding") == Some("identity")));
        let asked = started.heads().iter().filter(|head| header(head, "range").is_some()).count();
        assert_eq!(asked > 0, server != Server::Nameless);
    }
}

/// What a writer has taken stays: the rest is asked for, or the start is skipped.
#[tokio::test]
async fn writers_take_each_byte_once() {
    for server in [Server::Parts, Server::Whole] {
        let started = file(server, 6).await;
        let mut written = Vec::new();
        let download = client(&started.url).call(&GET).decode_bytes::<Error>().download();
        let done = download.to_writer(&mut written).await.unwrap();
        assert_eq!((done.written() as usize, done.header("etag")), (SIZE, Some("\"v1\"")));
        assert!(written == content(0), "the bytes differ");
    }
    let started = file(Server::Nameless, 1).await;
    let mut written = Vec::new();
    let download = client(&started.url).call(&GET).decode_bytes::<Error>().download();
    let error = download.to_writer(&mut written).await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert!(content(0).starts_with(&written));
}

/// A file that changes while it is read is read from the start.
#[tokio::test]
async fn what_has_changed_is_not_mixed() {
    let changed = |writer: bool| async move {
        let count = AtomicUsize::new(0);
        let server = CutServer::start(move |head, _| {
            let version = count.fetch_add(1, Ordering::Relaxed);
            let body = content(version as u8);
            match header(head, "if-range") {
                Some(tag) => assert_eq!(tag, "\"0\"", "of the first version"),
                None => assert_eq!(version, 0),
            }
            let head = format!("200 OK\r\netag: \"{version}\"\r\ncontent-length: {SIZE}");
            let cut = (version == 0).then_some(100_000);
            Script { head, body, cut, ..Script::default() }
        })
        .await;
        let download = client(&server.url).call(&GET).decode_bytes::<Error>().download();
        if writer {
            return download.to_writer(&mut Vec::new()).await.map(|_| Vec::new());
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        download.to_file(&path).await.map(|_| std::fs::read(&path).unwrap())
    };
    assert!(changed(false).await.unwrap() == content(1), "the bytes are of the second version");
    let error = changed(true).await.unwrap_err();
    assert!(error.to_string().contains("has changed"), "{error}");
}

#[tokio::test]
async fn failures_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    // All connections break, and a later one brings no more.
    let server = CutServer::start(|_, _| Script {
        head: format!("200 OK\r\netag: \"1\"\r\ncontent-length: {SIZE}"),
        body: content(0),
        cut: Some(60),
        ..Script::default()
    })
    .await;
    let call = || client(&server.url).call(&GET).decode_bytes::<Error>();
    assert!(call().download().to_file(&path).await.unwrap_err().is_retryable());
    folder_is_clean(folder.path(), &[]);
    assert!(call().no_retry().download().to_file(&path).await.is_err());
    let missing = folder.path().join("none").join("a");
    let error = call().download().to_file(&missing).await.unwrap_err();
    assert!(!error.is_retryable() && !error.is_builder(), "{error:?}");
    // A request that may not be sent twice is not.
    let server = file(Server::Parts, 1).await;
    let post = client(&server.url).call(&POST).decode_bytes::<Error>().download();
    assert!(post.to_file(&path).await.is_err());
    assert_eq!(server.heads().len(), 1);
    // A status is the error that it is, and an old file stays.
    std::fs::write(&path, "old").unwrap();
    let server = CutServer::start(|_, _| Script { head: "404 Not Found".into(), ..Script::default() }).await;
    let error = client(&server.url).call(&GET).decode_bytes::<Error>().download().to_file(&path).await;
    assert_eq!(error.unwrap_err().status(), Some(404));
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    folder_is_clean(folder.path(), &["a"]);
}

/// Slow is not silent.
#[tokio::test]
async fn no_timeout_for_the_whole() {
    let server = CutServer::start(|head, _| {
        let start: usize =
            header(head, "range").map_or(0, |range| range[6..range.len() - 1].parse().unwrap());
        let status = if start == 0 { "200 OK" } else { "206 Partial Content" };
        let end = start + SIZE / 3;
        Script {
            head: format!(
                "{status}\r\netag: \"1\"\r\ncontent-range: bytes {start}-{}/{SIZE}\r\ncontent-length: {}",
                SIZE - 1,
                SIZE - start
            ),
            body: content(0)[start..end].to_vec(),
            silence: if end == SIZE { Duration::ZERO } else { Duration::from_secs(60) },
            ..Script::default()
        }
    })
    .await;
    let mut written = Vec::new();
    let download = client(&server.url).call(&GET).decode_bytes::<Error>().download();
    download.timeout(Duration::from_millis(150)).to_writer(&mut written).await.unwrap();
    assert!(written == content(0), "the bytes differ");
    assert_eq!(server.heads().len(), 3);
    let download = client(&server.url).call(&GET).decode_bytes::<Error>().download();
    let error = download.deadline(Duration::from_millis(200)).to_writer(&mut Vec::new()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}
