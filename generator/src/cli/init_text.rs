//! What `docbind init` says of pages, and the docbind.toml that it writes.

use crate::Generated;
use crate::diagnostic::Counts;
use crate::dialect::PageOutcome;
use crate::model::{Api, AuthScheme, Location};
use crate::visible::visible;
use std::fmt::Write;

/// What was found, in aligned lines.
pub(super) fn found_text(made: &Generated) -> String {
    let (api, pages) = (&made.reading.api, &made.reading.pages);
    let of = |outcome| pages.iter().filter(|(_, page)| page.outcome == outcome).count();
    let mut out = String::new();
    let mut line = |name: &str, text: String| {
        let _ = writeln!(out, "{name:<16}{text}");
    };
    line("pages", format!("{}, {} describe operations", pages.len(), of(PageOutcome::Endpoint)));
    let silent = pages.iter().filter(|(_, page)| page.outcome.gave_nothing()).count();
    if silent > 0 {
        line("", format!("{silent} gave nothing: `docbind generate` says why"));
    }
    let groups: Vec<_> = api.groups.iter().map(|group| visible(&group.name)).collect();
    let in_groups = if groups.len() == 1 { "1 group" } else { &format!("{} groups", groups.len()) };
    line("operations", format!("{} in {in_groups}: {}", api.operations.len(), few(&groups)));
    line(
        "base URL",
        api.base_url.as_deref().map_or("none found".to_owned(), |url| visible(url).into_owned()),
    );
    line("authentication", auth(api).unwrap_or_else(|| auth_words(api).to_owned()));
    line("to look at", Counts::of(&made.reading.diagnostics).to_string());
    out + "\n"
}

fn few(names: &[std::borrow::Cow<str>]) -> String {
    let shown = names.iter().take(6).map(|name| name.as_ref()).collect::<Vec<_>>().join(", ");
    if names.len() > 6 { shown + ", …" } else { shown }
}

fn auth_words(api: &Api) -> &'static str {
    match &api.authentication {
        None => "none found",
        Some(ways) if ways.is_empty() => "none needed",
        Some(_) => "several ways",
    }
}

/// The one way to authenticate that the pages state, as a setting spells it.
fn auth(api: &Api) -> Option<String> {
    let [way] = api.authentication.as_deref()? else { return None };
    let mut schemes = way.schemes.iter();
    let (scheme, None) = (schemes.next()?, schemes.next()) else { return None };
    Some(match scheme {
        AuthScheme::Bearer => "\"bearer\"".to_owned(),
        AuthScheme::Basic => "\"basic\"".to_owned(),
        AuthScheme::ApiKey { location, name, prefix } if prefix.is_empty() => {
            let place = match location {
                Location::Query => "query",
                Location::Cookie => "cookie",
                _ => "header",
            };
            format!("{{ {place} = {} }}", quoted(name))
        }
        _ => return None,
    })
}

/// Settings for pages that are there: what was found stands in them as a comment, so that the pages still decide.
pub(super) fn settings_of_pages(api: &Api, name: Option<&str>) -> String {
    let base_url = match &api.base_url {
        Some(url) => format!("# base-url = {}    # as the pages say", quoted(url)),
        None => "# base-url = \"https://api.example.com\"    # no page says it: set it".to_owned(),
    };
    let auth = match auth(api) {
        Some(auth) => format!("# auth = {auth}    # as the pages say"),
        None => "# auth = \"bearer\"    # or \"basic\", { header = \"X-Key\" }, [] for none".to_owned(),
    };
    let title = if api.title.is_empty() { &api.name } else { &api.title };
    format!(
        "{HEAD}\n[api]\nname = {}    # the package of the client\n# title = {}\n{base_url}\n{auth}\n{PAGES}{REST}",
        quoted(name.unwrap_or(&api.name)),
        quoted(title),
    )
}

/// Settings for a site whose pages are still to be fetched.
#[cfg(feature = "fetch")]
pub(super) fn settings_of_site(url: &str, name: Option<&str>) -> String {
    let name = match name {
        Some(name) => format!("name = {}    # the package of the client", quoted(name)),
        None => "# name = \"acme\"    # the package of the client; without it, the folder's name".to_owned(),
    };
    format!(
        "{HEAD}\n[api]\n{name}\n\n[fetch]\nurl = {}\n# include = [\"api-reference/**\"]    # by the paths of URLs\n# \
         header-env = {{ Authorization = \"DOCS_TOKEN\" }}    # for a private site: a variable, never the value\n{PAGES}{REST}",
        quoted(url)
    )
}

const HEAD: &str = "\
# What the pages leave out or say wrong. All of it is optional: a line that begins with `#` changes nothing.
# `docbind schema` describes every key, `docbind selectors` lists what `select` can name.
";

const PAGES: &str = "
[pages]
# include = [\"api/**\"]
# exclude = [\"**/changelog.*\"]
";

const REST: &str = "
[values]    # types of libraries; without a line, text or numbers as they come
# timestamps = \"jiff\"
# uuids = \"uuid\"
# decimals = \"rust_decimal\"

[diagnostics]    # `docbind explain` lists them
# allow = [\"D0203\"]
# deny = [\"endpoint-contradiction\"]    # an error, for CI

# [[operations]]
# select = \"get-ticket\"
# rename = \"read-ticket\"

# [[fields]]
# select = \"get-ticket:response.state\"
# values = [\"open\", \"closed\"]
";

/// Text as TOML spells it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string().replace('\n', "\\n")
}
