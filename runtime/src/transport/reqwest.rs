//! The default transport: reqwest with rustls on tokio.

use super::{Transport, TransportError};
use crate::future::{BoxError, BoxFuture};
use crate::transport::body::Body;
use futures_util::TryStreamExt as _;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use std::time::Duration;

/// How long a connection may take, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends with [`reqwest`](https://docs.rs/reqwest): HTTP/1.1 and HTTP/2, rustls, the system's proxy
/// variables, and a pool of connections.
///
/// A client of your own can be given instead; it must not follow redirects and must not retry on its
/// own, see [`Transport`].
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with a pool of its own.
    pub fn new() -> Result<Self, BoxError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .build()?;
        Ok(ReqwestTransport { client })
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        ReqwestTransport { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let client = self.client.clone();
        Box::pin(async move {
            let length = streamed_length(request.body());
            let mut request = reqwest::Request::try_from(request.map(outgoing)).map_err(failure)?;
            request.headers_mut().extend(length.map(|length| (CONTENT_LENGTH, length)));
            let mut answer = client.execute(request).await.map_err(failure)?;
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let mut incoming = http::Response::new(incoming(answer));
            (*incoming.status_mut(), *incoming.headers_mut()) = (status, headers);
            Ok(incoming)
        })
    }
}

/// The length of a stream, which would be sent in chunks without its length if reqwest were not told.
fn streamed_length(body: &Body) -> Option<HeaderValue> {
    let length = body.length().filter(|_| body.as_bytes().is_none())?;
    (length > 0).then(|| length.into())
}

fn outgoing(body: Body) -> reqwest::Body {
    match (body.length(), body.as_bytes()) {
        (Some(0), _) => reqwest::Body::default(),
        (_, Some(bytes)) => bytes.clone().into(),
        (_, None) => reqwest::Body::wrap_stream(body),
    }
}

fn incoming(answer: reqwest::Response) -> Body {
    let length = answer.content_length();
    let stream = answer.bytes_stream().map_err(|error| -> BoxError { Box::new(failure(error)) });
    Body::from_stream(Box::pin(stream), length)
}

/// reqwest's text names the URL, whose query may hold a key.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}
