//! `add = true`: fields and parameters that the pages lack.

use super::Open;
use super::apply::{Subject, plain_field};
use super::walk::Walk;
use crate::analysis::draft::Draft;
use crate::config::selector::PlaceGlob;
use crate::model::{
    Evidence, Field, Location, MediaType, ObjectSchema, Parameter, ParameterStyle, RequestBody, Response,
    Schema, SchemaKind, Status,
};

impl<'c> Walk<'c, '_> {
    /// The names that entries add to the object that is reached.
    fn added(&self, open: &Open) -> Vec<&'c str> {
        let mut names = Vec::new();
        for (at, reached) in open {
            let entry = &self.entries[*at];
            let path = &entry.select.value.path;
            let name = path.last_name().filter(|_| entry.adds() && path.is_parent(*reached));
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    /// A field of that name, as the settings say it is; `None` where they leave it out again.
    fn new_field(&mut self, name: &str, subject: Subject, open: &Open) -> Option<Field> {
        let named =
            Field { name: name.to_owned(), evidence: Evidence::Override, ..plain_field(Schema::any()) };
        let mut field = named;
        self.walk_field(&mut field, subject, open).then_some(field)
    }

    /// Adds to an object what it lacks.
    pub fn add_to_object(&mut self, object: &mut ObjectSchema, open: &Open) {
        for name in self.added(open) {
            if object.field(name).is_none() {
                object.fields.extend(self.new_field(name, Subject::Field, open));
            }
        }
    }

    /// Adds to a value that is no object yet, or says why that cannot be.
    pub fn add_to_value(&mut self, schema: &mut Schema, open: &Open) {
        let names = self.added(open);
        if names.is_empty() {
            return;
        }
        let reason = match &schema.kind {
            SchemaKind::Any => {
                let mut object = ObjectSchema::default();
                self.add_to_object(&mut object, open);
                schema.kind = SchemaKind::Object(object);
                return;
            }
            SchemaKind::Map { .. } => "it takes any name already".to_owned(),
            _ => "there is no object to add it to".to_owned(),
        };
        self.refuse_added(open, &reason);
    }

    fn refuse_added(&mut self, open: &Open, reason: &str) {
        let place = self.place();
        for (at, reached) in open {
            let entry = &self.entries[*at];
            let Some(add) = entry.add.as_ref().filter(|_| entry.select.value.path.is_parent(*reached)) else {
                continue;
            };
            self.used[*at] = true;
            self.misfits.note("add", add.span, || place.clone(), Err(reason.to_owned()));
        }
    }

    /// Adds the parameters, the body and the answers that an operation lacks.
    pub fn add_to_draft(&mut self, draft: &mut Draft<'_>, name: &str, page: Option<&str>, open: &Open) {
        for location in [Location::Query, Location::Header, Location::Cookie] {
            let open = self.enter(name, page, PlaceGlob::of_location(location), open);
            for name in self.added(&open) {
                let known = |p: &Parameter| p.location == location && p.field.name == name;
                if draft.parameters.iter().any(known) {
                    continue;
                }
                if let Some(field) = self.new_field(name, Subject::Parameter(location), &open) {
                    let style = ParameterStyle::default();
                    draft.parameters.push(Parameter { location, field, style, allow_reserved: false });
                }
            }
        }
        let in_path = self.enter(name, page, PlaceGlob::Path, open);
        let lacking: Open = in_path
            .into_iter()
            .filter(|(at, _)| {
                let added = self.entries[*at].select.value.path.last_name();
                !draft.parameters.iter().any(|p| Some(p.field.name.as_str()) == added)
            })
            .collect();
        self.refuse_added(&lacking, "the path has no place for it");
        let in_body = self.enter(name, page, PlaceGlob::Body, open);
        if draft.request_body.is_none() && !self.added(&in_body).is_empty() {
            draft.request_body = Some(RequestBody {
                media_type: MediaType::JSON,
                required: false,
                omitted: false,
                schema: Schema::new(SchemaKind::Object(ObjectSchema::default())),
                styles: Default::default(),
                other_encodings: Vec::new(),
                examples: Vec::new(),
            });
        }
        self.add_answers(draft, name, page, open);
    }

    /// The answers that settings add fields to, where the page shows none with that status or nothing in it.
    fn add_answers(&mut self, draft: &mut Draft<'_>, name: &str, page: Option<&str>, open: &Open) {
        let mut statuses: Vec<Status> = open
            .iter()
            .filter_map(|(at, _)| match self.entries[*at].select.value.place {
                Some(PlaceGlob::Status(code)) => Some(Status::Code(code)),
                Some(PlaceGlob::DefaultStatus) => Some(Status::Default),
                _ => None,
            })
            .collect();
        statuses.extend(draft.responses.iter().map(|response| response.status));
        for status in statuses {
            let open = self.enter(name, page, PlaceGlob::of_status(status), open);
            if self.added(&open).is_empty() {
                continue;
            }
            if !draft.responses.iter().any(|response| response.status == status) {
                let (description, examples) = (String::new(), Vec::new());
                let response = Response { status, description, media_type: None, schema: None, examples };
                draft.responses.push(response);
                draft.responses.sort_by_key(|response| response.status);
            }
            let Some(response) = draft.responses.iter_mut().find(|response| response.status == status) else {
                continue;
            };
            if response.schema.is_none() && matches!(response.media_type, None | Some(MediaType::Json(_))) {
                response.media_type = Some(MediaType::JSON);
                response.schema = Some(Schema::new(SchemaKind::Object(ObjectSchema::default())));
            }
        }
    }
}
