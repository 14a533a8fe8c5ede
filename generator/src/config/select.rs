//! `select` of an entry: a selector, in one of the forms that its table takes.

use super::selector::{PlaceGlob, Selector};
use super::table::{Problems, Table};
use super::values::text;
use crate::source::{Span, Spanned};

/// What the entries of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[[operations]]`
    Operations,
    /// `[[fields]]`
    Fields,
    /// `[[types]]`
    Types,
}

/// Reads `select`; what is missing or in another form is reported.
pub(super) fn read_select(
    problems: &mut Problems,
    table: &Table<'_>,
    form: Form,
) -> Option<Spanned<Selector>> {
    if table.value("select").is_none() {
        let help = "`select = \"…\"` says what the entry is about".to_owned();
        problems.report(table.span, "the entry has no `select`".to_owned(), "nothing is selected", help);
        return None;
    }
    let written = text(problems, table, "select")?;
    let selector: Selector = match written.value.parse() {
        Ok(selector) => selector,
        Err(error) => {
            let at = problems.place_in(&written, error.at);
            problems.report(at, format!("not a selector: {}", error.message), "", error.help.to_owned());
            return None;
        }
    };
    match misfit(&selector, form) {
        None => Some(Spanned::new(selector, written.span)),
        Some((message, help)) => {
            problems.report(written.span, message.to_owned(), "", help.to_owned());
            None
        }
    }
}

/// What keeps a selector from being of a form.
fn misfit(selector: &Selector, form: Form) -> Option<(&'static str, &'static str)> {
    let whole = selector.place.is_none() && selector.path.steps().is_empty();
    match form {
        Form::Operations if !whole => Some((
            "this selects fields, and `[[operations]]` is about whole operations",
            "leave out what follows the operation's name, or put the entry under `[[fields]]`; a page of the root folder is \
             `./page.mdx`",
        )),
        Form::Fields
            if selector.place.is_none() && (selector.group.is_some() || selector.address.is_some()) =>
        {
            Some((
                "this selects operations, and `[[fields]]` is about their fields",
                "name the part and the field, as in `tickets/get-*:body.price`, or put the entry under `[[operations]]`",
            ))
        }
        Form::Fields if selector.path.steps().is_empty() && selector.place.is_some_and(is_parameters) => {
            Some((
                "this selects all parameters of a part at once",
                "name one, as in `:query.page`, or all with `:query.*`",
            ))
        }
        Form::Types if !whole => Some((
            "this selects fields, and `[[types]]` is about whole types",
            "write the type's Rust name alone, or put the entry under `[[fields]]`",
        )),
        Form::Types if selector.group.is_some() || selector.address.is_some() => {
            Some(("types are in no group", "write the type's Rust name alone"))
        }
        _ => None,
    }
}

/// Whether a part of an operation holds parameters, and is nothing by itself.
fn is_parameters(place: PlaceGlob) -> bool {
    matches!(place, PlaceGlob::Path | PlaceGlob::Query | PlaceGlob::Header | PlaceGlob::Cookie)
}

impl Problems<'_> {
    /// The place of a byte of a string; the whole string where it is written with escapes.
    fn place_in(&self, written: &Spanned<String>, at: usize) -> Span {
        let text = written.value.as_str();
        let raw = self.slice(written.span);
        let Some(open) = raw.find(text).filter(|_| !text.is_empty()) else { return written.span };
        let start = written.span.start as usize + open + at;
        let length = text[at..].chars().next().map_or(1, char::len_utf8);
        Span::new(written.span.source, start, start + length)
    }
}
