//! The documented body.

use super::texts::{Pair, pairs};
use super::{Body, Call, Context};
use docbind::model::{MediaType, ParameterStyle, RequestBody, Schema, SchemaKind, StringFormat};
use docbind::testing::dialect::claims::RequestExampleClaim;
use docbind::testing::document::Json;
use serde_json::{Map, Value};

impl Context<'_> {
    /// Takes in the body of a request.
    pub(super) fn read_body(&self, call: &mut Call, request: &RequestExampleClaim) -> Result<(), String> {
        let shown = request.body.as_ref().map(|body| body.value.trim()).filter(|text| !text.is_empty());
        let Some(body) = &self.operation.request_body else { return Ok(()) };
        let other = other_encoding(body, request);
        call.encoded = other.as_ref().map_or("", |body| match body.media_type {
            MediaType::Json(_) => "_as_json",
            MediaType::Form(_) => "_as_form",
            _ => "_as_multipart",
        });
        let body = other.as_ref().unwrap_or(body);
        let Some(text) = shown else {
            if body.required {
                // A line that states verb and path shows no more.
                call.sent.body = Some(self.made_up("body", &body.schema));
                call.wanted.body = Body::Unshown;
            }
            return Ok(());
        };
        match (&body.media_type, &request.json) {
            (MediaType::Json(_), Some(json)) => self.read_json(call, body, json, request.generated),
            (MediaType::Json(_), None) => {
                let elsewhere = text.starts_with('@') || docbind::testing::reproduction::is_stand_in(text);
                if !elsewhere {
                    return Err("the page shows no JSON".into());
                }
                call.sent.body = Some(self.made_up("body", &body.schema));
                call.wanted.body = Body::Unshown;
                Ok(())
            }
            (MediaType::JsonLines(_), _) => read_lines(call, text),
            (MediaType::Form(_), _) => {
                let mut pairs = pairs(text);
                call.sent.body = Some(self.fields(body, &mut pairs)?);
                call.wanted.body = Body::Form(texts(pairs));
                Ok(())
            }
            (MediaType::Multipart, _) => {
                let mut parts = parts(text);
                call.sent.body = Some(self.fields(body, &mut parts)?);
                let parts = texts(parts).into_iter().map(|(name, text)| {
                    let content = if text.starts_with('@') { content_of(&text) } else { text };
                    (name, content)
                });
                call.wanted.body = Body::Parts(parts.collect());
                Ok(())
            }
            (MediaType::Text(_) | MediaType::Binary(_) | MediaType::EventStream(_), _) => {
                let text = if text.starts_with('@') { content_of(text) } else { text.to_owned() };
                call.sent.body = Some(text.clone().into());
                call.wanted.body = Body::Text(text);
                Ok(())
            }
        }
    }

    /// Takes in a body of JSON.
    pub(super) fn read_json(
        &self,
        call: &mut Call,
        body: &RequestBody,
        json: &Json,
        generated: bool,
    ) -> Result<(), String> {
        let value = self.filled("body", &body.schema, json, generated).ok_or("the page shows `...`")?;
        call.wanted.body = match &body.media_type {
            MediaType::Json(_) => Body::Json(value.to_string()),
            // Forms are shown as JSON, too.
            _ => Body::Unshown,
        };
        call.sent.body = Some(value);
        Ok(())
    }

    /// The fields of a form.
    fn fields(&self, body: &RequestBody, pairs: &mut [Pair]) -> Result<Value, String> {
        let any = Schema::any();
        let mut members = Map::new();
        if let SchemaKind::Object(object) = self.values.resolve(&body.schema) {
            // `upload[url]`, where that is a field of its own, before `upload` takes it.
            let (whole, nested): (Vec<_>, Vec<_>) =
                object.fields.iter().partition(|field| field.name.contains('['));
            for field in whole.into_iter().chain(nested) {
                let style = body.styles.get(&field.name).copied().unwrap_or(ParameterStyle::Deep);
                let value = match self.is_file(&field.schema) {
                    true => files(field.name.as_str(), &field.schema, pairs),
                    false => self.take(&field.name, &field.schema, style, pairs)?,
                };
                members.extend(value.map(|value| (field.name.clone(), value)));
            }
        }
        // Where nothing is known of the fields.
        while let Some(pair) = pairs.iter().find(|pair| !pair.taken) {
            let name = pair.name.split('[').next().unwrap_or_default().to_owned();
            let value = self.take(&name, &any, ParameterStyle::Deep, pairs)?;
            members.insert(name.clone(), value.ok_or_else(|| format!("`{name}` is no name"))?);
        }
        Ok(members.into())
    }

    fn is_file(&self, schema: &Schema) -> bool {
        match self.values.resolve(schema) {
            SchemaKind::Array { items } => self.is_file(items),
            kind => matches!(kind, SchemaKind::String { format: StringFormat::Binary }),
        }
    }
}

/// The body in the encoding of a request, where that is another one of the operation's.
fn other_encoding(body: &RequestBody, request: &RequestExampleClaim) -> Option<RequestBody> {
    let (_, named) = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    let named = MediaType::parse(named)?;
    let other = body.other_encodings.iter().find(|of| of.media_type.essence() == named.essence())?;
    let (media_type, styles) = (other.media_type.clone(), other.styles.clone());
    Some(RequestBody { media_type, styles, ..body.clone() })
}

fn read_lines(call: &mut Call, text: &str) -> Result<(), String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let values = lines.iter().map(|line| serde_json::from_str(line));
    let values: Result<Vec<Value>, _> = values.collect();
    call.sent.body = Some(values.map_err(|error| format!("a line is no JSON: {error}"))?.into());
    call.wanted.body = Body::Lines(lines.into_iter().map(str::to_owned).collect());
    Ok(())
}

/// The parts of a form.
fn parts(text: &str) -> Vec<Pair> {
    let parts = docbind::testing::document::form_parts(text).into_iter();
    parts.map(|part| Pair { name: part.name, text: part.text, taken: false }).collect()
}

fn files(name: &str, schema: &Schema, pairs: &mut [Pair]) -> Option<Value> {
    let of_name = |pair: &&mut Pair| pair.name == name || pair.name.strip_prefix(name) == Some("[]");
    let mut texts = Vec::new();
    for pair in pairs.iter_mut().filter(of_name) {
        pair.taken = true;
        texts.push(Value::String(pair.text.clone()));
    }
    match &schema.kind {
        SchemaKind::Array { .. } => Some(texts.into()).filter(|_: &Value| true),
        _ => texts.into_iter().next(),
    }
}

/// What the file of `@me.png` holds: the page does not show it.
fn content_of(text: &str) -> String {
    let name = text.trim_start_matches('@').split(';').next().unwrap_or_default();
    format!("content of {name}")
}

fn texts(pairs: Vec<Pair>) -> Vec<(String, String)> {
    pairs.into_iter().map(|pair| (pair.name, pair.text)).collect()
}
