//! Values that a page describes in sections of their own, beside its operations: "###### Lamp types".
//!
//! ```text
//! table = a column "Value" | "ID" | "Integer" | …, or "Type" of numbers, and one of names
//!       | "Name" of words, "Description" ;
//! bits  = number, "<<", number ;            (* the field is a number, and no enum *)
//! ```

use super::Reader;
use super::linked_sections::anchor_of;
use crate::dialect::claims::{ClaimKind, DescribedValuesClaim, EnumValueClaim, ValueForm};
use crate::document::Text;
use crate::source::{Span, Spanned};

const VALUES: &[&str] = &["value", "id", "integer", "number", "code"];

impl Reader<'_> {
    /// Claims the values that a table in the section of no operation lists; false where it lists none.
    pub(super) fn describe_values(&mut self, header: &[Text], rows: &[Vec<Text>], span: Span) -> bool {
        let guide = self.outline.statements.is_empty().then(|| self.item().section);
        let Some(id) = self.record_section().or(guide) else { return false };
        let Some((values, numbers)) = value_rows(header, rows) else { return false };
        // Values below a title of their own are not those of the object around.
        let id = self.outline.innermost_heading(self.item(), id);
        // A link to a title around means the record that is described there, and none of its values.
        let own = self.outline.section(id).title.as_ref().map(|title| anchor_of(&title.value));
        let mut anchors = self.anchors(id);
        anchors.retain(|anchor| own.as_ref().is_some_and(|own| anchor.ends_with(own)));
        self.claim(ClaimKind::DescribedValues(DescribedValuesClaim { anchors, values, numbers }), span);
        true
    }
}

/// The values of a table, and whether they are numbers. Bits of a number are no values of it.
fn value_rows(header: &[Text], rows: &[Vec<Text>]) -> Option<(Vec<EnumValueClaim>, bool)> {
    let title = |cell: &Text| cell.plain.trim().to_lowercase();
    let is_number = |cell: &Text| plain_value(&cell.plain).parse::<i64>().is_ok();
    let of_numbers = |at: &usize| rows.iter().all(|row| row.get(*at).is_some_and(is_number));
    // "Type" is a column of values where each is a number.
    let value = header
        .iter()
        .position(|cell| VALUES.contains(&title(cell).as_str()))
        .or_else(|| header.iter().position(|cell| title(cell) == "type").filter(of_numbers))
        .or_else(|| {
            matches!(header, [name, of] if title(name) == "name" && title(of) == "description").then_some(0)
        })?;
    let name = (0..header.len()).find(|at| *at != value)?;
    let cells: Vec<&Text> = rows.iter().filter_map(|row| row.get(value)).collect();
    let all = |test: fn(&str) -> bool| cells.iter().all(|cell| test(plain_value(&cell.plain)));
    let numbers = all(|text| text.parse::<i64>().is_ok());
    let is_word = |text: &str| !text.is_empty() && text.len() <= 60 && !text.contains(char::is_whitespace);
    // One value is one of a list where its column says so.
    let least = if title(&header[value]) == "value" { 1 } else { 2 };
    if cells.len() < least || cells.len() != rows.len() {
        return None;
    }
    if all(|text| text.contains("<<")) {
        return Some((Vec::new(), true));
    }
    if !numbers && !all(is_word) {
        return None;
    }
    let description =
        header.iter().position(|cell| title(cell) == "description").filter(|at| *at != name || !numbers);
    let text = |row: &Vec<Text>, at: Option<usize>| {
        at.and_then(|at| row.get(at)).map(|cell| cell.plain.trim().to_owned())
    };
    let values = rows.iter().map(|row| EnumValueClaim {
        form: ValueForm::Word,
        value: Spanned::new(plain_value(&row[value].plain).to_owned(), row[value].span),
        name: text(row, Some(name))
            .map(|name| name.trim_matches(['*', '\\', ' ']).to_owned())
            .filter(|_| numbers),
        description: text(row, description).unwrap_or_default(),
    });
    Some((values.collect(), numbers))
}

fn plain_value(cell: &str) -> &str {
    cell.trim().trim_matches(['"', '`', '*', '\\', ' '])
}
