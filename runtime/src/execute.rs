//! Sends a call: the part that is the same for every operation, compiled once.

use crate::body::Body;
use crate::call_builder::CallParts;
use crate::client;
use crate::clock::Clock;
use crate::encode_body::RequestBody;
use crate::encode_url;
use crate::error::{Error, Kind};
use crate::future::BoxFuture;
use crate::receive;
use crate::redirect::{self, MAX_REDIRECTS};
use crate::response::{Context, RawResponse};
use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{HeaderMap, header, response};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// A request that can be sent any number of times.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) method: http::Method,
    pub(crate) uri: http::Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// Sends the call and reads the whole answer.
pub(crate) fn execute(parts: Box<CallParts>) -> BoxFuture<'static, Result<RawResponse, Error>> {
    Box::pin(async move {
        let secrets = [&parts.secrets, parts.client.inner.auth.secrets()].concat();
        let mut context = Context { operation: parts.operation, secrets: secrets.into(), attempts: 0 };
        let answer = run(*parts, &mut context).await;
        match answer {
            Ok((head, body)) => Ok(RawResponse::new(head, body, context)),
            Err(error) => Err(error.in_context(&context)),
        }
    })
}

async fn run(parts: CallParts, context: &mut Context) -> Result<(response::Parts, Bytes), Error> {
    let prepared = prepare(&parts)?;
    let client = &parts.client.inner;
    context.attempts += 1;
    within(client.clock.as_ref(), client.timeout, attempt(client, prepared)).await
}

/// One exchange, redirects included.
async fn attempt(client: &client::Inner, mut prepared: Prepared) -> Result<(response::Parts, Bytes), Error> {
    for _ in 0..=MAX_REDIRECTS {
        let (head, mut body) =
            client.transport.send(prepared.to_request()).await.map_err(not_answered)?.into_parts();
        match redirect::follow(&prepared, &head) {
            Some(next) => prepared = next,
            None => {
                let body = receive::read(&mut body, client.response_limit).await?;
                return Ok((head, body));
            }
        }
    }
    Err(Error::new(Kind::Transport, format!("more than {MAX_REDIRECTS} redirects")))
}

/// Settles verb, URL and headers.
fn prepare(parts: &CallParts) -> Result<Prepared, Error> {
    let mistake = |text: String| Error::new(Kind::Request, text);
    if let Some(text) = &parts.mistake {
        return Err(mistake(text.clone()));
    }
    let client = &parts.client.inner;
    let auth = parts.operation.is_authenticated().then_some(&client.auth);
    let mut query = parts.query.clone();
    if let Some((name, key)) = auth.and_then(|auth| auth.query()) {
        encode_url::push_query(&mut query, name, key.expose());
    }
    let path = encode_url::expand_path(parts.operation.path(), &parts.path).map_err(mistake)?;
    let uri = match (parts.operation.own_base_url(), &client.base_url) {
        (Some(own), _) if !client.base_url_is_set => {
            encode_url::parse_base_url(own).and_then(|base| encode_url::join(&base, &path, &query))
        }
        (_, Some(base)) => encode_url::join(base, &path, &query),
        (_, None) => {
            Err("the API has no base URL of its own: give one with `ClientBuilder::base_url`".to_owned())
        }
    };
    let RequestBody { content_type, bytes } = &parts.body;
    let mut headers = client.headers.clone();
    if let Some(auth) = auth {
        auth.add_headers(&mut headers);
    }
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, content_type.clone());
    }
    add_headers(&mut headers, &parts.headers);
    let method = parts.operation.method().to_http();
    Ok(Prepared { method, uri: uri.map_err(mistake)?, headers, body: bytes.clone() })
}

/// A call's headers win over the client's; cookies add up.
fn add_headers(headers: &mut HeaderMap, own: &HeaderMap) {
    for name in own.keys() {
        if name == header::COOKIE {
            own.get_all(name).iter().for_each(|pair| crate::auth::add_cookie(headers, pair));
        } else {
            headers.remove(name);
            own.get_all(name).iter().for_each(|value| {
                headers.append(name, value.clone());
            });
        }
    }
}

impl Prepared {
    fn to_request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(self.body.clone().map_or_else(Body::empty, Body::from));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request
    }
}

pub(crate) fn not_answered(error: TransportError) -> Error {
    let kind = match error.kind {
        TransportErrorKind::Connect => Kind::Connect,
        TransportErrorKind::Timeout => Kind::Timeout,
        TransportErrorKind::Other => Kind::Transport,
    };
    Error::new(kind, "").with_source(error.source)
}

/// Gives the work up after `limit`; without a clock there is no limit.
async fn within<T>(
    clock: Option<&Arc<dyn Clock>>,
    limit: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let Some(clock) = clock else { return work.await };
    match select(pin!(work), clock.sleep(limit)).await {
        Either::Left((done, _)) => done,
        Either::Right(((), _)) => Err(Error::new(Kind::Timeout, format!("gave up after {limit:?}"))),
    }
}
