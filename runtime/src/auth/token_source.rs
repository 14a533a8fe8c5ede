//! Holds the token of a client: one request for a new one in flight, however many calls wait.
//!
//! A token's age is told by the wall clock and by one that never goes back, whichever says that it is
//! old: the wall clock may be set, and the other may stand still while the machine sleeps.

use super::oauth2::{Grant, OAuth2};
use super::token::Token;
use super::token_request;
use crate::client::channel::Channel;
use crate::error::{Error, Kind};
use crate::future::BoxFuture;
use crate::trace;
use crate::value::secret::Secret;
use futures_util::FutureExt as _;
use futures_util::future::Shared;
use http::HeaderValue;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use web_time::Instant;

/// For how long a token is not renewed again on a 401 after renewing it did not help: the 401 then
/// says that a permission is missing.
const IN_VAIN: Duration = Duration::from_secs(60);

/// How long a token that is still good is used on after refreshing it failed.
const RESPITE: Duration = Duration::from_secs(10);

pub(super) struct TokenSource {
    settings: Arc<OAuth2>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Current>>,
    flight: Option<Flight>,
    /// When a token was refused right after it was renewed.
    in_vain_at: Option<Instant>,
    /// When an early refresh failed.
    refresh_failed_at: Option<Instant>,
}

impl State {
    /// Whether the token does without a refresh now.
    fn is_good(&self, current: &Current, now: Now) -> bool {
        let respite = passed_less(self.refresh_failed_at, now.instant, RESPITE)
            && current.token.lasts(now.unix_time, Duration::ZERO);
        respite || !current.is_due(now)
    }
}

fn passed_less(since: Option<Instant>, now: Instant, span: Duration) -> bool {
    since.is_some_and(|since| now.saturating_duration_since(since) < span)
}

/// The time by both clocks.
#[derive(Clone, Copy)]
struct Now {
    /// Since 1970.
    unix_time: Duration,
    instant: Instant,
}

impl Now {
    fn of(channel: &Channel) -> Self {
        Now { unix_time: channel.unix_time(), instant: channel.now() }
    }
}

/// A token in use.
pub(super) struct Current {
    token: Token,
    /// When, since 1970, it is to be refreshed.
    refresh_at: Option<Duration>,
    /// When it was taken up, and how long after that it is to be refreshed.
    taken_up: Instant,
    refresh_after: Option<Duration>,
    pub(super) header: HeaderValue,
}

type Obtained = Result<Arc<Current>, Error>;
type Flight = Shared<BoxFuture<'static, Obtained>>;

impl TokenSource {
    pub(super) fn new(settings: OAuth2) -> Self {
        TokenSource { settings: Arc::new(settings), state: Arc::default() }
    }

    pub(super) fn settings(&self) -> &OAuth2 {
        &self.settings
    }

    /// A token that is good now.
    pub(super) async fn current(&self, channel: &Arc<Channel>) -> Obtained {
        let now = Now::of(channel);
        let (flight, old) = {
            let mut state = self.lock();
            match &state.current {
                Some(current) if state.is_good(current, now) => return Ok(current.clone()),
                current => (current.clone(), self.join_flight(&mut state, channel, None)),
            }
        };
        match (old.await, flight) {
            // The refresh came early: what there is will do for now.
            (Err(_), Some(old)) if old.token.lasts(channel.unix_time(), Duration::ZERO) => {
                let failed_at = channel.now();
                self.lock().refresh_failed_at = Some(failed_at);
                Ok(old)
            }
            (obtained, _) => obtained,
        }
    }

    /// Replaces a token that a server refused; `false` where that is not worth it.
    pub(super) async fn renew(&self, channel: &Arc<Channel>, refused: &Arc<Current>) -> Result<bool, Error> {
        let now = channel.now();
        let flight = {
            let mut state = self.lock();
            if state
                .current
                .as_ref()
                .is_some_and(|current| current.token.access_token != refused.token.access_token)
            {
                return Ok(true);
            }
            if passed_less(state.in_vain_at, now, IN_VAIN) {
                return Ok(false);
            }
            self.join_flight(&mut state, channel, Some(refused))
        };
        flight.await.map(|_| true)
    }

    /// Notes that a token was refused right after it was renewed.
    pub(super) fn was_renewed_in_vain(&self, channel: &Channel) {
        let now = channel.now();
        self.lock().in_vain_at = Some(now);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poison| poison.into_inner())
    }

    fn join_flight(
        &self,
        state: &mut State,
        channel: &Arc<Channel>,
        refused: Option<&Arc<Current>>,
    ) -> Flight {
        if let Some(flight) = &state.flight {
            return flight.clone();
        }
        let (settings, channel) = (self.settings.clone(), channel.clone());
        let known = refused.or(state.current.as_ref()).map(|current| current.token.clone());
        // Weak: a flight that nobody waits for any more must not keep itself alive.
        let home = Arc::downgrade(&self.state);
        let obtaining: BoxFuture<'static, Obtained> = Box::pin(async move {
            // A panic of the application's code (store, middleware, transport) would stay in the shared
            // future and come again in every later call.
            let obtaining = AssertUnwindSafe(obtain(&settings, &channel, known)).catch_unwind();
            let obtained = obtaining.await.unwrap_or_else(|_| Err(panicked()));
            if let Some(state) = home.upgrade() {
                let mut state = state.lock().unwrap_or_else(|poison| poison.into_inner());
                state.flight = None;
                if let Ok(current) = &obtained {
                    state.current = Some(current.clone());
                }
            }
            obtained
        });
        let flight = obtaining.shared();
        state.flight = Some(flight.clone());
        flight
    }
}

/// Gets a token in place of the `known` one: from the store, by a refresh, or by a sign-in.
async fn obtain(settings: &OAuth2, channel: &Arc<Channel>, known: Option<Token>) -> Obtained {
    let stored = match &settings.store {
        Some(store) => store
            .load()
            .await
            .map_err(|source| Error::new(Kind::Auth, "the token store cannot be read").with_source(source))?,
        None => None,
    };
    let known_access = known.as_ref().map(|known| known.access_token.clone());
    if let Some(stored) = &stored
        && Some(&stored.access_token) != known_access.as_ref()
        && stored.lasts(channel.unix_time(), settings.margin)
    {
        return in_use(settings, channel, stored.clone());
    }
    let token = request(settings, channel, newest(stored, known)).await.map_err(Error::no_token)?;
    if let Some(store) = &settings.store {
        // The token is good all the same, whatever the store does with it.
        let saving = AssertUnwindSafe(async { store.save(&token).await }).catch_unwind();
        let failure = match saving.await {
            Ok(saved) => saved.err().map(|error| error.to_string()),
            Err(_) => Some("it panicked".to_owned()),
        };
        if let Some(failure) = failure {
            trace::token_not_stored(&token.secrets().redacted(&failure));
        }
    }
    in_use(settings, channel, token)
}

/// The text of the panic is left out: it may hold a token.
fn panicked() -> Error {
    Error::new(Kind::Auth, "what gets a token panicked: the token store, a middleware or the transport")
}

/// Two processes may have got tokens: the one that lasts longer was got later.
fn newest(stored: Option<Token>, known: Option<Token>) -> Option<Token> {
    [known, stored].into_iter().flatten().max_by_key(|token| token.expires_at)
}

async fn request(settings: &OAuth2, channel: &Arc<Channel>, known: Option<Token>) -> Result<Token, Error> {
    let given = match &settings.grant {
        Grant::Refresh { refresh_token } => Some(refresh_token.clone()),
        _ => None,
    };
    let mut refused = Error::new(Kind::Auth, "there is neither a refresh token nor a way to sign in");
    if let Some(refresh_token) = known.and_then(|known| known.refresh_token).or(given) {
        match token_request::refresh(settings, channel, &refresh_token).await {
            Err(error) if matches!(error.status(), Some(400 | 401)) => refused = error,
            done => return done,
        }
    }
    token_request::sign_in(settings, channel).await.unwrap_or(Err(refused))
}

fn in_use(settings: &OAuth2, channel: &Channel, token: Token) -> Obtained {
    let header = super::sensitive(&format!("Bearer {}", token.access_token.expose()))
        .ok_or_else(|| Error::new(Kind::Auth, "the access token has a character that no header may have"))?;
    let now = Now::of(channel);
    let refresh_at = token.expires_at.map(|at| {
        let at = Duration::from_secs(at);
        let lifetime = at.saturating_sub(now.unix_time);
        at.saturating_sub(settings.margin.min(lifetime / 10))
    });
    let refresh_after = refresh_at.map(|at| at.saturating_sub(now.unix_time));
    Ok(Arc::new(Current { token, refresh_at, taken_up: now.instant, refresh_after, header }))
}

impl Current {
    /// Whether it is to be refreshed.
    fn is_due(&self, now: Now) -> bool {
        let used = now.instant.saturating_duration_since(self.taken_up);
        self.refresh_at.is_some_and(|at| now.unix_time >= at)
            || self.refresh_after.is_some_and(|after| used >= after)
    }

    /// The token itself, and what gets the next.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &str> {
        let refresh_token = self.token.refresh_token.iter().map(Secret::expose);
        std::iter::once(self.token.access_token.expose()).chain(refresh_token)
    }
}
