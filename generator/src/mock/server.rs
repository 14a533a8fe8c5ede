//! HTTP/1.1 on a socket, on a thread of its own.

use super::route::base_path;
use super::{Mock, MockOptions};
use crate::model::Api;
use crate::visible::visible;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// What is said of each request.
type Log = Box<dyn Fn(&str) + Send + Sync>;

/// An HTTP server that plays an API: it serves each operation with its documented examples, and says what is wrong with
/// a request. It runs on a thread of its own, whatever executor the caller has, until it is dropped.
///
/// ```no_run
/// use docbind::{MockOptions, MockServer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let spec = docbind::load_spec("specs/acme".as_ref())?;
/// let server = MockServer::start(docbind::read_spec(&spec).api, MockOptions::default())?;
/// println!("{}", server.url());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct MockServer {
    address: SocketAddr,
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl MockServer {
    /// Starts a server.
    ///
    /// # Errors
    ///
    /// Where the address cannot be listened on.
    pub fn start(api: Api, options: MockOptions) -> io::Result<MockServer> {
        Self::start_with(api, options, Box::new(|_| {}))
    }

    /// The same; what is said of each request goes to `log`.
    pub(crate) fn start_with(api: Api, options: MockOptions, log: Log) -> io::Result<MockServer> {
        let listener = TcpListener::bind(options.listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let url = format!("http://{address}{}", base_path(api.base_url.as_deref().unwrap_or_default()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let served = Arc::new(Served { mock: Mock::new(api, options), log, count: AtomicU64::new(0) });
        let (stop, stopped) = oneshot::channel();
        let run = move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = accept(listener, served) => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = std::thread::Builder::new().name("docbind-mock".to_owned()).spawn(run)?;
        Ok(MockServer { address, url, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for a client, with the path of the API's own: `http://127.0.0.1:4010/v1`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Served {
    mock: Mock,
    log: Log,
    count: AtomicU64,
}

async fn accept(listener: TcpListener, served: Arc<Served>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        // Too many open files end a connection, not the server.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let served = served.clone();
        let service = service_fn(move |request| serve(request, served.clone()));
        let mut http = hyper::server::conn::http1::Builder::new();
        let connection = http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move { drop(connection.await) });
    }
}

async fn serve(request: Request<Incoming>, served: Arc<Served>) -> Result<Response<Full<Bytes>>, Infallible> {
    let since = Instant::now();
    let count = served.count.fetch_add(1, Ordering::Relaxed);
    let (head, body) = request.into_parts();
    let line = format!("{} {}", head.method, head.uri);
    let response = match Limited::new(body, LARGEST_BODY).collect().await {
        Ok(body) => served.mock.handle(&Request::from_parts(head, body.to_bytes())),
        Err(_) => {
            let mut response = Response::new(Bytes::from_static(b"the body cannot be read\n"));
            *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            response
        }
    };
    let wait = latency(&served.mock.options.latency, count);
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    let problem = response.headers().get("content-type").is_some_and(|of| of == "application/problem+json");
    let detail = problem.then(|| detail(response.body())).flatten();
    let detail = detail.map_or(String::new(), |detail| format!(": {detail}"));
    let said = format!("{line} {} ({} ms){detail}", response.status().as_u16(), since.elapsed().as_millis());
    (served.log)(&visible(&said));
    Ok(response.map(Full::new))
}

fn detail(problem: &Bytes) -> Option<String> {
    let problem: serde_json::Value = serde_json::from_slice(problem).ok()?;
    problem["detail"].as_str().map(str::to_owned)
}

/// Of a range, each request gets another part, the same in each run (steps of the golden ratio).
fn latency(range: &RangeInclusive<Duration>, count: u64) -> Duration {
    let part = (count as f64 * 0.618_033_988_75).fract();
    *range.start() + range.end().saturating_sub(*range.start()).mul_f64(part)
}
