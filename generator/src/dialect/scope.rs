//! What the names of a file stand for: the files that it imports, and the values that it or they export.

use super::snippets::{Snippet, Snippets};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::expression::{ExpressionProblem, Variables, read_expression};
use crate::document::{Attribute, Function, Import, Statements, Unresolved, Values};
use crate::source::{SourceFile, Span, Spanned};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the names of a file stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Tags that stand for files, or for what functions give.
    pub tags: BTreeMap<String, Tag>,
    /// Names that stand for values.
    pub values: Values,
    /// Names that stand for something that is not known here: functions, components, files that are no text.
    pub opaque: BTreeSet<String>,
}

/// What stands in the place of a tag.
#[derive(Clone, Debug)]
pub(super) enum Tag {
    /// A snippet; `None` where the file that is imported is missing.
    File(Option<usize>),
    /// What a function gives; the snippet that it stands in, where that is another file.
    Function(Arc<Function>, Option<usize>),
}

/// What a file gives to those that import it.
#[derive(Clone, Debug, Default)]
pub(super) struct Exports {
    values: Variables,
    /// By name; that of the default is `default`.
    functions: BTreeMap<String, Arc<Function>>,
    opaque: BTreeSet<String>,
}

/// Those of a file that exports nothing.
pub(super) static NO_EXPORTS: Exports =
    Exports { values: Variables::new(), functions: BTreeMap::new(), opaque: BTreeSet::new() };

/// What a snippet exports.
pub(super) fn read_exports(snippets: &Snippets, snippet: &Snippet, open: &mut Vec<usize>) -> Exports {
    let mut scope = Scope::default();
    let mut unsaid = Vec::new();
    read_imports(&mut scope, snippets, &snippet.file, &snippet.statements, open, &mut unsaid);
    read_constants(&mut scope, &snippet.statements, &mut unsaid);
    let functions = snippet.statements.constants.iter().filter_map(|constant| {
        let name = if constant.is_default { "default" } else { &constant.name };
        Some((name.to_owned(), constant.function.clone()?))
    });
    let names: BTreeSet<&str> = snippet.statements.constants.iter().map(|c| c.name.as_str()).collect();
    Exports {
        values: scope.values.names.into_iter().filter(|(name, _)| names.contains(name.as_str())).collect(),
        functions: functions.collect(),
        opaque: scope.opaque.into_iter().filter(|name| names.contains(name.as_str())).collect(),
    }
}

/// The scope of a file to which `passed` is passed, and what is wrong with its imports.
pub(super) fn read_scope(
    snippets: &Snippets,
    file: &SourceFile,
    statements: &Statements,
    passed: Scope,
) -> (Scope, Vec<Diagnostic>) {
    let mut scope = passed;
    scope.values.site = snippets.site_variables(&file.relative);
    let mut problems = Vec::new();
    read_imports(&mut scope, snippets, file, statements, &mut Vec::new(), &mut problems);
    read_constants(&mut scope, statements, &mut problems);
    (scope, problems)
}

/// A value that a page makes of itself is larger than docbind takes.
fn report_too_large(place: Span) -> Diagnostic {
    Diagnostic::at(&rule::OVER_BUDGET, place, "what this comes to is too large")
        .note("nothing was put in the place of its name")
}

fn read_constants(scope: &mut Scope, statements: &Statements, problems: &mut Vec<Diagnostic>) {
    for constant in &statements.constants {
        match constant.value(&scope.values.names) {
            Ok(value) => {
                scope.values.names.insert(constant.name.clone(), value);
            }
            Err(problem) => {
                let too_large = problem == ExpressionProblem::TooLarge;
                problems.extend(too_large.then(|| report_too_large(constant.span)));
                scope.opaque.insert(constant.name.clone());
            }
        }
        if let Some(function) = &constant.function {
            scope.tags.insert(constant.name.clone(), Tag::Function(function.clone(), None));
        }
    }
}

fn read_imports(
    scope: &mut Scope,
    snippets: &Snippets,
    file: &SourceFile,
    statements: &Statements,
    open: &mut Vec<usize>,
    problems: &mut Vec<Diagnostic>,
) {
    for import in &statements.imports {
        let found = snippets.find_import(&file.relative, &import.path.value);
        let found = found.filter(|&index| snippets.get(index).file.id != file.id);
        if is_text(&import.path.value) {
            if let Some(name) = &import.default {
                scope.tags.insert(name.clone(), Tag::File(found));
            }
            if found.is_none() {
                problems.push(missing(&import.path));
            }
        }
        let local = import.named.iter().map(|(_, local)| local);
        match found {
            Some(index) => {
                let exports = snippets.exports(index, open);
                take_functions(scope, import, exports, index);
                take_names(scope, import, exports, problems);
            }
            None => scope.opaque.extend(local.chain(&import.default).chain(&import.all).cloned()),
        }
    }
}

fn take_functions(scope: &mut Scope, import: &Import, exports: &Exports, index: usize) {
    let default = import.default.as_ref().map(|local| ("default", local));
    let named = import.named.iter().map(|(name, local)| (name.value.as_str(), local));
    for (name, local) in default.into_iter().chain(named) {
        if let Some(function) = exports.functions.get(name) {
            scope.tags.insert(local.clone(), Tag::Function(function.clone(), Some(index)));
        }
    }
}

fn take_names(scope: &mut Scope, import: &Import, exports: &Exports, problems: &mut Vec<Diagnostic>) {
    for (name, local) in &import.named {
        if let Some(value) = exports.values.get(&name.value) {
            scope.values.names.insert(local.clone(), value.clone());
            continue;
        }
        scope.opaque.insert(local.clone());
        if !exports.opaque.contains(&name.value) {
            let message = format!("`{}` does not export `{}`", import.path.value, name.value);
            problems.push(
                Diagnostic::at(&rule::UNKNOWN_VARIABLE, name.span, message)
                    .note("where the name stands, nothing was put in its place"),
            );
        }
    }
    if let Some(all) = &import.all {
        let members: Map<String, Value> = exports.values.clone().into_iter().collect();
        scope.values.names.insert(all.clone(), Value::Object(members));
    }
}

/// Whether an import is of a file of text, and not of code, of styles or of a package.
fn is_text(path: &str) -> bool {
    let path = path.trim();
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let local = path.starts_with(['/', '.']) || extension.is_some();
    local && extension.is_none_or(|extension| ["mdx", "md", "markdown"].contains(&extension))
}

/// There is no such file.
pub(super) fn missing(path: &Spanned<String>) -> Diagnostic {
    let message = format!("there is no snippet `{}`", path.value);
    Diagnostic::at(&rule::MISSING_SNIPPET, path.span, message).note("what the page includes was not read")
}

/// The names of a text that stand for nothing, as far as its scope can say.
pub(super) fn report_unknown(scope: &Scope, unknown: &Unresolved) -> Vec<Diagnostic> {
    let said = |name: &&Spanned<String>| {
        let first = name.value.split('.').next().unwrap_or_default();
        // What is given to all components, and what only a running page knows.
        !scope.opaque.contains(first)
            && !["children", "window", "process"].contains(&first)
            && name.value != "props.children"
    };
    let report = |name: &Spanned<String>| {
        let message = format!("nothing says what `{}` is", name.value);
        Diagnostic::at(&rule::UNKNOWN_VARIABLE, name.span, message).note("it was left as it stands")
    };
    let mut seen = BTreeSet::new();
    let names = unknown.names.iter().filter(said).filter(|name| seen.insert(name.value.as_str())).map(report);
    names.chain(unknown.too_large.map(report_too_large)).collect()
}

impl Scope {
    /// The scope that the attributes of a tag pass to the file that it includes.
    pub(super) fn of_attributes(attributes: &[Attribute]) -> Self {
        let mut scope = Scope::default();
        let props = scope.read_attributes(attributes);
        scope.values.names.extend(props.clone());
        scope.values.names.insert("props".to_owned(), Value::Object(props));
        scope
    }

    /// The scope of a function that stands for a tag of this one: inside that of the snippet of that index, or
    /// else of this file.
    pub(super) fn of_function(
        &self,
        function: &Function,
        of: Option<usize>,
        attributes: &[Attribute],
        snippets: &Snippets,
    ) -> Self {
        let mut scope = match of.map(|index| snippets.get(index)) {
            Some(Snippet { file, statements, .. }) => {
                read_scope(snippets, file, statements, Scope::default()).0
            }
            None => self.clone(),
        };
        let props = scope.read_attributes(attributes);
        scope.values.names.extend(function.names(&props));
        scope.opaque.extend(function.whole().map(str::to_owned));
        scope.opaque.insert("children".to_owned());
        scope
    }

    /// Gives the tags of the file around to a file in which blocks of that one stand.
    pub(super) fn lend_tags(&mut self, around: &Scope) {
        for (name, tag) in &around.tags {
            self.tags.entry(name.clone()).or_insert_with(|| tag.clone());
        }
    }

    /// The values of attributes; what has none is noted.
    fn read_attributes(&mut self, attributes: &[Attribute]) -> Map<String, Value> {
        let mut props = Map::new();
        for attribute in attributes {
            let name = attribute.name.value.clone();
            let value = match &attribute.value {
                None => Ok(Value::Bool(true)),
                Some(text) if !attribute.expression => Ok(Value::String(text.value.clone())),
                Some(text) => read_expression(&text.value, &Variables::new()),
            };
            match value {
                Ok(value) => {
                    props.insert(name, value);
                }
                Err(_) => {
                    self.opaque.insert(name);
                }
            }
        }
        props
    }
}
