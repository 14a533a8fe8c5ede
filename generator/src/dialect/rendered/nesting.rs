//! Fields inside one another.
//!
//! ```ebnf
//! part = field further in , after an object             (* by its bullet, or by its depth in a web page *)
//!      | field between brackets , after an object       (* "Array [", "]" *)
//!      | field , after "Hide" , number , "properties"   (* as many as that *)
//!      | field whose name begins with that of an object and a point ;   (* nested where fields are read *)
//! ```

use super::Reader;
use super::field::{FieldSide, OpenField};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, ParameterLocation, TypeExpr};

/// Further in than any bullet.
const PER_BRACKET: usize = 1000;

impl Reader<'_> {
    /// Opens the field whose head a row is; the next row.
    pub(super) fn open_field(&mut self, at: usize) -> usize {
        let Some(head) = self.rows.heads[at].clone() else { return at + 1 };
        let Some(side) = self.side(&head.name.value) else { return at + 1 };
        let (depth, bullet) = (self.rows.rows[at].depth, self.rows.rows[at].bullet);
        let column = match depth {
            Some(depth) => usize::from(depth),
            None => bullet.unwrap_or(0) + self.brackets * PER_BRACKET,
        };
        // Further in than the field above, it is a part of that. Sites lay out what is no part further in, too.
        let may_hold = |above: &OpenField| {
            depth.is_none() || above.claim.ty.as_ref().is_none_or(|ty| holds_fields(&ty.value))
        };
        if depth.is_none() && self.fields.len() == 1 && self.fields[0].column >= column {
            self.check_unmarked_parts(&head.name.value);
        }
        let counted = self.fields.iter().rposition(|above| above.parts_left > 0);
        let least = counted.map_or(0, |of| of + 1);
        while self.fields.len() > least
            && self.fields.last().is_some_and(|above| above.column >= column || !may_hold(above))
        {
            self.close_last_field();
        }
        // "Hide 2 properties": the next two are.
        if let Some(of) = counted.filter(|of| self.fields.len() == of + 1) {
            self.fields[of].parts_left -= 1;
        }
        self.check_parts(&head.name.value);
        self.open.fields += 1;
        self.on_top = false;
        let mut field = OpenField::new(&head, side, self.asks, column);
        if let (FieldSide::Sent { .. }, Some(location)) = (field.side, field.location) {
            field.side = FieldSide::Sent { location, assumed: false };
        }
        self.fields.push(field);
        head.next
    }

    /// Says so where the parts of an object follow and nothing tells them from the fields behind it.
    fn check_parts(&mut self, name: &str) {
        let Some((object, span)) = self.shown_parts.take() else { return };
        let is_part = name.strip_prefix(object.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']));
        let has_depth = self.rows.rows.first().is_some_and(|row| row.depth.is_some());
        if is_part || has_depth || !self.fields.is_empty() {
            return;
        }
        let message = format!("the page does not say which of these fields are parts of `{object}`");
        self.diagnostics.push(
            Diagnostic::at(&rule::LOSSY_TEXT, span, message)
                .label("they begin here")
                .note("they are taken for fields beside it, unless an example shows where they belong")
                .help("save the page as its `.md` export, or copy it with a tool that keeps the indentation"),
        );
    }

    /// Says so where a page never tells which fields are parts of an object, and shows no example that does.
    fn check_unmarked_parts(&mut self, name: &str) {
        let Some(above) = self.fields.last() else { return };
        let is_open = above.claim.ty.as_ref().is_some_and(|ty| is_plain_object(&ty.value));
        if !is_open || above.parts_left > 0 || !above.claim.children.is_empty() || self.rows.marks_parts {
            return;
        }
        let (object, span) = (above.claim.name.value.clone(), above.claim.span);
        let message = format!("the page does not say whether `{name}` is a part of `{object}`");
        self.diagnostics.push(
            Diagnostic::at(&rule::LOSSY_TEXT, span, message)
                .note("it and the fields below are taken for fields beside it")
                .help("save the page as its `.md` export, or copy it with a tool that keeps the indentation"),
        );
    }

    /// Claims the open field with all that it is a part of.
    pub(super) fn close_field(&mut self) {
        while !self.fields.is_empty() {
            self.close_last_field();
        }
    }

    fn close_last_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        if let FieldSide::Credential = field.side {
            self.open.credentials.push(field);
            return;
        }
        if field.one_way {
            let text = field.claim.description.take();
            let kind = text.map_or(ClaimKind::Chrome, ClaimKind::Remark);
            return self.claim(kind, field.claim.span);
        }
        field.claim.read_text();
        let span = field.claim.span;
        match (self.fields.last_mut(), field.side) {
            (Some(parent), _) => {
                parent.claim.span = parent.claim.span.to(span);
                parent.claim.children.push(field.claim);
            }
            (None, FieldSide::Sent { location, assumed }) => {
                field.claim.place_assumed = assumed && location != ParameterLocation::Path;
                self.claim(ClaimKind::Parameter { location, field: field.claim }, span);
            }
            (None, FieldSide::Answered { status, failure }) => {
                self.claim(ClaimKind::ResponseField { status, failure, field: field.claim }, span);
            }
            (None, FieldSide::Credential) => {}
        }
    }
}

/// Whether fields may be parts of what has a type.
pub(super) fn holds_fields(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object | TypeExpr::Any => true,
        TypeExpr::Array(item) => item.as_ref().is_none_or(|item| holds_fields(item)),
        TypeExpr::Union(variants) => variants.iter().any(holds_fields),
        _ => false,
    }
}

/// An object, or a list of them, of which only the fields below may say what it holds.
fn is_plain_object(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object => true,
        TypeExpr::Array(item) => item.as_ref().is_some_and(|item| is_plain_object(item)),
        _ => false,
    }
}
