//! Stage **reproduction**: every documented request can be made, and every documented response be read.
//!
//! ```text
//! Api (closed) ─┐
//! what pages show ─┼─ reproduction ─▶ diagnostics, and a table of what is not reproduced, by reason
//! what was said ─┘
//! ```
//!
//! A request example (a command, an HTTP message, a snippet that a machine wrote) is reproduced where parameters of the
//! method have values with which the client sends it: verb, scheme and host, base path, path, query, headers,
//! credentials, media type, and the names, types and encoding of the body. A response example is reproduced where the
//! type of the operation's response reads it as the runtime does, records of other pages included.
//!
//! All that is decided here is on the closed model: nothing is compiled. What is not reproduced is a diagnostic with
//! both places, unless another rule said it at the same place; either way it is counted. Of each operation, the same
//! thing is said once, however many examples show it.

mod body;
mod credentials;
mod declared;
mod fit;
mod form;
mod formats;
mod headers;
mod query;
mod request;
mod response;
mod said;
mod sendable;
mod stand_ins;
mod stray;
mod table;
mod text_value;
mod url;
mod written;

pub use sendable::{Sendable, path_values};
pub use stand_ins::{is_open_host, is_stand_in};
pub(crate) use table::Reason;
pub use table::{Reproduction, Tally};

use crate::analysis::Documented;
use crate::config::ValueTypes;
use crate::diagnostic::Diagnostic;
use crate::dialect::PageReading;
use crate::dialect::claims::ParameterLocation;
use crate::model::Api;
use crate::source::{SourceId, Sources, Span};
use declared::{field_span, parameter_span};
use fit::{Misfit, Types};
use foldhash::HashMap;
use said::Sayer;

/// What the stage works on.
pub(crate) struct Input<'a> {
    /// All files.
    pub sources: &'a Sources,
    /// The types of libraries that the settings choose.
    pub values: ValueTypes,
    /// The closed model.
    pub api: &'a Api,
    /// All pages.
    pub pages: &'a [(SourceId, PageReading)],
    /// What the pages show of each operation.
    pub documented: &'a [Documented<'a>],
    /// What the stages before it have to say.
    pub said: &'a [Diagnostic],
}

/// Holds what the pages show against the closed model.
pub(crate) fn check_reproduction(input: &Input<'_>) -> (Reproduction, Vec<Diagnostic>) {
    let mut messages = Messages::default();
    for documented in input.documented {
        let Some(operation) = input.api.operations.get(documented.operation) else { continue };
        for &request in documented.requests.iter().filter(|request| !documented.is_stated_by(request)) {
            let shown = request::Shown { input, documented, operation, request };
            let mut problems = request::request_problems(&shown);
            let other = stray::operation_of_other_page(&shown, &problems);
            if other.is_some() {
                problems.clear();
            }
            let operation = other.unwrap_or(documented.operation);
            messages.requests.add(Sendable { operation, span: request.url.span }, request, problems);
        }
        for &json in &documented.bodies {
            let problems = body::alone_problems(input, documented, operation, json);
            messages.requests.add(
                Sendable { operation: documented.operation, span: json.span },
                json,
                problems,
            );
        }
        for answer in documented.answers.iter().filter(|answer| !response::is_blank(input, answer)) {
            let problems = response::response_problems(input, documented, operation, answer);
            let of = Sendable { operation: documented.operation, span: answer.span };
            messages.responses.add(of, answer.claim, problems);
        }
    }
    let mut sayer = Sayer::new(input.said);
    let sendable = messages.requests.reproduced().collect();
    let mut reproduction = Reproduction {
        requests: messages.requests.close(&mut sayer),
        responses: messages.responses.close(&mut sayer),
        sendable,
    };
    stray::check_strays(input, &mut reproduction, &mut sayer);
    (reproduction, sayer.into_diagnostics())
}

#[derive(Default)]
struct Messages {
    requests: Shows,
    responses: Shows,
}

/// What the pages show, each once: of several operations that an example may be of, it is of the one that it fits
/// best.
#[derive(Default)]
struct Shows {
    order: Vec<(Sendable, Vec<Problem>)>,
    known: HashMap<usize, usize>,
}

impl Shows {
    /// Adds an example, by where it lies in memory.
    fn add<T>(&mut self, of: Sendable, example: &T, problems: Vec<Problem>) {
        let key = std::ptr::from_ref(example).addr();
        match self.known.get(&key) {
            Some(&at) if fitness(&self.order[at].1) <= fitness(&problems) => {}
            Some(&at) => self.order[at] = (of, problems),
            None => {
                self.known.insert(key, self.order.len());
                self.order.push((of, problems));
            }
        }
    }

    /// Those with which nothing is wrong.
    fn reproduced(&self) -> impl Iterator<Item = Sendable> {
        self.order.iter().filter(|(_, problems)| problems.is_empty()).map(|(of, _)| *of)
    }

    /// Counts the examples, and says what is wrong with them.
    fn close(self, sayer: &mut Sayer) -> Tally {
        let mut tally = Tally::default();
        for (of, problems) in self.order {
            tally.count(problems.iter().map(|problem| problem.reason));
            sayer.say(of.operation, problems);
        }
        tally
    }
}

/// How little a message is of an operation: another verb or path is another operation's, whatever else fits.
fn fitness(problems: &[Problem]) -> (bool, usize) {
    let is_other = |of: &Problem| matches!(of.reason, Reason::Verb | Reason::Path | Reason::Host);
    (problems.iter().any(is_other), problems.len())
}

impl<'a> Input<'a> {
    fn types(&self) -> Types<'a> {
        Types { api: self.api, sources: self.sources, values: self.values }
    }
}

/// A part of a documented message that the client does not make or read.
struct Problem {
    reason: Reason,
    /// What it is about, to say it once: a name, a path.
    subject: String,
    /// Where the page shows it.
    span: Span,
    message: String,
    related: Option<(Span, String)>,
}

impl Problem {
    fn new(reason: Reason, subject: &str, span: Span, message: String) -> Self {
        Self { reason, subject: subject.to_owned(), span, message, related: None }
    }

    fn related(mut self, span: Span, words: &str) -> Self {
        self.related = Some((span, words.to_owned()));
        self
    }

    /// With the place where the page declares a parameter; that of the operation where it does not.
    fn declared(self, documented: &Documented<'_>, location: ParameterLocation, name: &str) -> Self {
        match parameter_span(documented, location, name) {
            Some(span) => self.related(span, "declared here"),
            None => self.related(documented.span, "the operation is stated here"),
        }
    }

    /// With the place where the page declares the field of a misfit; that of the operation where it does not.
    fn of_field(self, input: &Input<'_>, documented: &Documented<'_>, sent: bool, of: &Misfit) -> Self {
        match field_span(input, documented, sent, &of.path, of.record.as_deref()) {
            Some(span) => self.related(span, "declared here"),
            None => self.related(documented.span, "the operation is stated here"),
        }
    }
}
