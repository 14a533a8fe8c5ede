//! Credentials that are made of the request itself: signatures, digests, anything that needs code.

use crate::call::operation::Operation;
use crate::encode::url as encode_url;
use crate::future::BoxError;
use crate::transport::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use std::sync::{Arc, Mutex, PoisonError};

/// What signs requests.
pub(super) type Sign = dyn Fn(&mut UnsignedRequest<'_>) -> Result<(), BoxError> + Send + Sync;

/// A request that is about to be sent, with every header but those of [`Auth::signed`](crate::Auth::signed) and
/// of the middleware and transport behind it (`Host`, `Content-Length`).
#[allow(missing_debug_implementations)] // it holds credentials
pub struct UnsignedRequest<'a> {
    request: &'a mut http::Request<Body>,
    operation: &'static Operation,
    secrets: &'a Mutex<Vec<String>>,
}

impl UnsignedRequest<'_> {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The verb.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The whole URL: host, encoded path, query.
    pub fn url(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The bytes of the body, none where nothing is sent; `None` for one that is read while it is sent, such as
    /// an upload.
    pub fn body(&self) -> Option<&[u8]> {
        match self.request.body().as_bytes() {
            Some(bytes) => Some(bytes),
            None => (self.request.body().length() == Some(0)).then_some(&[]),
        }
    }

    /// Sets a header, in place of any of that name. No log and no error shows its value.
    ///
    /// # Errors
    ///
    /// Where the name or the value cannot stand in a request.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), BoxError> {
        let refused = || format!("the header `{}` cannot be sent", name.escape_debug());
        let name = HeaderName::try_from(name).map_err(|_| refused())?;
        let mut header = HeaderValue::from_str(value).map_err(|_| refused())?;
        header.set_sensitive(true);
        self.request.headers_mut().insert(name, header);
        self.keep_secret(value);
        Ok(())
    }

    /// Sets a parameter of the query, in place of any of that name. No log and no error shows its value.
    ///
    /// # Errors
    ///
    /// Where the URL becomes too long.
    pub fn set_query(&mut self, name: &str, value: &str) -> Result<(), BoxError> {
        let mut parts = self.request.uri().clone().into_parts();
        let target = parts.path_and_query.as_ref();
        let mut query = target.and_then(|target| target.query()).unwrap_or_default().to_owned();
        encode_url::set_query(&mut query, name, value);
        let path = target.map_or("/", |target| target.path());
        parts.path_and_query = Some(format!("{path}?{query}").parse()?);
        *self.request.uri_mut() = Uri::from_parts(parts)?;
        self.keep_secret(value);
        Ok(())
    }

    fn keep_secret(&self, value: &str) {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
    }
}

/// Lets the application sign a request.
pub(super) fn sign(
    sign: &Arc<Sign>,
    request: &mut http::Request<Body>,
    operation: &'static Operation,
    secrets: &Mutex<Vec<String>>,
) -> Result<(), BoxError> {
    sign(&mut UnsignedRequest { request, operation, secrets })
}
