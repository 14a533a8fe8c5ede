//! `[[fields]]`: settings of parameters, fields, bodies and answers, and of the records that have names.
//!
//! Runs when all shapes are settled, before pages on one operation become one. All entries are walked at
//! once, what is inside before what holds it, so that the names of the pages are what selects. A
//! reference leads on into the record that it names, which is walked last: it is the same wherever it is used.

mod add;
mod apply;
mod retype;
mod settings;
mod settled;
mod unused;
mod walk;

use super::{Misfits, Record};
use crate::analysis::draft::Draft;
use crate::analysis::{Context, Schemas};
use crate::config::selector::PlaceGlob;
use crate::diagnostic::Diagnostic;
use crate::model::{Schema, SchemaKind};
use apply::Subject;
use settled::drop_settled;
use unused::report_unused;
use walk::{Open, Walk};

/// Gives parameters, fields, bodies, answers and records what the settings say of them.
pub(in crate::analysis) fn override_fields(
    context: &Context<'_>,
    drafts: &mut [Draft<'_>],
    schemas: &mut Schemas,
    found: (&mut Misfits, &mut Record),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let entries = context.config.fields.as_slice();
    if entries.is_empty() {
        return;
    }
    let is_enum = |kind: &SchemaKind| matches!(kind, SchemaKind::Enum(_));
    let names = schemas.iter().map(|(name, of)| (name.clone(), is_enum(&of.schema.kind))).collect();
    let mut walk = Walk::new(entries, names, found);
    for draft in drafts.iter_mut() {
        override_draft(&mut walk, draft);
        let settled = walk.take_settled();
        drop_settled(draft, &settled, diagnostics);
    }
    walk.reach_records(schemas);
    override_schemas(&mut walk, schemas);
    let settled = walk.take_settled();
    drafts.iter_mut().for_each(|draft| drop_settled(draft, &settled, diagnostics));
    let unused: Vec<_> = entries.iter().zip(walk.used).filter(|(_, used)| !used).collect();
    diagnostics.extend(unused.into_iter().map(|(entry, _)| report_unused(entry, drafts, schemas)));
}

fn override_draft(walk: &mut Walk<'_, '_>, draft: &mut Draft<'_>) {
    let name = format!("{}/{}", draft.group, draft.key());
    let page = Some(draft.file.relative.as_str()).filter(|_| !draft.settings.skip);
    let open = walk.open_operation(&draft.operation_key());
    if open.is_empty() {
        return;
    }
    walk.add_to_draft(draft, &name, page, &open);
    draft.parameters.retain_mut(|parameter| {
        let location = parameter.location;
        let open = walk.enter(&name, page, PlaceGlob::of_location(location), &open);
        walk.walk_field(&mut parameter.field, Subject::Parameter(location), &open)
    });
    if let Some(body) = &mut draft.request_body {
        let open = walk.enter(&name, page, PlaceGlob::Body, &open);
        let asked = asked(&body.schema);
        match walk.walk_whole(&mut body.schema, Subject::Body { required: body.required }, &open) {
            Some(whole) => body.required = whole.required || asks_for_more(&body.schema, asked),
            None => draft.request_body = None,
        }
    }
    draft.responses.retain_mut(|response| {
        let Some(schema) = &mut response.schema else { return true };
        let open = walk.enter(&name, page, PlaceGlob::of_status(response.status), &open);
        let whole = walk.walk_whole(schema, Subject::Answer, &open);
        if let Some(text) = whole.as_ref().and_then(|whole| whole.description.as_ref()) {
            response.description.clone_from(text);
        }
        whole.is_some()
    });
}

fn override_schemas(walk: &mut Walk<'_, '_>, schemas: &mut Schemas) {
    for (name, named) in schemas {
        let page = named.place.as_ref().map(|place| place.page.as_str());
        let open = walk.enter_schema(name, page);
        let whole = walk.walk_whole(&mut named.schema, Subject::Named, &open);
        if let Some(text) = whole.and_then(|whole| whole.description) {
            named.description = text;
        }
    }
}

/// How many fields of a body are required.
fn asked(schema: &Schema) -> usize {
    match &schema.kind {
        SchemaKind::Object(object) => object.fields.iter().filter(|field| field.required).count(),
        _ => 0,
    }
}

/// Whether settings require of a body what the page does not: it must be sent, then.
fn asks_for_more(schema: &Schema, before: usize) -> bool {
    asked(schema) > before
}
