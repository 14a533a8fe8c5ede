//! Types that settings give.

use super::{FieldNode, Shown, Weigher};
use crate::analysis::draft::PendingRecord;
use crate::analysis::enums::Enums;
use crate::model::Schema;
use crate::source::Span;
use crate::type_expr::TypeExpr;

/// The shape of a type that a setting gives, read as a page's would be, and the records that it names.
pub(in crate::analysis) fn shape_of_type(ty: &TypeExpr, at: Span) -> (Schema, Vec<PendingRecord>) {
    let (mut diagnostics, mut pending) = (Vec::new(), Vec::new());
    let enums = Enums::default();
    let mut weigher = Weigher { textual: true, ..Weigher::new(&enums, &mut diagnostics, &mut pending) };
    let schema = weigher.weigh_declared(ty, at, &FieldNode::new("", None, at), &Shown::default());
    (schema, pending)
}
