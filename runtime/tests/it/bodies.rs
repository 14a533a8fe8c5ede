//! Files, forms with files, streamed and compressed bodies.

use crate::fault_server::{Fault, FaultServer};
use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use std::io::Write as _;
use std::time::Duration;

static GET: Operation = Operation::new("get", Method::Get, "/a");
static PUT: Operation = Operation::new("put", Method::Put, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");

fn builder(url: &str) -> ClientBuilder {
    ClientBuilder::new(None).base_url(url).retry(RetryPolicy::default().base_delay(Duration::ZERO))
}

fn once(bytes: &'static [u8], length: Option<u64>) -> Upload {
    let chunks = bytes.chunks(3).map(|chunk| Ok(Bytes::from_static(chunk)));
    Upload::from_stream(Box::pin(futures_util::stream::iter(chunks)), length)
}

#[tokio::test]
async fn forms_with_files() {
    let server = Server::start(|_| answer(200, "")).await;
    let client = builder(&server.url).build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long \"name\".bin");
    std::fs::write(&path, vec![b'x'; 200_000]).unwrap();
    let on_disk = Upload::from_path(&path).await.unwrap();
    assert_eq!(on_disk.length(), Some(200_000));
    let picture = Upload::from_bytes(&b"\x89PNG"[..]).named("me.png").of_type("image/png");
    client
        .call(&POST)
        .part("title", &"a b")
        .part("absent", &None::<i64>)
        .part_list("tags", &vec![1, 2])
        .part_value("meta", &serde_json::json!({"a": 1}))
        .part_file("picture", &picture)
        .part_file("absent", &None::<Upload>)
        .part_file("disk", &Some(on_disk))
        .part_file("stream", &once(b"streamed", Some(8)))
        .decode_empty::<Error>()
        .await
        .unwrap();
    let received = server.only();
    let boundary =
        received.header("content-type").strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    assert_eq!(received.header("content-length"), received.body.len().to_string());
    let text = String::from_utf8_lossy(&received.body).into_owned();
    let parts: Vec<_> = text.split(&format!("--{boundary}")).collect();
    let part = |head: &str, content: &str| {
        format!("\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    assert_eq!(parts[1], part("name=\"title\"", "a b"));
    assert_eq!((parts[2], parts[3]), (&*part("name=\"tags\"", "1"), &*part("name=\"tags\"", "2")));
    assert_eq!(parts[4], part("name=\"meta\"\r\nContent-Type: application/json", r#"{"a":1}"#));
    assert!(parts[5].starts_with("\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"me.png\"\r\nContent-Type: image/png\r\n\r\n"));
    assert!(
        parts[6].contains(
            "filename=\"long %22name%22.bin\"\r\nContent-Type: application/octet-stream\r\n\r\nxxx"
        )
    );
    assert_eq!(parts[6].matches('x').count(), 200_000 + "application/octet-stream".matches('x').count());
    assert!(parts[7].ends_with("\r\n\r\nstreamed\r\n"));
    assert_eq!((parts[8], parts.len()), ("--\r\n", 9));
}

#[tokio::test]
async fn an_empty_body_may_be_left_out() {
    let server = Server::start(|_| answer(200, "")).await;
    let client = builder(&server.url).build().unwrap();
    let (empty, full) = (serde_json::json!({}), serde_json::json!({"a": 1}));
    for (call, expected) in [
        (client.call(&POST).json(&empty), "{}"),
        (client.call(&POST).json(&empty).omit_empty_body(), ""),
        (client.call(&POST).form(&empty).omit_empty_body(), ""),
        (client.call(&POST).multipart(&empty).omit_empty_body(), ""),
        (client.call(&POST).json(&full).omit_empty_body(), r#"{"a":1}"#),
        (client.call(&POST).json(&serde_json::json!([])).omit_empty_body(), "[]"),
    ] {
        call.decode_empty::<Error>().await.unwrap();
        let received = server.received().pop().unwrap();
        assert_eq!(String::from_utf8_lossy(&received.body), expected);
        let content_type = received.headers.contains_key("content-type");
        assert_eq!(content_type, !expected.is_empty(), "{expected}");
    }
}

#[tokio::test]
async fn a_file_is_a_body_of_its_own() {
    let server = Server::start(|_| answer(200, "")).await;
    let client = builder(&server.url).build().unwrap();
    let put = |upload: Upload| client.call(&PUT).upload(&upload).decode_empty::<Error>();
    put(once(b"without a length", None).of_type("text/plain")).await.unwrap();
    put(once(b"with a length", Some(13))).await.unwrap();
    put(Upload::from_bytes("")).await.unwrap();
    let received = server.received();
    assert_eq!((received[0].text(), received[0].header("content-type")), ("without a length", "text/plain"));
    assert_eq!(
        (received[0].header("transfer-encoding"), received[1].header("content-length")),
        ("chunked", "13")
    );
    assert_eq!((received[1].text(), received[2].header("content-length")), ("with a length", "0"));
}

#[tokio::test]
async fn what_can_be_read_once_is_sent_once() {
    let server = FaultServer::start(|_, _| Fault::Status(503, None)).await;
    let client = builder(&server.url).build().unwrap();
    let put = |upload: &Upload| client.call(&PUT).upload(upload).decode_empty::<Error>();
    assert_eq!(put(&once(b"abc", Some(3))).await.unwrap_err().attempts(), 1);
    assert_eq!(put(&Upload::from_bytes("abc")).await.unwrap_err().attempts(), 3);
    let upload = once(b"abc", Some(3));
    put(&upload).await.unwrap_err();
    assert!(put(&upload).await.unwrap_err().status().is_none(), "it was read already");
}

#[tokio::test]
async fn an_answer_can_be_written_as_it_arrives() {
    let server = Server::start(|received| match received.method.as_str() {
        "GET" => answer(200, vec![b'y'; 3_000_000]),
        _ => answer(400, r#"{"reason":1}"#),
    })
    .await;
    let client = builder(&server.url).response_limit(1000).build().unwrap();
    let mut answered = client.call(&GET).decode_bytes::<Error>().stream().await.unwrap();
    assert_eq!((answered.status(), answered.length()), (200, Some(3_000_000)));
    let first = answered.chunk().await.unwrap().unwrap().len() as u64;
    let folder = tempfile::tempdir().unwrap();
    let mut file = tokio::fs::File::create(folder.path().join("a")).await.unwrap();
    assert_eq!(answered.copy_to(&mut file).await.unwrap() + first, 3_000_000);
    assert_eq!(file.metadata().await.unwrap().len() + first, 3_000_000);
    let error = client.call(&POST).decode_bytes::<Error>().stream().await.unwrap_err();
    assert_eq!((error.status(), &error.body().unwrap()[..]), (Some(400), &b"{\"reason\":1}"[..]));
}

#[tokio::test]
async fn a_stream_that_stalls_is_given_up_on() {
    let server = FaultServer::start(|_, _| Fault::HalfBody).await;
    let mut answered =
        builder(&server.url).build().unwrap().call(&GET).decode_bytes::<Error>().stream().await.unwrap();
    assert_eq!(answered.chunk().await.unwrap().unwrap(), &b"{\"id"[..]);
    let error = answered.chunk().await.unwrap_err();
    assert!(error.is_retryable() && error.operation() == Some("get"), "{error}");
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn compressed_answers_are_expanded_up_to_the_limit() {
    let server = Server::start(|received| {
        assert!(received.header("accept-encoding").contains("gzip"));
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![b' '; 10_000_000]).unwrap();
        let mut answer = answer(200, encoder.finish().unwrap());
        answer.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
        answer
    })
    .await;
    let get = |limit| builder(&server.url).response_limit(limit).build().unwrap().call(&GET).decode_bytes();
    let whole: Call<Bytes> = get(10_000_000);
    assert_eq!(whole.await.unwrap().len(), 10_000_000);
    let cut: Call<Bytes> = get(9_999_999);
    assert!(cut.await.unwrap_err().is_too_large());
}
