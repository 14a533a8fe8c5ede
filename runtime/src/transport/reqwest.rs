//! The default transport: reqwest with rustls on tokio.

use super::{Transport, TransportError};
use crate::future::{BoxError, BoxFuture};
use crate::transport::body::Body;
use futures_util::TryStreamExt as _;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use std::sync::{Arc, Mutex};
use url::Url;

/// Sends with [`reqwest`](https://docs.rs/reqwest): HTTP/1.1 and HTTP/2, rustls, the system's proxy
/// variables, and a pool of connections.
///
/// A client of your own can be given instead; it must not follow redirects and must not retry on its
/// own, see [`Transport`].
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// The origin of the last request: parsing it again would be a good part of the work of a call.
    origin: Arc<Mutex<Option<Url>>>,
}

impl ReqwestTransport {
    /// A transport with a pool of its own.
    pub fn new() -> Result<Self, BoxError> {
        Ok(super::settings::TransportSettings::new().build()?)
    }

    fn url(&self, uri: &http::Uri) -> Result<Url, url::ParseError> {
        let mut origin = self.origin.lock().unwrap_or_else(|poison| poison.into_inner());
        let same = |url: &&Url| {
            url.scheme() == uri.scheme_str().unwrap_or_default()
                && Some(url.authority()) == uri.authority().map(|authority| authority.as_str())
        };
        let mut url = match origin.as_ref().filter(same) {
            Some(url) => url.clone(),
            None => {
                let mut url = Url::parse(&uri.to_string())?;
                url.set_path("");
                url.set_query(None);
                origin.insert(url).clone()
            }
        };
        drop(origin);
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        ReqwestTransport { client, origin: Arc::default() }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (client, url) = (self.client.clone(), self.url(request.uri()));
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let mut request = reqwest::Request::new(head.method, url.map_err(TransportError::other)?);
            *request.headers_mut() = head.headers;
            request.headers_mut().extend(streamed_length(&body).map(|length| (CONTENT_LENGTH, length)));
            *request.body_mut() = outgoing(body);
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

fn outgoing(body: Body) -> Option<reqwest::Body> {
    match (body.length(), body.as_bytes()) {
        (Some(0), _) => None,
        (_, Some(bytes)) => Some(bytes.clone().into()),
        (_, None) => Some(reqwest::Body::wrap_stream(body)),
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
