//! A server on loopback that misbehaves on purpose, below the level of HTTP.

use docbind_runtime::{BoxFuture, Clock};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Answers 200 with `{"id":1}`.
    None,
    /// Answers well, but after this time (of the scaled clock).
    Latency(Duration),
    /// Resets the connection before it reads the request.
    ResetBefore,
    /// Resets the connection after it read the request.
    ResetAfter,
    /// Closes the connection after half the body.
    HalfBody,
    /// Says that the body is longer than it is.
    LengthTooLong,
    /// Says that the body is shorter than it is.
    LengthTooShort,
    /// Sends a byte at a time, for ever.
    Trickle,
    InvalidUtf8,
    InvalidJson,
    /// Says that the body is 1 GiB, and sends that.
    Huge,
    /// Sends 1 GiB in chunks.
    HugeChunked,
    /// Answers with this status and `Retry-After`, which repeats what it was sent.
    Status(u16, Option<&'static str>),
    /// Redirects by this status to this URL.
    Redirect(u16, String),
}

#[derive(Clone, Debug)]
pub struct Arrival {
    pub path: String,
    pub head: String,
    pub body: String,
    pub fault: Fault,
}

pub struct FaultServer {
    pub url: String,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
}

type Choose = dyn Fn(usize, &str) -> Fault + Send + Sync;

impl FaultServer {
    /// A server that does with the nth request (from 0) for a path what `choose` says; what it says of
    /// the path `reset` is done before a request is read.
    pub async fn start(choose: impl Fn(usize, &str) -> Fault + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let arrivals = Arc::new(Mutex::new(Vec::new()));
        let (choose, log): (Arc<Choose>, _) = (Arc::new(choose), arrivals.clone());
        let counts = Arc::new(Mutex::new(HashMap::new()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (choose, log, counts) = (choose.clone(), log.clone(), counts.clone());
                tokio::spawn(async move {
                    let _ = serve(stream, &*choose, &log, &counts).await;
                });
            }
        });
        FaultServer { url, arrivals }
    }

    pub fn arrivals(&self) -> Vec<Arrival> {
        self.arrivals.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    choose: &Choose,
    log: &Mutex<Vec<Arrival>>,
    counts: &Mutex<HashMap<String, usize>>,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let nth = |path: &str| {
        let mut counts = counts.lock().unwrap();
        let count = counts.entry(path.to_owned()).or_insert(0);
        *count += 1;
        *count - 1
    };
    if choose(nth("reset"), "reset") == Fault::ResetBefore {
        return reset(stream);
    }
    while let Some((head, body)) = read_request(&mut stream).await? {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let fault = choose(nth(&path), &path);
        let arrival = Arrival { path, head, body, fault: fault.clone() };
        let echo = format!("{} {}", arrival.head, arrival.body);
        log.lock().unwrap().push(arrival);
        if fault == Fault::ResetAfter {
            return reset(stream);
        }
        if !answer(&mut stream, fault, &echo).await? {
            return Ok(());
        }
    }
    Ok(())
}

/// Closes with RST, as a crashed server does.
fn reset(stream: TcpStream) -> std::io::Result<()> {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO))
}

async fn read_request(stream: &mut TcpStream) -> std::io::Result<Option<(String, String)>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length =
        head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok()).unwrap_or(0);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some((text[..end].to_owned(), text[end..].to_owned())))
}

/// Whether the connection can be used on.
async fn answer(stream: &mut TcpStream, fault: Fault, echo: &str) -> std::io::Result<bool> {
    const GOOD: &str =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":1}";
    const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length:";
    let text = match fault {
        Fault::None => GOOD.to_owned(),
        Fault::Latency(latency) => {
            ScaledClock.sleep(latency).await;
            GOOD.to_owned()
        }
        Fault::HalfBody => format!("{HEAD} 8\r\n\r\n{{\"id"),
        Fault::LengthTooLong => format!("{HEAD} 100\r\n\r\n{{\"id\":1}}"),
        Fault::LengthTooShort => format!("{HEAD} 7\r\n\r\n{{\"id\":1}}"),
        Fault::InvalidUtf8 => {
            stream.write_all(format!("{HEAD} 11\r\n\r\n").as_bytes()).await?;
            stream.write_all(b"{\"id\":\"\xff\xfe\"}").await?;
            return Ok(true);
        }
        Fault::InvalidJson => format!("{HEAD} 6\r\n\r\n<html>"),
        Fault::Trickle => {
            stream.write_all(format!("{HEAD} 1000000\r\n\r\n").as_bytes()).await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        Fault::Huge => {
            stream.write_all(format!("{HEAD} {}\r\n\r\n", 1 << 30).as_bytes()).await?;
            return flood(stream, "").await;
        }
        Fault::HugeChunked => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
            return flood(stream, "10000\r\n").await;
        }
        Fault::Status(status, retry_after) => {
            let retry_after =
                retry_after.map(|value| format!("Retry-After: {value}\r\n")).unwrap_or_default();
            format!("HTTP/1.1 {status} No\r\n{retry_after}Content-Length: {}\r\n\r\n{echo}", echo.len())
        }
        Fault::Redirect(status, to) => {
            format!("HTTP/1.1 {status} Go\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
        }
        Fault::ResetBefore | Fault::ResetAfter => unreachable!("done before"),
    };
    stream.write_all(text.as_bytes()).await?;
    let usable = matches!(text.split(' ').next(), Some("HTTP/1.1")) && !text.starts_with(HEAD);
    if !usable {
        stream.shutdown().await?;
    }
    Ok(usable)
}

async fn flood(stream: &mut TcpStream, chunk_head: &str) -> std::io::Result<bool> {
    let chunk = vec![b' '; 0x10000];
    for _ in 0..(1 << 30) / chunk.len() {
        stream.write_all(chunk_head.as_bytes()).await?;
        stream.write_all(&chunk).await?;
        if !chunk_head.is_empty() {
            stream.write_all(b"\r\n").await?;
        }
    }
    Ok(false)
}

/// Time that runs twenty times as fast: a timeout of 30 s is one of 1.5 s.
#[derive(Clone, Copy, Debug)]
pub struct ScaledClock;

const SCALE: u32 = 20;

impl Clock for ScaledClock {
    fn now(&self) -> Instant {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        let start = *START.get_or_init(Instant::now);
        start + start.elapsed() * SCALE
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration / SCALE))
    }
}
