//! One try: from the request to the answer, redirects included.

use crate::answer::receive;
use crate::auth::Credential;
use crate::call::prepare::Prepared;
use crate::client::channel::Channel;
use crate::error::{Error, Kind};
use crate::future::BoxFuture;
use crate::policy::redirect::{self, MAX_REDIRECTS};
use crate::transport::TransportError;
use crate::transport::body::Body;
use crate::transport::middleware::Next;
use http::response;

/// Sends the request and reads the answer; where it is `streamed` and successful, only its head.
pub(crate) async fn attempt(
    channel: &Channel,
    prepared: &Prepared,
    credential: &Credential<'_>,
    streamed: bool,
) -> Result<(response::Parts, Body), Error> {
    let answer = exchange(channel, prepared, credential)?.await.map_err(receive::not_answered)?;
    let (mut head, mut body) = answer.into_parts();
    if let Some(next) = redirect::follow(prepared, &head) {
        let following: BoxFuture<'_, _> = Box::pin(follow(channel, next, credential));
        (head, body) = following.await?;
    }
    if !(streamed && head.status.is_success()) {
        body = receive::read(&mut body, channel.response_limit).await?.into();
    }
    Ok((head, body))
}

/// Goes on until an answer is not a redirect that is followed.
async fn follow(
    channel: &Channel,
    mut prepared: Prepared,
    credential: &Credential<'_>,
) -> Result<(response::Parts, Body), Error> {
    for _ in 0..MAX_REDIRECTS {
        let answer = exchange(channel, &prepared, credential)?.await.map_err(receive::not_answered)?;
        let (head, body) = answer.into_parts();
        match redirect::follow(&prepared, &head) {
            Some(next) => prepared = next,
            None => return Ok((head, body)),
        }
    }
    Err(Error::new(Kind::Transport, format!("more than {MAX_REDIRECTS} redirects")))
}

fn exchange<'a>(
    channel: &'a Channel,
    prepared: &Prepared,
    credential: &Credential<'_>,
) -> Result<BoxFuture<'a, Result<http::Response<Body>, TransportError>>, Error> {
    let mut request = prepared.to_request(credential)?;
    // A mock looks for it, too.
    if !channel.middleware.is_empty() || cfg!(feature = "mock") {
        request.extensions_mut().insert(*prepared.operation);
    }
    Ok(Next::new(&channel.middleware, &*channel.transport).run(request))
}
