//! The text of a lock to a [`Lock`].

use super::check::{Fault, find_fault};
use super::{LOCK_NAME, LOCK_VERSION, Lock};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::{SourceFile, Span};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer};

const HELP_RESTORE: &str = "take it from version control, or remove it: then names are chosen again";

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// `invalid-lock` where the file is no lock, or one of a later version of docbind.
    pub fn parse(file: &SourceFile) -> Result<Lock, Box<Diagnostic>> {
        if let Some(marker) = conflict(&file.text) {
            let place = Span::new(file.id, marker, marker + 7);
            let message = format!("{LOCK_NAME} has a conflict of a merge");
            let help = "take both sides where they are about different things, else one of them";
            return Err(invalid(place, message).help(help).into());
        }
        let (root, errors) = DeTable::parse_recoverable(&file.text);
        if let Some(error) = errors.first() {
            let end = file.text.len();
            let place = error.span().unwrap_or(end..end);
            let place = Span::new(file.id, place.start, place.end);
            let message = format!("{LOCK_NAME} is not TOML: {}", error.message());
            return Err(invalid(place, message).help(HELP_RESTORE).into());
        }
        check_version(file, root.get_ref())?;
        let lock = read(root).map_err(|error| {
            let place = error.span().unwrap_or_default();
            let message = format!("{LOCK_NAME} is not as docbind writes it: {}", error.message());
            invalid(Span::new(file.id, place.start, place.end), message).help(HELP_RESTORE)
        })?;
        match find_fault(&lock) {
            Some(fault) => Err(report_fault(file, &fault).into()),
            None => Ok(lock),
        }
    }
}

/// The names, which are many, are taken out first: what has room for unknown keys is read more slowly.
fn read(mut root: Spanned<DeTable<'_>>) -> Result<Lock, Error> {
    let operations = list(&mut root, "operation")?;
    let groups = list(&mut root, "group")?;
    let types = list(&mut root, "type")?;
    let lock = Lock::deserialize(Deserializer::from(root))?;
    Ok(Lock { operations, groups, types, ..lock })
}

fn list<T: DeserializeOwned>(root: &mut Spanned<DeTable<'_>>, key: &str) -> Result<Vec<T>, Error> {
    let tables = root.get_mut().remove(key);
    tables.map_or_else(|| Ok(Vec::new()), |tables| Vec::deserialize(ValueDeserializer::from(tables)))
}

/// What a later version means by its tables is not known.
fn check_version(file: &SourceFile, root: &DeTable<'_>) -> Result<(), Box<Diagnostic>> {
    let Some(value) = root.get("version") else { return Ok(()) };
    let place = Span::new(file.id, value.span().start, value.span().end);
    let DeValue::Integer(number) = value.get_ref() else { return Ok(()) };
    match number.as_str().parse::<u32>() {
        Ok(version) if (1..=LOCK_VERSION).contains(&version) => Ok(()),
        _ => {
            let message =
                format!("{LOCK_NAME} is of version {}, which this docbind does not read", number.as_str());
            let newest =
                format!("this is docbind {}, it reads version {LOCK_VERSION}", env!("CARGO_PKG_VERSION"));
            Err(invalid(place, message)
                .note(newest)
                .help("install the docbind that wrote it, or a later one")
                .into())
        }
    }
}

/// At the last place of the text: of two entries, the later one.
fn report_fault(file: &SourceFile, fault: &Fault) -> Diagnostic {
    let start = file.text.rfind(&fault.text).unwrap_or_default();
    let place = Span::new(file.id, start, start + fault.text.len());
    invalid(place, format!("in {LOCK_NAME}, {}", fault.message))
        .note("names of methods and types come from it, and each is given once")
        .help("after a merge, remove one of the entries: what it was about gets another name")
}

fn invalid(place: Span, message: String) -> Diagnostic {
    Diagnostic::at(&rule::INVALID_LOCK, place, message)
}

/// Where git left a marker of a conflict.
fn conflict(text: &str) -> Option<usize> {
    let marker = "<<<<<<< ";
    if text.starts_with(marker) { Some(0) } else { text.find(&format!("\n{marker}")).map(|at| at + 1) }
}
