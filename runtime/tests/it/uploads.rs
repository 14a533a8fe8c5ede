//! Uploads over connections that break: sent again where they can be.

use docbind_runtime::codegen::*;
use futures_util::StreamExt as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

static PUT: Operation = Operation::new("put_file", Method::Put, "/file");
static POST: Operation = Operation::new("post_file", Method::Post, "/file");

const SIZE: usize = 2_000_000;

fn content() -> Vec<u8> {
    (0..SIZE).map(|at| (at % 241) as u8).collect()
}

/// Reads bodies; the first connections are cut after so many bytes. Gives what the last one received.
async fn server(cuts: Vec<usize>, pause: Duration) -> (String, Arc<Mutex<Vec<Vec<u8>>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let log = bodies.clone();
    tokio::spawn(async move {
        let mut cuts = cuts.into_iter();
        while let Ok((mut stream, _)) = listener.accept().await {
            let (cut, log) = (cuts.next(), log.clone());
            tokio::spawn(async move {
                let mut bytes = Vec::new();
                let mut end = None;
                loop {
                    if end.is_none() {
                        end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4);
                    }
                    let body = end.map_or(0, |end| bytes.len() - end);
                    if cut.is_some_and(|cut| body >= cut) {
                        let _ = socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
                        break;
                    }
                    if body >= SIZE {
                        stream.write_all(b"HTTP/1.1 204 Done\r\nconnection: close\r\n\r\n").await.unwrap();
                        break;
                    }
                    let mut piece = vec![0; 128 * 1024];
                    match stream.read(&mut piece).await {
                        Ok(0) | Err(_) => break,
                        Ok(read) => bytes.extend_from_slice(&piece[..read]),
                    }
                    tokio::time::sleep(pause).await;
                }
                log.lock().unwrap().push(bytes.split_off(end.unwrap_or(0)));
            });
        }
    });
    (url, bodies)
}

fn client(url: &str) -> Client {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    ClientBuilder::new(None).base_url(url).retry(policy).build().unwrap()
}

#[tokio::test]
async fn files_are_sent_again_from_their_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.bin");
    std::fs::write(&path, content()).unwrap();
    let opener = || {
        Upload::from_opener(
            || {
                Box::pin(futures_util::stream::iter(
                    content().chunks(1000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect::<Vec<_>>(),
                ))
            },
            Some(SIZE as u64),
        )
    };
    for upload in [Upload::from_path(&path).await.unwrap(), Upload::from_bytes(content()), opener()] {
        let (url, bodies) =
            server(vec![fastrand::usize(..SIZE), fastrand::usize(..SIZE)], Duration::ZERO).await;
        client(&url).call(&PUT).upload(&upload).decode_empty::<Error>().await.unwrap();
        let bodies = bodies.lock().unwrap();
        assert_eq!(bodies.len(), 3);
        assert!(bodies[2] == content(), "the bytes differ");
    }
}

#[tokio::test]
async fn what_cannot_be_read_again_is_sent_once() {
    let once = || {
        let chunks: Vec<_> =
            content().chunks(50_000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        Upload::from_stream(Box::pin(futures_util::stream::iter(chunks)), Some(SIZE as u64))
    };
    for (operation, upload, key, connections) in [
        (&PUT, once(), false, 1),
        (&POST, Upload::from_bytes(content()), false, 1),
        (&POST, Upload::from_bytes(content()), true, 2),
    ] {
        let (url, bodies) = server(vec![1000], Duration::ZERO).await;
        let call = client(&url).call(operation).upload(&upload).decode_empty::<Error>();
        let call = if key { call.idempotency_key("k1") } else { call };
        let result = call.await;
        assert_eq!(result.is_ok(), connections == 2);
        assert_eq!(bodies.lock().unwrap().len(), connections);
    }
}

/// A body that is on its way is no timeout, one that stands still is.
#[tokio::test]
async fn the_timeout_is_for_standing_still() {
    let slow = || {
        let pieces: Vec<_> = content().chunks(SIZE / 20).map(Bytes::copy_from_slice).collect();
        let pieces = futures_util::stream::iter(pieces).then(|piece| async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            Ok(piece)
        });
        Upload::from_stream(Box::pin(pieces), Some(SIZE as u64))
    };
    let (url, bodies) = server(Vec::new(), Duration::ZERO).await;
    let start = std::time::Instant::now();
    let call = || client(&url).call(&PUT).upload(&slow()).decode_empty::<Error>();
    call().timeout(Duration::from_millis(250)).await.unwrap();
    assert!(start.elapsed() > Duration::from_millis(500), "{:?}", start.elapsed());
    assert!(bodies.lock().unwrap()[0] == content(), "the bytes differ");
    let error =
        call().timeout(Duration::from_millis(250)).deadline(Duration::from_millis(300)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let (url, _) = server(Vec::new(), Duration::from_secs(60)).await;
    let upload = Upload::from_opener(|| Box::pin(futures_util::stream::pending()), Some(SIZE as u64));
    let error = client(&url).call(&PUT).upload(&upload).decode_empty::<Error>();
    assert!(error.timeout(Duration::from_millis(100)).no_retry().await.unwrap_err().is_timeout());
}
