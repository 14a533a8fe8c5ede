//! Where a page states verb and path.
//!
//! ```text
//! statement = heading | line | items | pair | message | table | tag ;
//! heading   = [ text, ( ":" | "-" ) ], endpoint, [ ( ":" | "-" ), text ] ;   (* "### GET /bells/{id}" *)
//! line      = [ label, ":" ], endpoint, [ ".", … ] ;                         (* "**Endpoint:** `POST` `/bells`" *)
//! items     = { "-", line } ;                                    (* of a section that states no other *)
//!           | "`", endpoint, "`", text ;                    (* right below a title: "`PUT /bells` changes a bell." *)
//! pair      = ( label, ":", verb, label, ":", url ) in either order ;        (* "**URL** : `/x`", "**Method** : `GET`" *)
//!           | label, ":", url, { "## ", verb } ;                                (* "Endpoint: `/x`" above "## GET" *)
//! message   = "```http", verb, path, { header } ;                            (* see `request_example` *)
//!           | "```", verb, path, { newline, verb, path } ;    (* operations that all else is said of at once *)
//!           | "```http ", verb, " ", path | "```x title=", verb, newline, path ;
//!           | "```", { endpoint, newline | comment } ;                          (* "# of a group", "[GET] /bells" *)
//! table     = a column of verbs and one of paths | a column of endpoints | { label, ( verb | url ) } ;
//! tag       = a tag with verb and path in its attributes, or as its content ;
//! endpoint  = verbs, [ ":" | "-" ], url ;   (* in capitals, see `text`; "/…" or "https://…" *)
//! ```

mod blocks;
mod tables;
mod text;

pub(super) use blocks::{
    begins_with_endpoint, in_items, in_message, in_pairs, in_tag, in_titled_fence, is_pair, pair,
};
pub(super) use tables::in_table;
pub(in crate::dialect) use text::{APART, says_beside};
pub(super) use text::{in_heading, in_line, in_sentence, labelled_path, verb_alone};

use super::section::SectionId;
use crate::dialect::claims::EndpointClaim;
use crate::document::Component;

/// What a block states: one endpoint, or several that all else is said of.
pub(super) type Found = EndpointClaim;

/// Verb and path, where a page states them.
#[derive(Clone, Debug)]
pub(in crate::dialect) struct Statement {
    /// The index of its block among the items.
    pub item: usize,
    pub section: SectionId,
    pub form: StatementForm,
    pub endpoint: EndpointClaim,
}

/// How verb and path are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect) enum StatementForm {
    Heading,
    Line,
    /// A sentence that begins with them: it counts where its section describes an operation.
    Sentence,
    /// An HTTP message, whose query shows values.
    Message,
    /// The row of a table: one of several may be in an overview, and its operation in a section of its own.
    Row,
    Tag,
    /// An OpenAPI document, whose reader claims it.
    Part,
}

/// Whether a tag states an endpoint.
pub(in crate::dialect) fn states(component: &Component) -> bool {
    in_tag(component).is_some()
}

/// Whether a URL is another with a host or a prefix of the whole API in front; `/rooms/{id}/lamps` is another than
/// `/lamps`.
pub(in crate::dialect) fn is_below(url: &str, other: &str) -> bool {
    let Some(front) = url.strip_suffix(other) else { return false };
    let of_all = |segment: &str| {
        let version =
            segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        segment.is_empty() || version || ["api", "rest"].contains(&segment)
    };
    let with_host = front.split_once("://").is_some_and(|(_, rest)| !rest.contains("/{"));
    front.is_empty() || with_host || front.split('/').all(of_all)
}
