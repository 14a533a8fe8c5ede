//! Sends a call by every policy of its client: the part that is the same for all, compiled once.

use crate::answer::response::{Context, RawResponse};
use crate::answer::secrets::Secrets;
use crate::auth::{Auth, Authorizing, Credential};
use crate::call::attempt::attempt;
use crate::call::builder::CallParts;
use crate::call::options::CallOptions;
use crate::call::prepare::{self, Prepared};
use crate::client::channel::Channel;
use crate::error::{Error, Kind};
use crate::future::BoxFuture;
use crate::policy::deadline::Deadline;
use crate::policy::hooks::{FailedAttempt, RetryVerdict};
use crate::policy::retry::Outcome;
use crate::policy::retry_after;
use crate::trace;
use crate::transport::body::Body;
use http::response;
use std::pin::{Pin, pin};
use std::sync::Arc;

/// Sends the call and reads the whole answer.
pub(crate) fn execute(parts: Box<CallParts>) -> BoxFuture<'static, Result<RawResponse, Error>> {
    Box::pin(async move {
        let (head, body, context, _) = run(&parts, false).await?;
        let body = body.as_bytes().cloned().unwrap_or_default();
        Ok(RawResponse::new(head, body, context))
    })
}

/// An answer, and the time that is left for its body.
type Opened = (response::Parts, Body, Context, Deadline);

/// Sends the call; the body of a successful answer is not read, that of any other is.
pub(crate) fn open(parts: Box<CallParts>) -> BoxFuture<'static, Result<Opened, Error>> {
    Box::pin(async move { run(&parts, true).await })
}

async fn run(parts: &CallParts, streamed: bool) -> Result<Opened, Error> {
    let client = &parts.client.inner;
    let auth = parts.operation.is_authenticated().then_some(&client.auth);
    let channel = &client.channel;
    let deadline = Deadline::new(channel.clock.clone(), parts.options.deadline.or(channel.deadline));
    let mut context = Context::new(parts.operation, secrets(parts), channel);
    let sent = {
        let sending = pin!(async {
            let prepared = prepare::prepare(parts)?;
            send(channel, auth, &prepared, &parts.options, &deadline, streamed, &mut context).await
        });
        trace::call(parts, sending).await
    };
    match sent {
        Ok((head, body)) => Ok((head, body, context, deadline)),
        Err(error) => Err(error.in_context(&context)),
    }
}

/// What no error of the call may show.
fn secrets(parts: &CallParts) -> Secrets {
    let mut secrets = Secrets::new(parts.client.inner.secrets.clone());
    parts.secrets.iter().for_each(|secret| secrets.add(secret));
    if !parts.query.is_empty() {
        secrets.add_sent(parts.query.clone().into());
    }
    parts.body.in_memory().cloned().into_iter().for_each(|body| secrets.add_sent(body));
    secrets
}

/// The loop over all tries.
///
/// What most calls never wait for is boxed: it would make the memory and the code that each call goes
/// through larger, and a processor that has just been asleep pays for every line of both.
pub(crate) async fn send(
    channel: &Arc<Channel>,
    auth: Option<&Auth>,
    prepared: &Prepared,
    options: &CallOptions,
    deadline: &Deadline,
    streamed: bool,
    context: &mut Context,
) -> Result<(response::Parts, Body), Error> {
    let mut renewed = false;
    let mut tries = 0;
    loop {
        if !channel.rate_limiter.is_empty() {
            let waiting: BoxFuture<'_, _> = Box::pin(wait_for_turn(channel, deadline, prepared));
            waiting.await?;
        }
        let credential = match auth.map(|auth| auth.credential(channel, &prepared.headers, context)) {
            Some(Authorizing::Done(credential)) => credential,
            Some(Authorizing::Waits(waiting)) => {
                let waiting: BoxFuture<'_, _> = Box::pin(deadline.within(None, waiting));
                waiting.await?
            }
            None => Credential::default(),
        };
        context.attempts += 1;
        let result = {
            let trying = pin!(attempt(channel, prepared, &credential, streamed));
            in_time(channel, prepared, options, deadline, trying).await
        };
        credential.keep_secrets(context);
        if matches!(&result, Ok((head, _)) if head.status.is_success()) {
            if tries == 0 {
                channel.retry_budget.earn();
            }
            context.retry_after = None;
            return result;
        }
        let outcome = outcome(&result, channel);
        if let Some(token) =
            credential.token.filter(|_| outcome.is_unauthorized() && prepared.body.is_repeatable())
        {
            if renewed {
                token.was_renewed_in_vain(channel);
            } else {
                let renewing: BoxFuture<'_, _> = Box::pin(token.renew(channel));
                if deadline.within(None, renewing).await? {
                    renewed = true;
                    continue;
                }
            }
        }
        tries += 1;
        context.retry_after = outcome.retry_after();
        let failed = (!channel.retry.hooks.is_empty())
            .then(|| Box::new(failed_attempt(prepared, outcome, &result, tries)));
        let waiting: BoxFuture<'_, _> =
            Box::pin(wait_to_retry(channel, deadline, prepared, options, (outcome, failed), tries));
        if !waiting.await {
            return result;
        }
    }
}

/// One try, within its timeout: where a body is read while it is sent, as long as it stands still.
async fn in_time(
    channel: &Channel,
    prepared: &Prepared,
    options: &CallOptions,
    deadline: &Deadline,
    trying: Pin<&mut (impl Future<Output = Result<(response::Parts, Body), Error>> + Send)>,
) -> Result<(response::Parts, Body), Error> {
    let timeout = options.timeout.unwrap_or(channel.timeout);
    match &prepared.sent {
        Some(sent) => {
            let trying: BoxFuture<'_, _> = Box::pin(deadline.within_each(timeout, trying, sent));
            trying.await
        }
        None => deadline.within(Some(timeout), trying).await,
    }
}

fn outcome(result: &Result<(response::Parts, Body), Error>, channel: &Channel) -> Outcome {
    match result {
        Ok((head, _)) => Outcome::Answered {
            status: head.status.as_u16(),
            retry_after: retry_after::read(&head.headers, channel.unix_time()),
        },
        Err(error) => Outcome::Failed(error.kind()),
    }
}

/// Waits until the rate limits let the request through.
async fn wait_for_turn(channel: &Channel, deadline: &Deadline, prepared: &Prepared) -> Result<(), Error> {
    let Some(clock) = &channel.clock else { return Ok(()) };
    while let Err(wait) = channel.rate_limiter.pass(prepared.operation.method(), clock.now()) {
        if !deadline.sleep(wait).await {
            let text =
                format!("the rate limit lets it through in {wait:.1?}, behind the deadline of the call");
            return Err(Error::new(Kind::Timeout, text));
        }
    }
    Ok(())
}

/// Waits, where there is to be another try.
async fn wait_to_retry(
    channel: &Channel,
    deadline: &Deadline,
    prepared: &Prepared,
    options: &CallOptions,
    (outcome, failed): (Outcome, Option<Box<FailedAttempt>>),
    tries: u32,
) -> bool {
    let policy = &channel.retry;
    let most = options.max_attempts.unwrap_or(policy.max_attempts);
    if options.no_retry || tries >= most || !prepared.body.is_repeatable() {
        return false;
    }
    let verdict = match (&policy.hooks.classify, &failed) {
        (Some(classify), Some(failed)) => classify(failed),
        _ => RetryVerdict::Policy,
    };
    let may = match verdict {
        RetryVerdict::Policy => policy.warrants(outcome, prepared.is_repeatable),
        RetryVerdict::Again => true,
        RetryVerdict::GiveUp => false,
    };
    if !may {
        return false;
    }
    let Some(wait) = policy.delay(outcome, tries) else { return false };
    if !deadline.allows(wait) || !channel.retry_budget.pay() {
        return false;
    }
    trace::retry(prepared.operation, outcome, tries, wait);
    if let (Some(tell), Some(failed)) = (&policy.hooks.on_retry, &failed) {
        tell(failed, wait);
    }
    deadline.sleep(wait).await
}

/// What the application's functions are told.
fn failed_attempt(
    prepared: &Prepared,
    outcome: Outcome,
    result: &Result<(response::Parts, Body), Error>,
    tries: u32,
) -> FailedAttempt {
    let body = |body: &Body| body.as_bytes().cloned().unwrap_or_default();
    FailedAttempt {
        operation: prepared.operation,
        attempts: tries,
        kind: result.as_ref().err().map(Error::kind),
        answer: result.as_ref().ok().map(|(head, of)| (head.status, head.headers.clone(), body(of))),
        retry_after: outcome.retry_after(),
        is_repeatable: prepared.is_repeatable,
    }
}
