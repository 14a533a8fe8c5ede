//! One try: from the request to the answer, redirects included.

use crate::answer::receive;
use crate::auth::Credential;
use crate::call::prepare::Prepared;
use crate::client::channel::Channel;
use crate::error::{Error, Kind};
use crate::policy::redirect::{self, MAX_REDIRECTS};
use crate::transport::body::Body;
use crate::transport::middleware::Next;
use http::response;

/// Sends the request and reads the answer; where it is `streamed` and successful, only its head.
pub(crate) async fn attempt(
    channel: &Channel,
    first: &Prepared,
    credential: &Credential<'_>,
    streamed: bool,
) -> Result<(response::Parts, Body), Error> {
    let mut redirected: Option<Prepared> = None;
    for _ in 0..=MAX_REDIRECTS {
        let prepared = redirected.as_ref().unwrap_or(first);
        let mut request = prepared.to_request(credential);
        if !channel.middleware.is_empty() {
            request.extensions_mut().insert(*prepared.operation);
        }
        let next = Next::new(&channel.middleware, &*channel.transport);
        let answer = next.run(request).await.map_err(receive::not_answered)?;
        let (head, mut body) = answer.into_parts();
        match redirect::follow(prepared, &head) {
            Some(next) => redirected = Some(next),
            None if streamed && head.status.is_success() => return Ok((head, body)),
            None => {
                let bytes = receive::read(&mut body, channel.response_limit).await?;
                return Ok((head, bytes.into()));
            }
        }
    }
    Err(Error::new(Kind::Transport, format!("more than {MAX_REDIRECTS} redirects")))
}
