//! Why pages and description differ.
//!
//! Most of it shows mechanically: a name that stands nowhere on the operation's pages is not said by
//! them. What takes a reader is in `judgements.txt`.

use crate::miss::{Miss, What};
use crate::pages::{Pages, names};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Whose difference it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The pages do not say it.
    NotSaid,
    /// The pages say one thing, the description another.
    Differ,
    /// The pages say it, and docbind did not read it.
    Misread,
}

impl Class {
    /// In the words of the table.
    pub fn words(self) -> &'static str {
        match self {
            Class::NotSaid => "the page does not say it",
            Class::Differ => "the documents differ",
            Class::Misread => "misread",
        }
    }
}

/// A difference with its class.
pub struct Classed {
    /// The difference.
    pub miss: Miss,
    /// Its class.
    pub class: Class,
}

/// What a reader found: `description | start of the line | class | why`.
pub struct Judgements {
    lines: Vec<(String, String, Class)>,
    used: RefCell<BTreeSet<usize>>,
}

impl Judgements {
    /// Reads the file.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|line| {
            let mut parts = line.split(" | ");
            let mut part = || parts.next().unwrap_or_default().trim().to_owned();
            let (description, start, class, why) = (part(), part(), part(), part());
            assert!(!why.is_empty(), "a judgement without a reason: {line}");
            let class = match class.as_str() {
                "not said" => Class::NotSaid,
                "differ" => Class::Differ,
                other => panic!("`{other}` is no class"),
            };
            (description, start, class)
        });
        Self { lines: lines.collect(), used: RefCell::default() }
    }

    /// What was found of a difference. `*` stands for any operation.
    pub fn find(&self, description: &str, miss: &Miss) -> Option<Class> {
        let behind = miss.line.split_once(": ").map_or("", |(_, rest)| rest);
        let fits = |(of, start, _): &(String, String, Class)| {
            let any = start.strip_prefix("*: ").is_some_and(|start| behind.starts_with(start));
            of == description && (any || miss.line.starts_with(start))
        };
        let index = self.lines.iter().position(fits)?;
        self.used.borrow_mut().insert(index);
        Some(self.lines[index].2)
    }

    /// Those that no difference needs any more.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let left = self.lines.iter().enumerate().filter(|(index, _)| !used.contains(index));
        left.map(|(_, (of, start, _))| format!("not needed any more: {of} | {start}")).collect()
    }
}

/// The class of a difference; what neither shows nor was judged counts as misread.
pub fn class_of(description: &str, miss: &Miss, pages: &Pages, judgements: &Judgements) -> Class {
    if let Some(judged) = judgements.find(description, miss) {
        return judged;
    }
    let texts = pages.of(&miss.operation);
    let is_named = |name: &str| texts.iter().any(|text| names(text, name));
    match &miss.what {
        What::OperationMissing if texts.is_empty() => Class::NotSaid,
        What::OperationExtra if !texts.is_empty() => Class::Differ,
        What::Missing(_, name) if !texts.is_empty() && !is_named(name) => Class::NotSaid,
        What::Extra(_, name) if is_named(name) => Class::Differ,
        _ => Class::Misread,
    }
}
