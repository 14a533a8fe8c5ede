//! The documented request line and headers.

use super::texts::pairs;
use super::{Body, Call, Context};
use docbind::model::{Location, Parameter, PathPart};
use docbind::testing::dialect::claims::RequestExampleClaim;
use docbind::testing::document::Json;
use docbind::testing::reproduction::{is_open_host, path_values};
use serde_json::Value;

/// What HTTP libraries set on their own.
const PLUMBING: &[&str] = &["content-length", "host", "user-agent", "connection", "accept-encoding"];

impl Context<'_> {
    /// The call that sends a documented request.
    pub(super) fn request(&self, request: &RequestExampleClaim) -> Result<Call, String> {
        let mut call = Call::default();
        let url = request.url.value.trim().split('#').next().unwrap_or_default();
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        self.read_path(&mut call, url, address)?;
        self.read_query(&mut call, query)?;
        for (name, value) in &request.headers {
            self.read_header(&mut call, name, value)?;
        }
        if request.is_bare() {
            call.wanted.open = true;
            self.add_required(&mut call);
        }
        self.read_body(&mut call, request)?;
        if matches!(call.wanted.body, Body::None | Body::Unshown) {
            call.wanted.content_type = None;
        }
        Ok(call)
    }

    /// The call that sends a body of which the page shows nothing else.
    pub(super) fn body_alone(&self, json: &Json) -> Result<Call, String> {
        let mut call = Call::default();
        call.wanted.open = true;
        self.add_required(&mut call);
        let parts = self.operation.path.parts.iter().map(|part| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Parameter(name) => {
                let key = (Location::Path, name.clone());
                let value = call.sent.parameters.entry(key).or_insert_with(|| name.as_str().into());
                let text = super::plain(value);
                percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string()
            }
        });
        call.wanted.path = parts.collect();
        if self.declared_base().is_none() {
            call.base = Some("https://loopback.invalid".into());
        }
        let body = self.operation.request_body.as_ref().ok_or("the operation has no body")?;
        self.read_json(&mut call, body, json, false)?;
        Ok(call)
    }

    /// What is required, made up where it is not there.
    fn add_required(&self, call: &mut Call) {
        for parameter in
            self.operation.parameters.iter().filter(|of| {
                (of.field.required || of.location == Location::Path) && !of.field.name.contains('*')
            })
        {
            let key = (parameter.location, parameter.field.name.clone());
            call.sent.parameters.entry(key).or_insert_with(|| self.values.parameter(parameter));
        }
    }

    /// The base URL that the client calls by itself.
    fn declared_base(&self) -> Option<&str> {
        let declared = self.operation.base_url.as_deref().or(self.api.base_url.as_deref());
        declared.filter(|base| !is_open_host(split_origin(base).0))
    }

    fn read_path(&self, call: &mut Call, url: &str, address: &str) -> Result<(), String> {
        let texts = path_values(self.api, self.operation, url).ok_or("the URL is not the operation's")?;
        let (origin, path) = split_origin(address);
        let concrete = Some(origin).filter(|origin| origin.contains("://") && !is_open_host(origin));
        let (mut done, mut rest) = (String::new(), path);
        // The values stand at the end of the path, in order.
        if let Some(at) = self.operation_path_start(path) {
            done.push_str(&path[..at]);
            rest = &path[at..];
        }
        let start = done.len();
        for (name, raw) in texts {
            let text = percent_encoding::percent_decode_str(&raw).decode_utf8_lossy().into_owned();
            let declared = self.parameter(Location::Path, &name);
            let mut sent = text.clone();
            let value = match declared {
                Some(parameter) => self.path_value(parameter, &mut sent),
                None => text.clone().into(),
            };
            let at = rest.find(raw.as_str()).ok_or_else(|| format!("`{raw}` is not in the path"))?;
            done.push_str(&rest[..at]);
            done.push_str(if sent == text { &raw } else { &sent });
            rest = &rest[at + raw.len()..];
            call.sent.parameters.insert((Location::Path, name), value);
        }
        call.wanted.path = format!("{done}{rest}");
        call.wanted.whole = concrete.is_some();
        call.wanted.origin = concrete.map(|origin| origin.to_ascii_lowercase());
        if self.declared_base().is_none() {
            let declared = self.operation.base_url.as_deref().or(self.api.base_url.as_deref());
            let below = declared.map_or(&path[..start], |base| split_origin(base).1);
            call.base = Some(format!("{}{below}", concrete.unwrap_or("https://loopback.invalid")));
        }
        Ok(())
    }

    /// Where in a path that of the operation begins: it has that many segments.
    fn operation_path_start(&self, path: &str) -> Option<usize> {
        let count = self.operation.path.to_string().matches('/').count();
        let reserved = self.operation.parameters.iter().any(|of| of.allow_reserved);
        if reserved { None } else { Some(path.rmatch_indices('/').nth(count.checked_sub(1)?)?.0) }
    }

    fn path_value(&self, parameter: &Parameter, text: &mut String) -> Value {
        let schema = &parameter.field.schema;
        match self.values.resolve(schema) {
            docbind::model::SchemaKind::Array { items } => {
                let mut texts: Vec<String> = text.split(',').map(str::to_owned).collect();
                let values =
                    texts.iter_mut().map(|item| self.scalar(&parameter.field.name, items, item)).collect();
                *text = texts.join(",");
                values
            }
            _ => self.scalar(&parameter.field.name, schema, text),
        }
    }

    fn read_query(&self, call: &mut Call, query: &str) -> Result<(), String> {
        let mut pairs = pairs(query);
        for parameter in self.operation.parameters.iter().filter(|of| of.location == Location::Query) {
            let name = &parameter.field.name;
            let value = self.take(name, &parameter.field.schema, parameter.style, &mut pairs)?;
            let key = (Location::Query, name.clone());
            call.sent.parameters.extend(value.map(|value| (key, value)));
        }
        for pair in &pairs {
            let fixed = || self.operation.fixed_query.iter().any(|of| of.name == pair.name);
            if !pair.taken && !self.read_key(call, Location::Query, &pair.name, &pair.text) && !fixed() {
                return Err(format!("no parameter sends `{}` in the query", pair.name));
            }
        }
        call.wanted.query = pairs.into_iter().map(|pair| (pair.name, pair.text)).collect();
        Ok(())
    }

    fn read_header(&self, call: &mut Call, name: &str, value: &str) -> Result<(), String> {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "content-type" => {
                let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                call.wanted.content_type = Some(essence).filter(|essence| essence.contains('/'));
                return Ok(());
            }
            "accept" => {
                call.wanted.accept = Some(value.to_owned());
                return Ok(());
            }
            "cookie" if self.parameter(Location::Header, "cookie").is_none() => {
                return self.read_cookies(call, value);
            }
            plumbing if PLUMBING.contains(&plumbing) => return Ok(()),
            _ => {}
        }
        if self.read_credential(call, name, value) {
            return Ok(());
        }
        match self.parameter(Location::Header, name) {
            Some(parameter) if parameter.field.name.contains('*') => {
                call.headers.push((name.to_owned(), value.to_owned()));
                call.wanted.headers.push((lower, value.to_owned()));
            }
            Some(parameter) => {
                let mut text = value.to_owned();
                let sent = self.path_value(parameter, &mut text);
                call.sent.parameters.insert((Location::Header, parameter.field.name.clone()), sent);
                call.wanted.headers.push((lower, text));
            }
            None => return Err(format!("no parameter sends the header `{name}`")),
        }
        Ok(())
    }

    fn read_cookies(&self, call: &mut Call, value: &str) -> Result<(), String> {
        for (name, text) in value.split(';').filter_map(|pair| pair.trim().split_once('=')) {
            if self.read_key(call, Location::Cookie, name, text) {
                continue;
            }
            let parameter = self.parameter(Location::Cookie, name);
            let parameter = parameter.ok_or_else(|| format!("no parameter sends the cookie `{name}`"))?;
            let mut text = text.to_owned();
            let sent = self.scalar(name, &parameter.field.schema, &mut text);
            call.sent.parameters.insert((Location::Cookie, name.to_owned()), sent);
        }
        call.wanted.headers.push(("cookie".into(), value.to_owned()));
        Ok(())
    }

    /// The parameter of a name, or the wildcard that stands for it.
    fn parameter(&self, location: Location, name: &str) -> Option<&Parameter> {
        let stands_for = |of: &Parameter| match of.field.name.split_once('*') {
            Some((start, _)) => name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start)),
            None if location == Location::Header => of.field.name.eq_ignore_ascii_case(name),
            None => of.field.name == name,
        };
        self.operation.parameters.iter().find(|of| of.location == location && stands_for(of))
    }
}

/// `https://api.acme.dev` or `$URL`, and the path behind it.
fn split_origin(address: &str) -> (&str, &str) {
    let start = address.find("://").map_or(0, |at| at + 3);
    address.split_at(address[start..].find('/').map_or(address.len(), |at| start + at))
}
