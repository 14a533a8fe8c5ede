//! Whether a webhook is the API's, and not an old one.

use super::event::{WebhookDelivery, WebhookPayload};
use super::problem::{WebhookError, WebhookProblem};
use super::scheme::SignatureScheme;
use super::signed;
use crate::value::secret::Secret;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Numbers of seconds from here on are milliseconds: it is the year 5138.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// Checks the signatures of webhooks, and reads those that are right. `T` is the payloads of the API.
///
/// Give it the body as it arrived, byte for byte: one that was read as JSON and written again has another signature.
pub struct WebhookVerifier<T = ()> {
    scheme: SignatureScheme,
    /// Several while a secret is replaced.
    keys: Vec<Vec<u8>>,
    payload: PhantomData<fn() -> T>,
}

/// What the headers say.
struct Told {
    signatures: Vec<String>,
    id: Option<String>,
    timestamp: Option<String>,
}

impl<T> WebhookVerifier<T> {
    /// A verifier with the secret that the API and the application share.
    pub fn new(scheme: SignatureScheme, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        WebhookVerifier { scheme, keys: Vec::new(), payload: PhantomData }.or_secret(secret)
    }

    /// Takes what is signed with this secret, too: while one secret is replaced by another.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        let key = signed::key(self.scheme.key, secret.into().expose().trim());
        let invalid =
            || WebhookError::new(WebhookProblem::Secret, "the secret is not in the form of the scheme");
        self.keys.push(key.ok_or_else(invalid)?);
        Ok(self)
    }

    /// How far the time of a signature may be from now, in either direction. Times that are not signed are not checked.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.scheme.tolerance = tolerance;
        self
    }

    /// Checks the signature and the time of a webhook that is here now; gives its payload.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<WebhookDelivery<T>, WebhookError>
    where
        T: WebhookPayload,
    {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// The same for a webhook that was here at this time.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<WebhookDelivery<T>, WebhookError>
    where
        T: WebhookPayload,
    {
        let WebhookDelivery { id, timestamp, .. } = self.check_at(headers, body, now)?;
        Ok(WebhookDelivery::new(id, timestamp, T::read_unverified(headers, body)?))
    }

    /// Checks the signature and the time, and reads nothing.
    pub fn check_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<WebhookDelivery<()>, WebhookError> {
        let told = self.told(headers)?;
        let (id, timestamp) = (told.id.as_deref().unwrap_or(""), told.timestamp.as_deref().unwrap_or(""));
        let message = signed::message(&self.scheme, id, timestamp, body);
        // All of them, so that the time does not tell which.
        let is_good = |signature: &[u8]| {
            let matches = self
                .keys
                .iter()
                .filter(|key| signed::is_signed(self.scheme.algorithm, key, &message, signature));
            matches.count() > 0
        };
        let decoded = told.signatures.iter().filter_map(|text| signed::decode(self.scheme.encoding, text));
        if decoded.filter(|signature| is_good(signature)).count() == 0 {
            return Err(WebhookError::new(WebhookProblem::Signature, "no signature is that of the body"));
        }
        let timestamp = told.timestamp.as_deref().map(|text| self.check_time(text, now)).transpose()?;
        Ok(WebhookDelivery::new(told.id, timestamp, ()))
    }

    /// The headers that a webhook with this body has, for tests of what receives it.
    pub fn sign(&self, id: &str, time: SystemTime, body: &[u8]) -> HeaderMap {
        let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().to_string();
        let message = signed::message(&self.scheme, id, &seconds, body);
        let key = self.keys.first().map_or(&[][..], |key| key);
        let signature = signed::sign(&self.scheme, key, &message);
        let format = self.scheme.format.replace("{timestamp}", &seconds).replace("{signature}", &signature);
        let headers = [
            (Some(self.scheme.header), format.as_str()),
            (self.scheme.id_header, id),
            (self.scheme.timestamp_header, seconds.as_str()),
        ];
        let pair = |(name, value): (Option<&str>, &str)| {
            Some((HeaderName::try_from(name?).ok()?, HeaderValue::from_str(value).ok()?))
        };
        headers.into_iter().filter_map(pair).collect()
    }

    fn told(&self, headers: &HeaderMap) -> Result<Told, WebhookError> {
        let scheme = &self.scheme;
        let mut told = Told { signatures: Vec::new(), id: None, timestamp: None };
        if let Some(name) = scheme.id_header {
            told.id = Some(text_of(headers, name)?.to_owned());
        }
        if let Some(name) = scheme.timestamp_header {
            told.timestamp = Some(text_of(headers, name)?.to_owned());
        }
        text_of(headers, scheme.header)?;
        for value in headers.get_all(scheme.header) {
            told.read(scheme.format, value.to_str().unwrap_or_default());
        }
        if told.signatures.is_empty() || (told.timestamp.is_none() && scheme.signed.contains("{timestamp}")) {
            let text = format!("the header `{}` is not in the form `{}`", scheme.header, scheme.format);
            return Err(WebhookError::new(WebhookProblem::InvalidHeader, text));
        }
        Ok(told)
    }

    /// When the message was signed, if that is not too long ago.
    fn check_time(&self, text: &str, now: SystemTime) -> Result<SystemTime, WebhookError> {
        let invalid =
            || WebhookError::new(WebhookProblem::InvalidHeader, "the timestamp is not a number of seconds");
        let number: u64 = text.parse().map_err(|_| invalid())?;
        let since = match number {
            MILLISECONDS_FROM.. => Duration::from_millis(number),
            seconds => Duration::from_secs(seconds),
        };
        let time = UNIX_EPOCH.checked_add(since).ok_or_else(invalid)?;
        let apart = now.duration_since(time).unwrap_or_else(|ahead| ahead.duration());
        if apart > self.scheme.tolerance && self.scheme.signed.contains("{timestamp}") {
            let text = format!(
                "signed {} s from now, which is more than {:?}",
                apart.as_secs(),
                self.scheme.tolerance
            );
            return Err(WebhookError::new(WebhookProblem::Timestamp, text));
        }
        Ok(time)
    }
}

impl Told {
    /// Reads the header of the signature by its format.
    fn read(&mut self, format: &str, value: &str) {
        if !format.contains("{timestamp}") {
            let (before, after) = format.split_once("{signature}").unwrap_or((format, ""));
            let bare =
                value.split_whitespace().filter_map(|part| part.strip_prefix(before)?.strip_suffix(after));
            return self.signatures.extend(bare.map(str::to_owned));
        }
        for part in value.split([',', ';']).map(str::trim) {
            for field in format.split([',', ';']).map(str::trim) {
                let (hole, into_time) = match field.contains("{timestamp}") {
                    true => ("{timestamp}", true),
                    false => ("{signature}", false),
                };
                let found = field
                    .split_once(hole)
                    .and_then(|(before, after)| part.strip_prefix(before)?.strip_suffix(after));
                match found {
                    Some(time) if into_time => self.timestamp = Some(time.to_owned()),
                    Some(signature) => self.signatures.push(signature.to_owned()),
                    None => {}
                }
            }
        }
    }
}

fn text_of<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, WebhookError> {
    let value = headers.get(name).ok_or_else(|| {
        WebhookError::new(WebhookProblem::MissingHeader, format!("the header `{name}` is not there"))
    })?;
    value.to_str().map_err(|_| {
        WebhookError::new(WebhookProblem::InvalidHeader, format!("the header `{name}` is not text"))
    })
}

impl<T> Clone for WebhookVerifier<T> {
    fn clone(&self) -> Self {
        WebhookVerifier { scheme: self.scheme, keys: self.keys.clone(), payload: PhantomData }
    }
}

impl<T> fmt::Debug for WebhookVerifier<T> {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier").field("scheme", &self.scheme).finish_non_exhaustive()
    }
}
