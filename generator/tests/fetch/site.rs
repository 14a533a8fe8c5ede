//! A documentation site on loopback.

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// What the site answers for a path.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
    /// How long it takes.
    pub delay: Duration,
    /// What it answers that many times before.
    pub first: Option<(u32, Box<Reply>)>,
    /// What it answers to who asks for Markdown.
    pub markdown: Option<String>,
}

impl Reply {
    pub fn new(status: u16, media: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type", media.to_owned())];
        Self { status, headers, body: body.into(), delay: Duration::ZERO, first: None, markdown: None }
    }

    pub fn markdown(body: impl Into<Bytes>) -> Self {
        Self::new(200, "text/markdown; charset=utf-8", body)
    }

    pub fn html(body: impl Into<Bytes>) -> Self {
        Self::new(200, "text/html; charset=utf-8", body)
    }

    pub fn redirect(to: &str) -> Self {
        Self::new(302, "text/plain", "").with("location", to)
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn after(mut self, times: u32, first: Reply) -> Self {
        self.first = Some((times, Box::new(first)));
        self
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub status: u16,
    pub sent: usize,
    pub at: Instant,
}

#[derive(Default)]
struct State {
    pages: BTreeMap<String, Reply>,
    /// What it answers for all other paths.
    fallback: Option<Reply>,
    asked: Vec<Asked>,
    delay: Duration,
}

/// A site that is served until it is dropped.
pub struct Site {
    pub url: String,
    state: Arc<Mutex<State>>,
    _runtime: Runtime,
}

impl Site {
    pub fn start() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = state.clone();
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                tokio::spawn(async move {
                    let serve = service_fn(move |request| answer(shared.clone(), request));
                    let http = hyper::server::conn::http1::Builder::new();
                    let _ = http.serve_connection(TokioIo::new(stream), serve).await;
                });
            }
        });
        Self { url, state, _runtime: runtime }
    }

    pub fn set(&self, path: &str, reply: Reply) {
        self.state.lock().unwrap().pages.insert(path.to_owned(), reply);
    }

    /// A Markdown page with an entity tag that is its own.
    pub fn page(&self, path: &str, text: &str) {
        self.set(path, Reply::markdown(text.to_owned()).with("etag", &etag(text)));
    }

    pub fn remove(&self, path: &str) {
        self.state.lock().unwrap().pages.remove(path);
    }

    pub fn fallback(&self, reply: Reply) {
        self.state.lock().unwrap().fallback = Some(reply);
    }

    /// Makes every answer take that long.
    pub fn delay(&self, delay: Duration) {
        self.state.lock().unwrap().delay = delay;
    }

    /// The requests since the last time.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }

    /// An `llms.txt` that lists pages.
    pub fn index(&self, paths: &[&str]) {
        let lines: String = paths.iter().map(|path| format!("- [{path}]({}{path})\n", self.url)).collect();
        self.set("/llms.txt", Reply::new(200, "text/plain", format!("# Acme\n\n{lines}")));
    }
}

pub fn etag(text: &str) -> String {
    format!(
        "\"{:x}\"",
        text.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)))
    )
}

async fn answer(
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let header =
        |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (reply, delay) = {
        let mut state = state.lock().unwrap();
        let missing = || Reply::new(404, "text/html", "<title>404</title>");
        let fallback = state.fallback.clone();
        let reply = match state.pages.get_mut(&path) {
            Some(reply) => match &mut reply.first {
                Some((times, first)) if *times > 0 => {
                    *times -= 1;
                    (**first).clone()
                }
                _ => reply.clone(),
            },
            None => fallback.unwrap_or_else(missing),
        };
        (reply, state.delay)
    };
    tokio::time::sleep(delay + reply.delay).await;
    let value = |name: &str| reply.headers.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
    let is_current = value("etag").is_some_and(|tag| tag == header("if-none-match"))
        || value("last-modified").is_some_and(|date| date == header("if-modified-since"));
    let wants_markdown = header("accept").contains("text/markdown");
    let mut response = Response::builder().status(if is_current { 304 } else { reply.status });
    let body = match (&reply.markdown, is_current) {
        (_, true) => Bytes::new(),
        (Some(markdown), _) if wants_markdown => {
            response = response.header("content-type", "text/markdown");
            Bytes::from(markdown.clone())
        }
        _ => {
            response =
                reply.headers.iter().fold(response, |response, (name, value)| response.header(*name, value));
            reply.body.clone()
        }
    };
    let headers = request.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
    let status = if is_current { 304 } else { reply.status };
    let asked = Asked { path, headers: headers.collect(), status, sent: body.len(), at: Instant::now() };
    state.lock().unwrap().asked.push(asked);
    Ok(response.body(Full::new(body)).unwrap())
}
