//! The places that refer to schemas with a name: what such a schema is known by, whatever pages call it.
//!
//! ```text
//! place = ( line, ":", part | "webhook ", ( id | page ) | record ), { ".", name | "[]" | "{}" | "|", tag } ;
//! part  = "path" | "query" | "header" | "cookie" | "body" | status ;
//! ```

use super::without_names;
use crate::model::{
    Api, Location, ObjectSchema, Parameter, RequestBody, Response, Schema, SchemaKind, Webhook,
};
use std::collections::BTreeMap;

/// What refers to which schema, by place.
#[derive(Debug, Default)]
pub(crate) struct RecordUses {
    by_place: BTreeMap<String, Use>,
}

#[derive(Debug)]
struct Use {
    name: String,
    /// How many steps below a body, a parameter or a record.
    depth: usize,
}

/// A place under way.
struct Here {
    text: String,
    depth: usize,
}

impl Here {
    fn new(text: String) -> Self {
        Self { text, depth: 0 }
    }
}

/// How the place of a webhook begins.
pub(crate) const WEBHOOK: &str = "webhook ";

impl RecordUses {
    /// Those of a closed model.
    pub fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        for of in &api.operations {
            uses.add_operation(&of.identity.line, &of.parameters, of.request_body.as_ref(), &of.responses);
        }
        uses.add_webhooks(&api.webhooks);
        api.schemas.iter().for_each(|(name, named)| uses.add_record(name, &named.schema));
        uses
    }

    /// Notes what an operation refers to.
    pub fn add_operation(
        &mut self,
        line: &str,
        parameters: &[Parameter],
        body: Option<&RequestBody>,
        responses: &[Response],
    ) {
        let line = without_names(line);
        for of in parameters {
            let part = match of.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            self.add(&mut Here::new(format!("{line}:{part}.{}", of.field.name)), &of.field.schema);
        }
        if let Some(body) = body {
            self.add(&mut Here::new(format!("{line}:body")), &body.schema);
        }
        for (of, schema) in responses.iter().filter_map(|of| Some((of, of.schema.as_ref()?))) {
            self.add(&mut Here::new(format!("{line}:{}", of.status)), schema);
        }
    }

    /// Notes what webhooks refer to: each by its id, and by its page where that has no other.
    pub fn add_webhooks(&mut self, webhooks: &[Webhook]) {
        let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
        webhooks.iter().for_each(|of| *pages.entry(&of.place.page).or_default() += 1);
        for of in webhooks {
            let page = Some(&of.place.page).filter(|page| pages[page.as_str()] == 1);
            for name in page.into_iter().chain([&of.id]) {
                self.add(&mut Here::new(format!("{WEBHOOK}{name}")), &of.payload);
            }
        }
    }

    /// Notes what a record refers to.
    pub fn add_record(&mut self, name: &str, schema: &Schema) {
        self.add_inside(&mut Here::new(name.to_owned()), schema);
    }

    fn add_inside(&mut self, here: &mut Here, schema: &Schema) {
        match &schema.kind {
            SchemaKind::Array { items } => self.at_step(here, "[]", items),
            SchemaKind::Map { values } => self.at_step(here, "{}", values),
            SchemaKind::Object(of) => self.add_fields(here, "", of),
            SchemaKind::Tagged(of) => {
                for of in &of.variants {
                    self.add_fields(here, &format!("|{}", of.name()), &of.object);
                }
            }
            // What it is one of has no place of its own.
            SchemaKind::Union { variants } => variants.iter().for_each(|of| self.at_step(here, "", of)),
            _ => {}
        }
    }

    fn add_fields(&mut self, here: &mut Here, step: &str, of: &ObjectSchema) {
        let before = here.text.len();
        here.text.push_str(step);
        for field in &of.fields {
            let before = here.text.len();
            here.text.push('.');
            self.at_step(here, &field.name, &field.schema);
            here.text.truncate(before);
        }
        of.additional.iter().for_each(|values| self.at_step(here, "{}", values));
        here.text.truncate(before);
    }

    fn at_step(&mut self, here: &mut Here, step: &str, schema: &Schema) {
        let before = here.text.len();
        here.text.push_str(step);
        here.depth += 1;
        self.add(here, schema);
        here.depth -= 1;
        here.text.truncate(before);
    }

    fn add(&mut self, here: &mut Here, schema: &Schema) {
        let SchemaKind::Ref { name } = &schema.kind else { return self.add_inside(here, schema) };
        let of = || Use { name: name.clone(), depth: here.depth };
        self.by_place.entry(here.text.clone()).or_insert_with(of);
    }

    /// The schema that stands at a place.
    pub fn at(&self, place: &str) -> Option<&str> {
        self.by_place.get(place).map(|of| of.name.as_str())
    }

    /// The places that tell each schema best: that of an operation before that of a record, that of a whole before
    /// that of a part, and of a webhook its page and its id.
    pub fn best(&self) -> BTreeMap<&str, Vec<&str>> {
        let rank = |place: &str| {
            let is_of_api = place.starts_with(WEBHOOK) || place.contains(" /");
            (!is_of_api, self.by_place[place].depth, place.len())
        };
        let mut best: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (place, of) in &self.by_place {
            let found = best.entry(&of.name).or_default();
            let is_webhook = |place: &str| of.depth == 0 && place.starts_with(WEBHOOK);
            match found.as_slice() {
                [] => found.push(place),
                [first] if is_webhook(first) && is_webhook(place) => found.push(place),
                [first, ..] if rank(place) < rank(first) && !is_webhook(first) => *found = vec![place],
                _ => {}
            }
        }
        best
    }
}
