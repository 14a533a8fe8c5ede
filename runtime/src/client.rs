//! A client: what is the same for every call to one API.

pub(crate) mod builder;
pub(crate) mod channel;
pub(crate) mod environment;

use crate::auth::Auth;
use crate::call::builder::CallBuilder;
use crate::call::operation::Operation;
use crate::client::channel::Channel;
use std::fmt;
use std::sync::Arc;
use url::Url;

/// A client of one API: cheap to clone, and clones share connections, tokens and limits.
///
/// Made by a [`ClientBuilder`](crate::ClientBuilder). `Debug` shows no secret.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) channel: Arc<Channel>,
    pub(crate) auth: Auth,
    /// Texts that may be in no error: those of `auth`, and the values of the client's own headers.
    pub(crate) secrets: Arc<[String]>,
    /// Whether the application set the base URL, which then also goes for operations with one of their own.
    pub(crate) base_url_is_set: bool,
}

impl Client {
    /// Starts a call. Generated code does this; an application calls its methods.
    pub fn call(&self, operation: &'static Operation) -> CallBuilder {
        CallBuilder::new(self.clone(), operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.channel.base_url.as_ref().map(Url::as_str))
            .field("auth", &self.inner.auth)
            .field("timeout", &self.inner.channel.timeout)
            .finish_non_exhaustive()
    }
}
