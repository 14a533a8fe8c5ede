//! The ways that selectors of fields take through shapes.

use super::name_glob::NameGlob;
use super::selector::{FieldPath, Step, StepGlob};
use crate::model::{Field, ObjectSchema, Schema, SchemaKind};

/// Something in a shape that a selector can name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// Its shape.
    pub schema: &'a Schema,
    /// The field that it is, unless it is an array's items or a map's values.
    pub field: Option<&'a Field>,
}

/// Calls `visit` with all that is in a shape, and the steps to it. A reference leads nowhere: what it
/// names is selected by its name.
pub(crate) fn walk_shape<'a>(
    schema: &'a Schema,
    steps: &mut Vec<Step<'a>>,
    visit: &mut impl FnMut(&[Step<'a>], Found<'a>),
) {
    let (inner, step) = match &schema.kind {
        SchemaKind::Array { items } => (items, Step::Items),
        SchemaKind::Map { values } => (values, Step::Values),
        SchemaKind::Object(object) => return walk_fields(object, steps, visit),
        SchemaKind::Tagged(of) => {
            return of.variants.iter().for_each(|variant| walk_fields(&variant.object, steps, visit));
        }
        SchemaKind::Union { variants } => {
            return variants.iter().for_each(|variant| walk_shape(variant, steps, visit));
        }
        _ => return,
    };
    steps.push(step);
    visit(steps, Found { schema: inner, field: None });
    walk_shape(inner, steps, visit);
    steps.pop();
}

fn walk_fields<'a>(
    object: &'a ObjectSchema,
    steps: &mut Vec<Step<'a>>,
    visit: &mut impl FnMut(&[Step<'a>], Found<'a>),
) {
    for field in &object.fields {
        steps.push(Step::Name(&field.name));
        visit(steps, Found { schema: &field.schema, field: Some(field) });
        walk_shape(&field.schema, steps, visit);
        steps.pop();
    }
}

impl FieldPath {
    /// The path that is these steps and nothing else.
    pub fn of_steps(steps: &[Step<'_>]) -> Self {
        let exact = |step: &Step<'_>| match step {
            Step::Name(name) => StepGlob::Name(NameGlob::exact(*name)),
            Step::Items => StepGlob::Items,
            Step::Values => StepGlob::Values,
        };
        Self::new(steps.iter().map(exact).collect())
    }

    /// Whether the path leads where another does that holds no globs.
    pub fn leads_along(&self, way: &FieldPath) -> bool {
        let taken = way.steps().iter().map(|step| match step {
            StepGlob::Name(name) => Some(Step::Name(name.as_str())),
            StepGlob::Items => Some(Step::Items),
            StepGlob::Values => Some(Step::Values),
            StepGlob::Deep => None,
        });
        let end =
            taken.into_iter().try_fold(self.start(), |reached, step| Some(self.advance(reached, step?)));
        end.is_some_and(|reached| self.is_end(reached))
    }
}
