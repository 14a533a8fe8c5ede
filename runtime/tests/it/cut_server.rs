//! A server whose responses are bytes as they are on the wire, written in any pieces and cut off anywhere.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What a connection gets.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// Status line and headers.
    pub head: String,
    pub body: Vec<u8>,
    /// Whether the body goes in chunks (RFC 9112, section 7.1) or as long as the connection.
    pub chunked: bool,
    /// How many bytes of all that are sent before the connection is cut.
    pub cut: Option<usize>,
    /// How long nothing happens after that.
    pub silence: Duration,
}

#[derive(Clone)]
pub struct CutServer {
    pub url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl CutServer {
    /// A server that answers each request, given by its head in lower case and its body.
    pub async fn start(choose: impl Fn(&str, &[u8]) -> Script + Send + Sync + 'static) -> CutServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (choose, log) = (Arc::new(choose), heads.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (choose, log) = (choose.clone(), log.clone());
                tokio::spawn(async move {
                    let _ = serve(stream, &*choose, &log).await;
                });
            }
        });
        CutServer { url, heads }
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// The value of a header, of a head in lower case.
pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

async fn serve(
    mut stream: TcpStream,
    choose: &(impl Fn(&str, &[u8]) -> Script + Send + Sync),
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            break;
        }
    }
    log.lock().unwrap().push(head.clone());
    let script = choose(&head, &bytes[end..]);
    let wire = wire(&script);
    let kept = script.cut.unwrap_or(wire.len()).min(wire.len());
    let mut rest = &wire[..kept];
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(fastrand::usize(1..=rest.len().min(1500)));
        stream.write_all(piece).await?;
        rest = after;
    }
    tokio::time::sleep(script.silence).await;
    if script.cut.is_some() && fastrand::bool() {
        // With RST, as a crashed server does.
        return socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
    }
    stream.shutdown().await
}

fn wire(script: &Script) -> Vec<u8> {
    let framing = if script.chunked { "transfer-encoding: chunked\r\n" } else { "" };
    let mut wire =
        format!("HTTP/1.1 {}\r\n{framing}connection: close\r\n\r\n", script.head.trim_end()).into_bytes();
    if !script.chunked {
        wire.extend_from_slice(&script.body);
        return wire;
    }
    let mut rest = script.body.as_slice();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(fastrand::usize(1..=rest.len().min(4000)));
        wire.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        wire.extend_from_slice(chunk);
        wire.extend_from_slice(b"\r\n");
        rest = after;
    }
    wire.extend_from_slice(b"0\r\n\r\n");
    wire
}
