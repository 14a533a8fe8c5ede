//! The requests to a token endpoint (RFC 6749 sections 4.3.2, 4.4.2 and 6) and its answer (5.1).

use super::oauth2::{Grant, OAuth2};
use super::token::Token;
use crate::answer::decode;
use crate::answer::response::{Context, RawResponse};
use crate::answer::secrets::Secrets;
use crate::call::execute;
use crate::call::operation::{Method, Operation};
use crate::call::options::CallOptions;
use crate::call::prepare::Prepared;
use crate::client::channel::Channel;
use crate::encode::headers::Headers;
use crate::encode::request_body::RequestBody;
use crate::encode::url as encode_url;
use crate::error::{Error, Kind};
use crate::policy::deadline::Deadline;
use crate::value::secret::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, header};
use serde::Deserialize;
use std::sync::Arc;
use url::{Url, form_urlencoded};

static TOKEN: Operation = Operation::new("oauth2_token", Method::Post, "(token endpoint)").without_auth();

/// Signs in; `None` where the grant has no way to.
pub(super) async fn sign_in(settings: &OAuth2, channel: &Arc<Channel>) -> Option<Result<Token, Error>> {
    let mut fields = match &settings.grant {
        Grant::Password { username, password } => {
            vec![("grant_type", "password"), ("username", username), ("password", password.expose())]
        }
        Grant::ClientCredentials => vec![("grant_type", "client_credentials")],
        Grant::Refresh { .. } => return None,
    };
    fields.extend(settings.scope.as_deref().map(|scope| ("scope", scope)));
    fields.extend(exposed(&settings.sign_in_fields));
    Some(request(settings, channel, fields, &settings.sign_in_headers).await)
}

/// Refreshes; the old refresh token stays good where the server sends no new one.
pub(super) async fn refresh(
    settings: &OAuth2,
    channel: &Arc<Channel>,
    refresh_token: &Secret,
) -> Result<Token, Error> {
    let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())];
    fields.extend(exposed(&settings.refresh_fields));
    let mut token = request(settings, channel, fields, &settings.refresh_headers).await?;
    token.refresh_token.get_or_insert_with(|| refresh_token.clone());
    Ok(token)
}

fn exposed(fields: &[(String, Secret)]) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.expose()))
}

async fn request(
    settings: &OAuth2,
    channel: &Arc<Channel>,
    mut fields: Vec<(&str, &str)>,
    headers: &[(String, Secret)],
) -> Result<Token, Error> {
    let mistake = |text: String| Error::new(Kind::Request, text);
    let (url, at_home) = token_url(settings, channel).map_err(mistake)?;
    let mut sent = if at_home { channel.headers.clone() } else { Headers::default() };
    sent.set(header::ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(client) = &settings.client {
        if settings.client_in_body {
            fields.extend([("client_id", client.id.as_str()), ("client_secret", client.secret.expose())]);
        } else {
            let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let pair = format!("{}:{}", encode(&client.id), encode(client.secret.expose()));
            add_header(&mut sent, "authorization", &format!("Basic {}", STANDARD.encode(pair)))
                .map_err(mistake)?;
        }
    }
    for (name, value) in headers {
        add_header(&mut sent, name, value.expose()).map_err(mistake)?;
    }
    let body = RequestBody::form(fields);
    if let Some(content_type) = body.content_type() {
        sent.set(header::CONTENT_TYPE, content_type.clone());
    }
    let prepared = Prepared {
        operation: &TOKEN,
        method: http::Method::POST,
        uri: url,
        headers: sent,
        body,
        is_trusted: true,
        sent: None,
        is_repeatable: false,
    };
    let mut context = Context::new(&TOKEN, secrets(settings, &prepared), channel);
    let deadline = Deadline::new(channel.clock.clone(), channel.deadline);
    let options = CallOptions::default();
    let sent = execute::send(channel, None, &prepared, &options, &deadline, false, &mut context).await;
    let (head, body) = sent.map_err(|error| error.in_context(&context))?;
    let answer = RawResponse::new(head, body.as_bytes().cloned().unwrap_or_default(), context);
    if !answer.is_success() {
        return Err(Error::status_answer(&answer));
    }
    match decode::decode_json::<Granted>(answer.body()) {
        Ok(granted) => Ok(granted.into_token(channel)),
        Err(_) => Err(Error::no_token_in_answer(&answer)),
    }
}

/// The settings', and whatever is sent to the endpoint that is secret.
fn secrets(settings: &OAuth2, prepared: &Prepared) -> Secrets {
    let mut secrets = Secrets::new(settings.secrets().into());
    let headers = prepared.headers.iter().filter(|(_, value)| value.is_sensitive());
    headers.for_each(|(_, value)| secrets.add(&String::from_utf8_lossy(value.as_bytes())));
    prepared.body.in_memory().cloned().into_iter().for_each(|body| secrets.add_sent(body));
    secrets
}

/// The endpoint, and whether it is at the API's own origin.
fn token_url(settings: &OAuth2, channel: &Channel) -> Result<(http::Uri, bool), String> {
    if settings.token_url.starts_with("http://") || settings.token_url.starts_with("https://") {
        let url =
            Url::parse(&settings.token_url).map_err(|error| format!("the token URL is not one: {error}"))?;
        let at_home = channel.base_url.as_ref().is_some_and(|base| base.origin() == url.origin());
        let uri = http::Uri::try_from(url.as_str()).map_err(|error| format!("no valid URL: {error}"))?;
        return Ok((uri, at_home));
    }
    let base = channel.base_url.as_ref().ok_or("the token URL is a path, and there is no base URL")?;
    let path = encode_url::expand_path(&settings.token_url, &[])?;
    Ok((encode_url::join(base, &path, "")?, true))
}

fn add_header(headers: &mut Headers, name: &str, text: &str) -> Result<(), String> {
    let refused = || format!("the header `{}` cannot be sent", name.escape_debug());
    let mut value = HeaderValue::from_str(text).map_err(|_| refused())?;
    value.set_sensitive(true);
    headers.set(HeaderName::try_from(name).map_err(|_| refused())?, value);
    Ok(())
}

#[derive(Deserialize)]
struct Granted {
    access_token: Secret,
    refresh_token: Option<Secret>,
    expires_in: Option<Seconds>,
}

/// RFC 6749 says a number; some servers send it as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(f64),
    Text(String),
}

impl Granted {
    fn into_token(self, channel: &Channel) -> Token {
        let seconds = match self.expires_in {
            Some(Seconds::Number(seconds)) => Some(seconds),
            Some(Seconds::Text(text)) => text.trim().parse().ok(),
            None => None,
        };
        let now = channel.unix_time().as_secs();
        let mut token = Token::new(self.access_token);
        token.refresh_token = self.refresh_token.filter(|token| !token.expose().is_empty());
        token.expires_at =
            seconds.filter(|seconds| *seconds > 0.0).map(|seconds| now.saturating_add(seconds as u64));
        token
    }
}
