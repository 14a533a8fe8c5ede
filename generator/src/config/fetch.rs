//! `[fetch]`: where the pages come from, for `docbind fetch`.

use super::table::{Problems, Table, wrong_type};
use super::values::globs;
use crate::source::Spanned;
use toml::de::DeValue;

/// `[fetch]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchConfig {
    /// `url`: where the site begins.
    pub url: Option<Spanned<String>>,
    /// `include`: globs of paths of URLs; all when empty.
    pub include: Vec<String>,
    /// `exclude`: globs of paths of URLs.
    pub exclude: Vec<String>,
    /// `allow-hosts`: hosts beside that of `url` that may be asked.
    pub allow_hosts: Vec<String>,
    /// `header-env`: headers, and the environment variables that hold their values.
    pub header_env: Vec<(String, String)>,
    /// `max-pages`
    pub max_pages: Option<usize>,
    /// `max-page-size`, in bytes.
    pub max_page_size: Option<u64>,
    /// `delay-ms`: the pause between two requests, in milliseconds.
    pub delay_ms: Option<u64>,
}

const KEYS: [&str; 8] =
    ["url", "include", "exclude", "allow-hosts", "header-env", "max-pages", "max-page-size", "delay-ms"];

/// Reads `[fetch]`.
pub(super) fn read_fetch(problems: &mut Problems, table: &Table<'_>) -> FetchConfig {
    table.check_keys(problems, &KEYS);
    let limit = |problems: &mut Problems, key| whole_number(problems, table, key, 1);
    FetchConfig {
        url: start(problems, table),
        include: globs(problems, table, "include"),
        exclude: globs(problems, table, "exclude"),
        allow_hosts: hosts(problems, table),
        header_env: headers(problems, table),
        max_pages: limit(problems, "max-pages").map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
        max_page_size: limit(problems, "max-page-size"),
        delay_ms: whole_number(problems, table, "delay-ms", 0),
    }
}

fn start(problems: &mut Problems, table: &Table<'_>) -> Option<Spanned<String>> {
    let url = table.string(problems, "url")?;
    let host = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let wrong = match host {
        None => "no `https://` in front",
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => "no host",
        Some(rest) if rest.split('/').next().is_some_and(|host| host.contains('@')) => {
            "a user name or password"
        }
        Some(rest) if rest.contains(|c: char| c.is_whitespace() || c.is_control()) => "white space",
        Some(_) => return Some(url),
    };
    let help = "the address of a documentation site, as in `https://docs.acme.example`; credentials go into \
                a variable that `header-env` names"
        .to_owned();
    problems.report(url.span, "`url` is not an address to fetch from".to_owned(), wrong, help);
    None
}

fn hosts(problems: &mut Problems, table: &Table<'_>) -> Vec<String> {
    let hosts = table.strings(problems, "allow-hosts").unwrap_or_default();
    let is_host = |host: &str| {
        !host.is_empty()
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    };
    let (good, bad): (Vec<_>, Vec<_>) = hosts.into_iter().partition(|host| is_host(&host.value));
    for host in bad {
        let help = "its name alone, as in `static.acme.example`".to_owned();
        problems.report(host.span, format!("`{}` is not a host", host.value), "more than a name", help);
    }
    good.into_iter().map(|host| host.value).collect()
}

fn headers(problems: &mut Problems, table: &Table<'_>) -> Vec<(String, String)> {
    let Some(table) = table.table(problems, "header-env") else { return Vec::new() };
    let mut headers = Vec::new();
    for (name, variable) in table.named_strings(problems) {
        let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let variable_is_name = !variable.value.is_empty() && is_name(&variable.value);
        if !variable_is_name {
            let message = format!("`{}` names no environment variable", name.value);
            let help = "the value of a header is never written down: name the variable that holds it, as in \
                        `Authorization = \"DOCS_TOKEN\"`";
            problems.report(variable.span, message, "not the name of a variable", help.to_owned());
        } else if name.value.is_empty() || !name.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            let message = format!("`{}` is not the name of a header", name.value);
            problems.report(name.span, message, "", "as in `Authorization`".to_owned());
        } else {
            headers.push((name.value, variable.value));
        }
    }
    headers
}

fn whole_number(problems: &mut Problems, table: &Table<'_>, key: &str, least: u64) -> Option<u64> {
    let value = table.value(key)?;
    let number = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().replace('_', "").parse::<u64>().ok(),
        _ => None,
    };
    let number = number.filter(|number| *number >= least);
    if number.is_none() {
        wrong_type(problems, value, &format!("`{key}`"), &format!("a whole number, {least} or more"));
    }
    number
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, parse_config};
    use crate::source::Sources;

    fn parse(text: &str) -> (Config, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add("docbind.toml", "docbind.toml", text);
        let (config, found) = parse_config(sources.get(id));
        (config, found.into_iter().map(|diagnostic| diagnostic.message).collect())
    }

    #[test]
    fn says_where_pages_come_from() {
        let (config, wrong) = parse(
            "[fetch]\nurl = \"https://docs.acme.example/api?v=2\"\ninclude = [\"api/**\"]\nallow-hosts = [\"cdn.example:8080\"]\n\
             header-env = { Authorization = \"DOCS_TOKEN\" }\nmax-pages = 100\nmax-page-size = 1_000_000\ndelay-ms = 0\n",
        );
        assert_eq!(wrong, [""; 0]);
        let fetch = config.fetch;
        assert_eq!(fetch.url.unwrap().value, "https://docs.acme.example/api?v=2");
        assert_eq!(fetch.header_env, [("Authorization".to_owned(), "DOCS_TOKEN".to_owned())]);
        assert_eq!(
            (fetch.max_pages, fetch.max_page_size, fetch.delay_ms),
            (Some(100), Some(1_000_000), Some(0))
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, message) in [
            ("url = \"docs.acme.example\"", "`url` is not an address to fetch from"),
            ("url = \"https://u:p@docs.acme.example\"", "`url` is not an address to fetch from"),
            (
                "header-env = { Authorization = \"Bearer abc\" }",
                "`Authorization` names no environment variable",
            ),
            ("header-env = { \"a b\" = \"TOKEN\" }", "`a b` is not the name of a header"),
            ("allow-hosts = [\"https://cdn.example\"]", "`https://cdn.example` is not a host"),
            ("max-pages = 0", "`max-pages` should be a whole number, 1 or more"),
            ("max-page-size = \"1 MB\"", "`max-page-size` should be a whole number, 1 or more"),
            ("urls = \"x\"", "`urls` is not a setting of `[fetch]`"),
        ] {
            let (_, wrong) = parse(&format!("[fetch]\n{line}\n"));
            assert_eq!(wrong.len(), 1, "{line}: {wrong:?}");
            assert!(wrong[0].starts_with(message), "{line}: {wrong:?}");
        }
    }
}
