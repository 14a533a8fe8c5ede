//! What a block is shaped like, before anything is read from it: the outline asks which operations are described.

use super::definitions::defined_fields;
use super::fields::is_field_tag;
use super::lists::list_fields;
use super::tables::{TableReading, classify_table};
use crate::dialect::outline::{Item, ItemKind, Section};
use crate::document::{Block, BlockKind};

/// Whether a block declares fields of an operation.
pub(in crate::dialect) fn declares_fields(item: &Item<'_>, section: &Section) -> bool {
    match &item.block.kind {
        BlockKind::Component(component) => is_field_tag(component),
        BlockKind::Table { header, rows } => {
            matches!(classify_table(header, rows, section, true, false), TableReading::Fields)
        }
        BlockKind::List { items, .. } => {
            (!item.in_list || section.in_list) && !list_fields(items, section).is_empty()
        }
        BlockKind::Definitions(definitions) => !defined_fields(definitions, section).is_empty(),
        _ => matches!(item.kind, ItemKind::Field),
    }
}

/// Whether a block is code that holds an object or a list.
pub(in crate::dialect) fn shows_json(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Fence(fence) => {
            let named = fence.language.starts_with("json");
            (named || fence.language.is_empty()) && fence.code.trim_start().starts_with(['{', '['])
        }
        _ => false,
    }
}
