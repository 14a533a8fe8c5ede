//! A server on loopback that keeps what it receives and gives the answer that was put into it.

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub method: String,
    /// Path and query, not decoded.
    pub target: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

/// An answer to come.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub status: u16,
    pub media_type: Option<&'static str>,
    pub body: &'static str,
}

/// What gives the answers: one for all requests, or a function of the request.
pub trait Answers: Send + 'static {
    fn answer(&self, to: &Received) -> Answer;
}

impl Answers for Answer {
    fn answer(&self, _: &Received) -> Answer {
        *self
    }
}

impl<F: Fn(&Received) -> Answer + Send + 'static> Answers for F {
    fn answer(&self, to: &Received) -> Answer {
        self(to)
    }
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    answers: Option<Box<dyn Answers>>,
}

/// The server; it ends with the runtime that it was started on.
pub struct Server {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback can be listened on");
        let url = format!("http://{}", listener.local_addr().expect("it has an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                let service = service_fn(move |request| serve(request, state.clone()));
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                tokio::spawn(async move { drop(connection.await) });
            }
        });
        Server { url, state }
    }

    /// Sets what every request gets from now on.
    pub fn answer(&self, answers: impl Answers) {
        self.state.lock().unwrap().answers = Some(Box::new(answers));
    }

    /// Takes the requests that arrived since the last call.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.state.lock().unwrap().received)
    }
}

async fn serve(
    request: http::Request<Incoming>,
    state: Arc<Mutex<State>>,
) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
    let received = Received {
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers: headers.collect(),
        body: body.to_vec(),
    };
    let mut state = state.lock().unwrap();
    let none = Answer { status: 500, media_type: None, body: "no answer was set" };
    let answer = state.answers.as_ref().map_or(none, |answers| answers.answer(&received));
    state.received.push(received);
    let mut response = http::Response::builder().status(answer.status);
    if let Some(media_type) = answer.media_type {
        response = response.header("content-type", media_type);
    }
    Ok(response.body(Full::new(answer.body.into())).expect("the answer is valid"))
}
