//! Sends documented requests to a server on loopback, whatever host they are for.

use crate::server::{Answer, Server};
pub use crate::wanted::ORIGIN;
use crate::wanted::{Wanted, differences};
use docbind_runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, http};
use std::future::Future;
use std::pin::Pin;

/// A call under way; an error in words where it failed.
pub type Sending = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// A documented request, and the call that is to send it.
pub struct Request {
    /// Page and line.
    pub place: &'static str,
    pub operation: &'static str,
    pub wanted: Wanted,
    pub send: fn(&Loopback) -> Sending,
}

/// A transport that goes to the server and says which origin was called.
#[derive(Clone)]
pub struct Loopback {
    authority: http::uri::Authority,
    transport: ReqwestTransport,
}

impl Transport for Loopback {
    fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let uri = request.uri();
        let origin = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |authority| authority.as_str())
        );
        let mut parts = uri.clone().into_parts();
        parts.scheme = Some(http::uri::Scheme::HTTP);
        parts.authority = Some(self.authority.clone());
        *request.uri_mut() = http::Uri::from_parts(parts).expect("the URL stays one");
        let origin = http::HeaderValue::try_from(origin).expect("an origin is ASCII");
        request.headers_mut().insert(ORIGIN, origin);
        self.transport.send(request)
    }
}

/// A transport to a server, which answers each request with `{}`.
pub fn connect(server: &Server) -> Loopback {
    server.answer(Answer { status: 200, media_type: Some("application/json"), body: "{}" });
    let authority = server.url.trim_start_matches("http://").parse().expect("the server has an address");
    let transport = ReqwestTransport::new().expect("there is a transport");
    Loopback { authority, transport }
}

/// Sends each, and gives what is wrong with it: nothing where what the server received is what is documented.
pub async fn send_all(requests: &[Request]) -> Vec<(&Request, Vec<String>)> {
    let server = Server::start().await;
    let via = connect(&server);
    let mut outcomes = Vec::new();
    for request in requests {
        let (send, via) = (request.send, via.clone());
        // A value that cannot be made ends the task alone.
        let sent = tokio::spawn(async move { send(&via).await }).await;
        let received = server.take();
        let wrong = match (received.as_slice(), sent) {
            ([received], _) => differences(&request.wanted, received),
            ([], Ok(Err(error))) => vec![format!("nothing was sent: {error}")],
            ([], Err(error)) => vec![format!("nothing was sent: {error}")],
            (received, _) => vec![format!("{} requests were sent", received.len())],
        };
        outcomes.push((request, wrong));
    }
    outcomes
}
