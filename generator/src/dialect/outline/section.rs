//! One section of a page.

use crate::dialect::claims::TabClaim;
use crate::dialect::section::SectionKind;
use crate::model::Status;
use crate::source::{Span, Spanned};

/// The number of a section in its outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::dialect) struct SectionId(u32);

impl SectionId {
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What begins a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::dialect) enum SectionForm {
    /// The page does.
    #[default]
    Page,
    /// `## Title`, or a tag that stands for it.
    Heading,
    /// A bold line in the place of a heading.
    Bold,
    /// "Parameters:", right above what it speaks of.
    Lead,
    /// A frame with a title: a tab, an accordion.
    Frame,
    /// `<RequestExample>`, `<ResponseExample>`.
    Panel,
    /// Verb and path, behind other matter.
    Statement,
}

/// The heading that the responses stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Responses {
    pub level: u8,
    pub status: Option<Status>,
}

/// A section of a page, and what it says of the fields and examples in it.
#[derive(Clone, Debug, Default)]
pub(in crate::dialect) struct Section {
    pub form: SectionForm,
    /// The section that it is part of.
    pub parent: SectionId,
    /// Depth, from 1; 7 for a bold line, 8 for a lead line. A frame has that of the section around.
    pub level: u8,
    pub title: Option<Spanned<String>>,
    /// What links to it point to, where its heading has a name of its own.
    pub anchor: Option<String>,
    /// What its own title announces; `None` where that only divides the section around.
    pub announced: Option<SectionKind>,
    /// What stands in it.
    pub role: SectionKind,
    /// The depth of the heading that gave the role.
    pub(super) role_level: u8,
    /// Whether the last heading stands as high as that and is about something of its own.
    pub strays: bool,
    pub(super) responses: Option<Responses>,
    /// The last heading that only divides a section: the label of an example.
    pub label: String,
    /// Whether that heading is the title of an operation, and says of no example what it is one of.
    pub is_title: bool,
    /// The last heading below that of the role, or the frame around.
    pub divider: Option<Spanned<String>>,
    /// What the heading or the frame around says of fields: that they are required, or optional. With its level.
    pub asks: Option<(u8, bool)>,
    /// Where the tabs begin that it is in.
    pub(super) tabs: Option<Span>,
    /// The tab around, where it is one of several.
    pub tab: Option<TabClaim>,
    /// Inside `<RequestExample>` or `<ResponseExample>`: whether it is a request.
    pub panel: Option<bool>,
    /// Whether it begins in an item of a list.
    pub in_list: bool,
    /// Whether a sentence opens it, which says more than what stands in it.
    pub is_sentence: bool,
    /// Whether its heading announces nothing that documentation of endpoints shares.
    pub is_aside: bool,
    /// Whether verb and path are stated in it, or in the heading around it.
    pub states: bool,
    /// The last heading above, or itself.
    pub heading: SectionId,
}

impl Section {
    /// Whether its fields are headers of a response, which no body has.
    pub(in crate::dialect) fn lists_response_headers(&self) -> bool {
        let title = self.title.as_ref().map_or(String::new(), |title| title.value.to_lowercase());
        self.announced == Some(SectionKind::Remarks) && title.contains("header") && !title.contains("request")
    }

    /// Whether what a list in it names are fields: the title right above announces what it is, or a sentence does that
    /// speaks of fields.
    pub(in crate::dialect) fn says_fields(&self) -> bool {
        const FIELDS: [&str; 8] =
            ["field", "fields", "property", "properties", "attribute", "attributes", "keys", "members"];
        let title = self.title.as_ref().map_or("", |title| title.value.as_str());
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        match self.is_sentence {
            true => words.any(|word| FIELDS.contains(&word.to_lowercase().as_str())),
            false => self.announced.is_some() && self.divider.is_none(),
        }
    }
}
