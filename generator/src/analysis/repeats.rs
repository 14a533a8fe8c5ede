//! Fields that a page declares more than once. Each time is one of these:
//!
//! - a slip: the same list has the name twice;
//! - a restatement: a table repeats what tags declare, or the other way round. Where the two agree there is
//!   nothing to say to the page's author; where they differ, that is said;
//! - another kind: the heading or tab around is another one, and so is the object that it describes.

use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};

/// Says that a field was declared before. `nested`: what it is part of was too, and that was said.
pub(super) fn report_repeated(first: &FieldClaim, again: &FieldClaim, nested: bool) -> Diagnostic {
    let name = &again.name.value;
    let restated = first.form != again.form;
    let differences = if restated { differences(first, again) } else { Vec::new() };
    let (rule, message) = match () {
        () if !differences.is_empty() => {
            (&rule::DUPLICATE_FIELD, format!("`{name}` is declared again, and differs"))
        }
        () if nested || restated => (&rule::REPEATED_FIELD, format!("`{name}` is declared again")),
        () if is_under_same(first, again) => (&rule::DUPLICATE_FIELD, format!("`{name}` is declared twice")),
        () => (&rule::REPEATED_FIELD, format!("`{name}` is declared for something else as well")),
    };
    let mut diagnostic = Diagnostic::at(rule, again.name.span, message);
    if let Some(heading) = again.under.as_ref().filter(|_| !is_under_same(first, again)) {
        diagnostic = diagnostic.label(format!("under \u{201c}{}\u{201d}", heading.value.trim()));
    }
    diagnostic = diagnostic.related(first.name.span, "first declared here");
    for difference in differences {
        diagnostic = diagnostic.fact(difference);
    }
    diagnostic.note("the first declaration was taken")
}

fn is_under_same(first: &FieldClaim, again: &FieldClaim) -> bool {
    match (&first.under, &again.under) {
        (None, None) => true,
        (Some(one), Some(other)) => one.span == other.span,
        _ => false,
    }
}

/// What two declarations of one field say differently.
fn differences(first: &FieldClaim, again: &FieldClaim) -> Vec<String> {
    let mut found = Vec::new();
    let kind = |claim: &FieldClaim| claim.ty.as_ref().and_then(|ty| kind_of(&ty.value));
    if let (Some(one), Some(other)) = (kind(first), kind(again))
        && one != other
    {
        found.push(format!("there {one}, here {other}"));
    }
    if let (Some(one), Some(other)) = (first.required, again.required)
        && one != other
    {
        let word = |required| if required { "required" } else { "optional" };
        found.push(format!("there {}, here {}", word(one), word(other)));
    }
    let default = |claim: &FieldClaim| {
        claim.default.as_ref().map(|d| d.value.trim_matches(['"', '\'', '`', ' ']).to_owned())
    };
    if let (Some(one), Some(other)) = (default(first), default(again))
        && !one.eq_ignore_ascii_case(&other)
    {
        found.push(format!("there the default is `{one}`, here `{other}`"));
    }
    found
}

/// The kind of value, as far as two kinds exclude each other.
fn kind_of(ty: &TypeExpr) -> Option<&'static str> {
    Some(match ty {
        TypeExpr::Boolean => "a boolean",
        TypeExpr::Integer
        | TypeExpr::Unsigned64
        | TypeExpr::Number
        | TypeExpr::LiteralInteger(_)
        | TypeExpr::LiteralNumber(_) => "a number",
        TypeExpr::String | TypeExpr::Formatted(_) | TypeExpr::Enum(_) | TypeExpr::Literal(_) => "a string",
        TypeExpr::Object | TypeExpr::Map(_) | TypeExpr::Inline(_) => "an object",
        TypeExpr::Array(_) => "an array",
        TypeExpr::Union(variants) => {
            let mut told = variants.iter().filter(|v| !matches!(v, TypeExpr::Null | TypeExpr::Undefined));
            let kind = told.next().and_then(kind_of)?;
            return told.all(|v| kind_of(v) == Some(kind)).then_some(kind);
        }
        _ => return None,
    })
}
