//! From what a call says to the request that is sent, any number of times.

use crate::auth::Credential;
use crate::call::builder::CallParts;
use crate::call::operation::Operation;
use crate::encode::headers::Headers;
use crate::encode::request_body::{self, RequestBody};
use crate::encode::url as encode_url;
use crate::error::{Error, Kind};
use crate::policy::idempotency;
use crate::transport::body::{Body, Sent};
use http::{HeaderValue, header};

/// A request that can be sent any number of times.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    pub(crate) method: http::Method,
    pub(crate) uri: http::Uri,
    pub(crate) headers: Headers,
    pub(crate) body: RequestBody,
    /// Whether credentials go along.
    pub(crate) is_trusted: bool,
    /// Whether sending it twice has the effect of sending it once.
    pub(crate) is_repeatable: bool,
    /// How much of a body that is read while it is sent has been.
    pub(crate) sent: Option<Sent>,
}

/// Settles verb, URL and headers; credentials come later, since a token may change between tries.
pub(crate) fn prepare(parts: &CallParts) -> Result<Prepared, Error> {
    let mistake = |text: String| Error::new(Kind::Request, text);
    if let Some(text) = &parts.mistake {
        return Err(mistake(text.clone()));
    }
    let uri = match &parts.options.url {
        Some(url) => with_key(url, parts),
        None => uri(parts),
    };
    let mut headers = parts.client.inner.channel.headers.overlaid(&parts.headers);
    if let Some(content_type) = parts.body.content_type()
        && !parts.headers.has(&header::CONTENT_TYPE)
    {
        let own = parts.operation.own_content_type().filter(|_| !parts.body.has_boundary());
        let content_type = match own {
            Some(own) => request_body::parse(own).map_err(mistake)?,
            None => content_type.clone(),
        };
        headers.set(header::CONTENT_TYPE, content_type);
    }
    let has_key = idempotency::add_key(parts, &mut headers).map_err(mistake)?;
    Ok(Prepared {
        operation: parts.operation,
        method: parts.operation.method().to_http(),
        uri: uri.map_err(mistake)?,
        headers,
        body: parts.body.clone(),
        is_trusted: true,
        sent: (!parts.body.is_in_memory()).then(Sent::default),
        is_repeatable: parts.operation.is_idempotent() || has_key,
    })
}

pub(crate) fn uri(parts: &CallParts) -> Result<http::Uri, String> {
    let client = &parts.client.inner;
    let query = with_key_pair(parts.query.clone(), parts);
    let path = encode_url::expand_path(
        parts.options.path.as_deref().unwrap_or(parts.operation.path()),
        &parts.path,
    )?;
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

/// A URL that the server gave, with the key that goes into the query if it has none.
fn with_key(url: &http::Uri, parts: &CallParts) -> Result<http::Uri, String> {
    let query = with_key_pair(url.query().unwrap_or_default().to_owned(), parts);
    let mut target = url.path().to_owned();
    if !query.is_empty() {
        target = format!("{target}?{query}");
    }
    let invalid = |error: &dyn std::fmt::Display| format!("no valid URL: {error}");
    let mut url = url.clone().into_parts();
    url.path_and_query = Some(target.parse().map_err(|error: http::uri::InvalidUri| invalid(&error))?);
    http::Uri::from_parts(url).map_err(|error| invalid(&error))
}

fn with_key_pair(mut query: String, parts: &CallParts) -> String {
    if parts.operation.is_authenticated() {
        for (name, key) in parts.client.inner.auth.query() {
            if encode_url::query_value(&query, name).is_none() {
                encode_url::push_query(&mut query, name, key.expose());
            }
        }
    }
    query
}

/// What a credential, a length and the transport may add.
const MORE_HEADERS: usize = 4;

impl Prepared {
    pub(crate) fn to_request(&self, credential: &Credential<'_>) -> Result<http::Request<Body>, Error> {
        let body = self.body.open();
        let mut request = http::Request::new(match &self.sent {
            Some(sent) => sent.count(body),
            None => body,
        });
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.to_map(MORE_HEADERS);
        if request.body().length() == Some(0) && matches!(self.method.as_str(), "POST" | "PUT" | "PATCH") {
            // RFC 9110 section 8.6: some servers refuse the request without it.
            request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if self.is_trusted {
            credential.add_to(&mut request, self.operation)?;
        }
        Ok(request)
    }
}
