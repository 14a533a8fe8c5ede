//! Settings that are more than a string: addresses, names, globs, ways to authenticate.

use super::page_globs::parse_glob;
use super::table::{Problems, Table, list, suggest, wrong_type};
use crate::model::{MediaType, Method};
use crate::source::Spanned;
use toml::de::DeValue;

/// A package name: kebab case.
pub(super) fn package_name(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
    let name = table.string(problems, key)?;
    let starts = name.value.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = name.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if starts && rest && !name.value.ends_with('-') && !name.value.contains("--") {
        return Some(name);
    }
    let help = "lower-case words joined by `-`, as in `acme-desk`".to_owned();
    problems.report(name.span, format!("`{key}` is not a package name"), "not in kebab case", help);
    None
}

/// An absolute HTTP address without query, without the slash at its end.
pub(super) fn address(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
    let url = table.string(problems, key)?;
    let text = url.value.as_str();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let wrong = match host {
        None => Some("no `https://` in front"),
        Some(rest) if rest.is_empty() || rest.starts_with('/') => Some("no host"),
        Some(_) if text.contains(|c: char| c.is_whitespace() || c.is_control()) => Some("white space"),
        Some(rest) if rest.split('/').next().is_some_and(|host| host.contains('@')) => {
            Some("a user name or password")
        }
        Some(_) if text.contains(['?', '#']) => Some("a query or fragment"),
        Some(_) => None,
    };
    match wrong {
        None => Some(Spanned::new(text.trim_end_matches('/').to_owned(), url.span)),
        Some(label) => {
            let help = "an absolute address, as in `https://api.example.com/v1`".to_owned();
            problems.report(url.span, format!("`{key}` is not an address"), label, help);
            None
        }
    }
}

/// A string with something in it.
pub(super) fn text(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
    let text = table.string(problems, key)?;
    if text.value.trim().is_empty() {
        let help = "leave the setting out, or say what it should be".to_owned();
        problems.report(text.span, format!("`{key}` is empty"), "nothing here", help);
        return None;
    }
    Some(text)
}

/// A name in words or any case, from which an identifier can be made.
pub(super) fn words(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
    let name = text(problems, table, key)?;
    let separators = [' ', '-', '_'];
    let plain = name.value.chars().all(|c| c.is_alphanumeric() || separators.contains(&c));
    if plain && name.value.starts_with(char::is_alphabetic) {
        return Some(name);
    }
    let help = "letters, digits and `-`, a letter first".to_owned();
    problems.report(name.span, format!("`{key}` is not a name"), "no identifier can be made of this", help);
    None
}

/// Globs over relative paths.
pub(super) fn globs(problems: &mut Problems, table: &Table<'_>, key: &str) -> Vec<String> {
    spanned_globs(problems, table, key).into_iter().map(|glob| glob.value).collect()
}

/// Globs over relative paths, with their places.
pub(super) fn spanned_globs(problems: &mut Problems, table: &Table<'_>, key: &str) -> Vec<Spanned<String>> {
    let globs = table.strings(problems, key).unwrap_or_default();
    globs.into_iter().filter(|glob| check_glob(problems, glob)).collect()
}

/// Whether the text is a glob; reported where it is not.
pub(super) fn check_glob(problems: &mut Problems, glob: &Spanned<String>) -> bool {
    let Err(error) = parse_glob(&glob.value) else { return true };
    let help = "`*` stands for anything within a folder, `**` for folders, `{a,b}` for either".to_owned();
    problems.report(glob.span, format!("not a glob: {}", error.kind()), "", help);
    false
}

/// `true` or `false`.
pub(super) fn flag(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<bool>> {
    let value = table.value(key)?;
    match value.get_ref() {
        DeValue::Boolean(flag) => Some(Spanned::new(*flag, problems.span(value.span()))),
        _ => {
            wrong_type(problems, value, &format!("`{key}`"), "`true` or `false`");
            None
        }
    }
}

/// A verb.
pub(super) fn method(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Method> {
    let word = table.string(problems, key)?;
    let found = Method::parse(word.value.trim());
    if found.is_none() {
        let known: Vec<&str> = Method::ALL.iter().map(|method| method.as_str()).collect();
        let help = format!("one of {}", list(&known));
        problems.report(word.span, format!("`{key}` is not a verb of HTTP"), "", help);
    }
    found
}

/// A path with `{name}` for each path parameter.
pub(super) fn url_path(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<String>> {
    let path = table.string(problems, key)?;
    let text = path.value.as_str();
    let wrong = match text {
        _ if !text.starts_with('/') => Some("no `/` in front"),
        _ if text.contains(|c: char| c.is_whitespace() || c.is_control()) => Some("white space"),
        _ if text.contains(['?', '#']) => Some("a query or fragment"),
        _ if !holes_are_named(text) => Some("a `{` or `}` that does not pair, or holds no name"),
        _ => None,
    };
    let Some(label) = wrong else { return Some(path) };
    let help = "the path below the base URL, as in `/tickets/{id}`".to_owned();
    problems.report(path.span, format!("`{key}` is not a path"), label, help);
    None
}

/// Whether each `{` is followed by a name and a `}`.
fn holes_are_named(path: &str) -> bool {
    let mut parts = path.split('{');
    let before = parts.next().unwrap_or_default();
    let named =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let closed =
        |part: &str| part.split_once('}').is_some_and(|(name, rest)| named(name) && !rest.contains('}'));
    !before.contains('}') && parts.all(closed)
}

/// How a body is encoded.
pub(super) fn media_type(
    problems: &mut Problems,
    table: &Table<'_>,
    key: &str,
) -> Option<Spanned<MediaType>> {
    let name = table.string(problems, key)?;
    let plain = name.value.trim().to_ascii_lowercase();
    let short = [
        ("json", MediaType::JSON),
        ("form", MediaType::FORM),
        ("multipart", MediaType::Multipart),
        ("text", MediaType::TEXT),
    ];
    if let Some((_, found)) = short.iter().find(|(word, kind)| plain == *word || plain == kind.as_str()) {
        return Some(Spanned::new(found.clone(), name.span));
    }
    if let Some(found) = MediaType::parse(&name.value).filter(|_| !plain.contains('*')) {
        return Some(Spanned::new(found, name.span));
    }
    let words: Vec<_> = short.iter().map(|(word, _)| *word).collect();
    let help = format!("{} (a full name, such as `application/pdf`, also works)", suggest(&plain, &words));
    problems.report(name.span, format!("`{key}` is not a media type"), "unknown media type", help);
    None
}

/// HTTP status codes.
pub(super) fn statuses(problems: &mut Problems, table: &Table<'_>, key: &str) -> Vec<u16> {
    let items = table.array(problems, key, "an array of status codes").unwrap_or_default();
    let mut statuses: Vec<u16> = items.iter().filter_map(|item| status(problems, item, key)).collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// `error-statuses`: the status codes of failures.
pub(super) fn error_statuses(problems: &mut Problems, table: &Table<'_>) -> Option<Vec<u16>> {
    let key = "error-statuses";
    table.value(key)?;
    let (failures, others) = statuses(problems, table, key).into_iter().partition::<Vec<_>, _>(|s| *s >= 400);
    if let (Some(other), Some(value)) = (others.first(), table.value(key)) {
        let message = format!("`{other}` is not the status of a failure");
        problems.report(problems.span(value.span()), message, "", "numbers from 400 to 599".to_owned());
    }
    Some(failures)
}

fn status(problems: &mut Problems, value: &toml::Spanned<DeValue<'_>>, key: &str) -> Option<u16> {
    let DeValue::Integer(number) = value.get_ref() else {
        wrong_type(problems, value, &format!("each item of `{key}`"), "a status code");
        return None;
    };
    match u16::from_str_radix(number.as_str(), number.radix()) {
        Ok(code @ 100..=599) => Some(code),
        _ => {
            let span = problems.span(value.span());
            let message = format!("`{}` is not a status code", number.as_str());
            problems.report(span, message, "", "a number from 100 to 599".to_owned());
            None
        }
    }
}
