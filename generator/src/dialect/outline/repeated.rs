//! Statements that are said again: in other words, with values in the places of placeholders, or for something else that
//! one URL does.

use super::section::SectionForm;
use super::shown::{is_fixed, is_placeholder, split};
use super::statements::{Statement, StatementForm};
use super::{ItemKind, Outline};
use crate::dialect::claims::EndpointClaim;
use crate::dialect::mintlify::{declares_fields, shows_json};
use crate::document::BlockKind;
use crate::model::Method;
use foldhash::{HashMap, HashMapExt as _, HashSet};

/// A statement that is said again: the index of its block, and that of the block that says it first.
pub(super) type Repeated = (usize, usize);

/// The statements that are not said again, and those that are.
pub(super) fn first_of_each(outline: &Outline<'_>, all: Vec<Statement>) -> (Vec<Statement>, Vec<Repeated>) {
    let (mut first, mut known): (Vec<Statement>, Known) = (Vec::new(), Known::default());
    let mut repeated = Vec::new();
    let owned = Owned::of(outline);
    let mut first_items: HashMap<(Method, String), usize> = HashMap::new();
    let mut templates = Templates::default();
    for statement in all {
        let key = (statement.endpoint.method.value, split_query(&statement).0.to_owned());
        let shown =
            || (!known.has(&statement, None)).then(|| templates.find_shown(outline, &statement)).flatten();
        if let Some(template) = templates.find(&statement).or_else(shown) {
            repeated.push((statement.item, template));
        } else if !known.has(&statement, None)
            || (!known.has(&statement, Some(statement.item)) && owned.is_of_its_own(&first, &statement))
        {
            known.add(&statement);
            first_items.entry(key).or_insert(statement.item);
            templates.add(&statement);
            first.push(statement);
        } else {
            repeated.extend(first_items.get(&key).map(|item| (statement.item, *item)));
        }
    }
    (first, repeated)
}

/// The paths with placeholders that were stated so far.
#[derive(Default)]
struct Templates {
    /// The blocks that state them first, by the segments with nothing in the places of placeholders.
    by_shape: HashMap<(Method, Vec<String>), usize>,
    /// The last of them for each verb.
    last: HashMap<Method, (Vec<String>, usize)>,
}

/// Values of one path that may stand in the places of placeholders, some of them or all.
const MAX_VALUES: usize = 4;

impl Templates {
    fn add(&mut self, statement: &Statement) {
        let EndpointClaim { method, url, .. } = &statement.endpoint;
        if url.value.contains(['{', ':', '<', '$']) {
            let shape = shape_of(&split(&url.value).1, |_, segment| is_placeholder(segment));
            self.last.insert(method.value, (shape.clone(), statement.item));
            self.by_shape.entry((method.value, shape)).or_insert(statement.item);
        }
    }

    /// The block of the template above that a message shows with any values: "Example:", `GET /lamps/attic`.
    fn find_shown(&self, outline: &Outline<'_>, statement: &Statement) -> Option<usize> {
        let EndpointClaim { method, url, .. } = &statement.endpoint;
        let (shape, item) = self.last.get(&method.value)?;
        let above = outline.items[..statement.item].last()?;
        let says = match &above.block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                let lower = text.plain.to_lowercase();
                lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "example" | "examples"))
            }
            _ => false,
        };
        if statement.form != StatementForm::Message || !says {
            return None;
        }
        let segments = split(&url.value).1;
        let fits = |(own, shown): (&String, &String)| own.is_empty() || own == shown;
        (shape.len() == segments.len() && shape.iter().zip(&segments).all(fits)).then_some(*item)
    }

    /// The block of the template in whose placeholders a statement shows values: `DELETE /lamps/17` behind
    /// `DELETE /lamps/{id}`. A word there may be a path of its own: `/lamps/all`.
    fn find(&self, statement: &Statement) -> Option<usize> {
        let EndpointClaim { method, url, .. } = &statement.endpoint;
        let is_value = |segment: &str| !is_placeholder(segment) && !is_fixed(segment);
        if self.by_shape.is_empty() || !url.value.split('/').any(is_value) {
            return None;
        }
        let segments = split(&url.value).1;
        let values: Vec<usize> = (0..segments.len()).filter(|at| is_value(&segments[*at])).collect();
        let subsets = 1..1_usize << values.len().min(MAX_VALUES);
        let found = subsets.filter_map(|subset| {
            let is_held = |at: usize| values.iter().position(|value| *value == at);
            let held = |at, segment: &str| {
                is_placeholder(segment) || is_held(at).is_some_and(|nth| subset & (1 << nth) != 0)
            };
            self.by_shape.get(&(method.value, shape_of(&segments, held))).copied()
        });
        found.min()
    }
}

/// Segments of a path, empty where a placeholder is or could be.
fn shape_of(segments: &[String], is_open: impl Fn(usize, &str) -> bool) -> Vec<String> {
    let shown = |(at, segment): (usize, &String)| {
        if is_open(at, segment) { String::new() } else { segment.clone() }
    };
    segments.iter().enumerate().map(shown).collect()
}

/// Endpoints that were stated so far.
#[derive(Default)]
struct Known {
    /// The queries of those of a verb and a path, and whether one is of an HTTP message; those of all blocks, and those
    /// of one.
    by_path: HashMap<PathKey, (HashSet<String>, bool)>,
}

/// Verb, path, and the block where only one counts.
type PathKey = (Method, String, Option<usize>);

impl Known {
    /// Whether an endpoint was stated before: anywhere, or in one block.
    fn has(&self, statement: &Statement, item: Option<usize>) -> bool {
        let (path, query) = split_query(statement);
        let key = (statement.endpoint.method.value, path.to_owned(), item);
        let message = statement.form == StatementForm::Message;
        let found = self.by_path.get(&key);
        found.is_some_and(|(queries, messages)| *messages || message || queries.contains(query))
    }

    fn add(&mut self, statement: &Statement) {
        let (path, query) = split_query(statement);
        for item in [None, Some(statement.item)] {
            let key = (statement.endpoint.method.value, path.to_owned(), item);
            let (queries, messages) = self.by_path.entry(key).or_default();
            queries.insert(query.to_owned());
            *messages |= statement.form == StatementForm::Message;
        }
    }
}

fn split_query(statement: &Statement) -> (&str, &str) {
    let url = statement.endpoint.url.value.as_str();
    url.split_once('?').unwrap_or((url, ""))
}

/// Where titles, headings and what is an operation's own stand among the blocks.
pub(super) struct Owned {
    titles: Vec<usize>,
    sections: Vec<usize>,
    own: Vec<usize>,
}

impl Owned {
    pub(super) fn of(outline: &Outline<'_>) -> Self {
        let mut found = Self { titles: Vec::new(), sections: Vec::new(), own: Vec::new() };
        for (at, item) in outline.items.iter().enumerate() {
            let section = outline.section(item.section);
            if matches!(item.kind, ItemKind::Opens) && section.form == SectionForm::Lead {
                // What it speaks of is of the section around.
            } else if matches!(item.kind, ItemKind::Opens) {
                found.sections.push(at);
                found.titles.extend(section.announced.is_none().then_some(at));
            } else if declares_fields(item, section) || shows_json(&item.block) {
                found.own.push(at);
            }
        }
        found
    }

    /// Whether what is stated again stands under another title, with fields or a response of its own: one URL that
    /// does several things. `first`: what was stated so far, in order.
    pub(super) fn is_of_its_own(&self, first: &[Statement], again: &Statement) -> bool {
        let before = first.partition_point(|known| known.item < again.item);
        let Some(last) = before.checked_sub(1).map(|at| first[at].item) else { return false };
        let above = self.titles.partition_point(|at| *at < again.item).checked_sub(1);
        let Some(title) = above.map(|at| self.titles[at]).filter(|at| *at >= last) else { return false };
        let next = |all: &[usize], from: usize| all.get(all.partition_point(|at| *at < from)).copied();
        let has_own = |from: usize, to: Option<usize>| {
            next(&self.own, from).is_some_and(|at| to.is_none_or(|to| at < to))
        };
        // A tag is the operation's wherever its parts stand; a text may be one in passing.
        let end = match again.form {
            StatementForm::Tag => next(&self.titles, again.item + 1),
            _ => next(&self.sections, again.item + 1),
        };
        !has_own(title, Some(again.item)) && has_own(again.item + 1, end)
    }
}
