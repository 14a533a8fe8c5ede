//! From what a call says to the request that is sent, any number of times.

use crate::auth::add_cookie;
use crate::body::Body;
use crate::call_builder::CallParts;
use crate::encode_url;
use crate::error::{Error, Kind};
use crate::idempotency;
use crate::operation::Operation;
use crate::request_body::RequestBody;
use http::{HeaderMap, header};

/// A request that can be sent any number of times.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    pub(crate) method: http::Method,
    pub(crate) uri: http::Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RequestBody,
    /// Whether sending it twice has the effect of sending it once.
    pub(crate) is_repeatable: bool,
}

/// Settles verb, URL and headers; credentials come later, since a token may change between tries.
pub(crate) fn prepare(parts: &CallParts) -> Result<Prepared, Error> {
    let mistake = |text: String| Error::new(Kind::Request, text);
    if let Some(text) = &parts.mistake {
        return Err(mistake(text.clone()));
    }
    let uri = match &parts.options.url {
        Some(url) => Ok(url.clone()),
        None => uri(parts),
    };
    let mut headers = parts.client.inner.channel.headers.clone();
    if let Some(content_type) = parts.body.content_type() {
        headers.insert(header::CONTENT_TYPE, content_type.clone());
    }
    add_headers(&mut headers, &parts.headers);
    let has_key = idempotency::add_key(parts, &mut headers).map_err(mistake)?;
    Ok(Prepared {
        operation: parts.operation,
        method: parts.operation.method().to_http(),
        uri: uri.map_err(mistake)?,
        headers,
        body: parts.body.clone(),
        is_repeatable: parts.operation.is_idempotent() || has_key,
    })
}

fn uri(parts: &CallParts) -> Result<http::Uri, String> {
    let client = &parts.client.inner;
    let mut query = parts.query.clone();
    if let (true, Some((name, key))) = (parts.operation.is_authenticated(), client.auth.query()) {
        encode_url::push_query(&mut query, name, key.expose());
    }
    let path = encode_url::expand_path(parts.operation.path(), &parts.path)?;
    match (parts.operation.own_base_url(), &client.channel.base_url) {
        (Some(own), _) if !client.base_url_is_set => {
            encode_url::join(&encode_url::parse_base_url(own)?, &path, &query)
        }
        (_, Some(base)) => encode_url::join(base, &path, &query),
        (_, None) => {
            Err("the API has no base URL of its own: give one with `ClientBuilder::base_url`".to_owned())
        }
    }
}

/// A call's headers win over the client's; cookies add up.
fn add_headers(headers: &mut HeaderMap, own: &HeaderMap) {
    for name in own.keys() {
        if name == header::COOKIE {
            own.get_all(name).iter().for_each(|pair| add_cookie(headers, pair));
        } else {
            headers.remove(name);
            own.get_all(name).iter().for_each(|value| {
                headers.append(name, value.clone());
            });
        }
    }
}

impl Prepared {
    pub(crate) fn to_request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(self.body.open());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.extensions_mut().insert(*self.operation);
        request
    }
}
