//! What is to be fetched: the arguments of the command, and `[fetch]` in `docbind.toml`.

use super::address::is_loopback;
use crate::config::FetchConfig;
use crate::output::{OutputError, replace};
use crate::visible::visible;
use reqwest::header::{HeaderName, HeaderValue};
use std::fmt;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// Pages are smaller by far.
const LARGEST_PAGE: u64 = 8 << 20;
/// Sites have fewer pages.
const MOST_PAGES: usize = 20_000;

/// What is to be fetched, and how.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(super) start: Url,
    /// Where the pages, `docbind.toml` and `docbind.lock` are.
    pub folder: PathBuf,
    /// Globs of paths; all where there is none.
    pub include: Vec<String>,
    /// Globs of paths that are left out.
    pub exclude: Vec<String>,
    /// Hosts beside that of the start that may be asked.
    pub allow_hosts: Vec<String>,
    /// Headers of each request to the host of the start, and the variables that hold their values.
    pub header_env: Vec<(String, String)>,
    /// The limit of pages.
    pub max_pages: usize,
    /// The limit of a page, in bytes.
    pub max_page_size: u64,
    /// The pause between two requests; that of the default where it is not said.
    pub delay: Option<Duration>,
    /// Whether pages that were edited by hand are overwritten.
    pub overwrite: bool,
    /// Whether `docbind.toml` is to say all that, for the next time.
    pub write_down: bool,
}

/// Why nothing can be asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RequestError {
    /// The start is no URL.
    NoUrl(String),
    /// The URL holds a user name or a password.
    Credentials,
    /// A header has no valid name.
    Header(String),
    /// A variable is not set, or holds what is not a value of a header.
    Variable {
        /// The header.
        header: String,
        /// The variable.
        variable: String,
    },
    /// Credentials would be sent in plain text.
    Plain(String),
    /// The client could not be made.
    Client(String),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoUrl(text) => write!(f, "`{}` is no URL of a site: https://docs.acme.example", visible(text)),
            Self::Credentials => f.write_str(
                "the URL holds a user name or a password: put the header that they stand for into a variable, and \
                 name it with `--header-env Authorization=VARIABLE`",
            ),
            Self::Header(name) => write!(f, "`{}` is not the name of a header", visible(name)),
            Self::Variable { header, variable } => write!(
                f,
                "the variable `{}` holds no value for the header `{}`",
                visible(variable),
                visible(header)
            ),
            Self::Plain(host) => {
                write!(f, "credentials are not sent over http to {}: use https", visible(host))
            }
            Self::Client(why) => write!(f, "no connection can be made: {why}"),
        }
    }
}

impl std::error::Error for RequestError {}

impl Request {
    /// The defaults for a site.
    ///
    /// # Errors
    ///
    /// Where `url` is no address of a site, or holds credentials.
    pub(crate) fn new(url: &str, folder: impl Into<PathBuf>) -> Result<Self, RequestError> {
        let start =
            Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let mut start = start.ok_or_else(|| RequestError::NoUrl(url.to_owned()))?;
        if !start.username().is_empty() || start.password().is_some() {
            return Err(RequestError::Credentials);
        }
        start.set_fragment(None);
        Ok(Self {
            start,
            folder: folder.into(),
            include: Vec::new(),
            exclude: Vec::new(),
            allow_hosts: Vec::new(),
            header_env: Vec::new(),
            max_pages: MOST_PAGES,
            max_page_size: LARGEST_PAGE,
            delay: None,
            overwrite: false,
            write_down: false,
        })
    }

    /// Takes in what `[fetch]` says.
    #[must_use]
    pub(crate) fn with_settings(mut self, settings: &FetchConfig) -> Self {
        self.include.extend(settings.include.iter().cloned());
        self.exclude.extend(settings.exclude.iter().cloned());
        self.allow_hosts.extend(settings.allow_hosts.iter().cloned());
        self.header_env.extend(settings.header_env.iter().cloned());
        self.max_pages = settings.max_pages.unwrap_or(self.max_pages);
        self.max_page_size = settings.max_page_size.unwrap_or(self.max_page_size);
        self.delay = settings.delay_ms.map(Duration::from_millis).or(self.delay);
        self
    }

    /// Where it starts.
    pub(crate) fn url(&self) -> &str {
        self.start.as_str()
    }

    /// Whether everybody between the two ends can read and change what is fetched.
    pub(super) fn is_plain(&self) -> bool {
        self.start.scheme() == "http" && !is_loopback(&self.start)
    }

    /// The headers with their values, which no `Debug` output shows.
    pub(super) fn secrets(&self) -> Result<Vec<(HeaderName, HeaderValue)>, RequestError> {
        if self.is_plain() && !self.header_env.is_empty() {
            return Err(RequestError::Plain(self.start.host_str().unwrap_or_default().to_owned()));
        }
        let headers = self.header_env.iter().map(|(header, variable)| {
            let name = HeaderName::from_bytes(header.as_bytes())
                .map_err(|_| RequestError::Header(header.clone()))?;
            let value =
                std::env::var(variable).ok().and_then(|value| HeaderValue::from_str(value.trim()).ok());
            let missing = || RequestError::Variable { header: header.clone(), variable: variable.clone() };
            let mut value = value.filter(|value| !value.is_empty()).ok_or_else(missing)?;
            value.set_sensitive(true);
            Ok((name, value))
        });
        headers.collect()
    }
}

/// The URL that an argument means: itself, or that of a host.
pub(crate) fn site_url(argument: &str) -> Option<String> {
    if argument.contains("://") {
        return Some(argument.to_owned());
    }
    if Path::new(argument).exists() || argument.contains('\\') || argument.starts_with(['.', '/']) {
        return None;
    }
    let host = argument.split(['/', '?']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    if !name.contains('.') && name != "localhost" {
        return None;
    }
    let url = Url::parse(&format!("http://{argument}")).ok()?;
    let scheme = if is_loopback(&url) { "http" } else { "https" };
    Some(format!("{scheme}://{argument}"))
}

/// The folder for the pages of a URL, where none is named: that of its host.
pub(crate) fn site_folder(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let name: String = host.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' }).collect();
    if name.trim_matches(['.', '-']).is_empty() {
        "pages".to_owned()
    } else {
        name.trim_matches(['.', '-']).to_owned()
    }
}

/// Writes down where the pages come from: a new `docbind.toml`, or `[fetch]` at the end of the one that is there.
///
/// # Errors
///
/// What the system says.
pub(super) fn write_settings(request: &Request) -> Result<(), OutputError> {
    let path = request.folder.join("docbind.toml");
    let existing = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(OutputError::io(&path, "read")(error));
        }
        existing => existing.ok(),
    };
    if let Some(text) = existing.as_deref().and_then(|text| with_url(text, request.url())) {
        return replace(&path, &text);
    }
    let mut text = match existing {
        Some(text) if text.is_empty() || text.ends_with('\n') => format!("{text}\n"),
        Some(text) => format!("{text}\n\n"),
        None => format!("[api]\ndocs-url = {}\n\n", quoted(&request.start.origin().ascii_serialization())),
    };
    let _ = writeln!(text, "[fetch]\nurl = {}", quoted(request.url()));
    for (key, list) in
        [("include", &request.include), ("exclude", &request.exclude), ("allow-hosts", &request.allow_hosts)]
    {
        if !list.is_empty() {
            let items: Vec<_> = list.iter().map(|item| quoted(item)).collect();
            let _ = writeln!(text, "{key} = [{}]", items.join(", "));
        }
    }
    if !request.header_env.is_empty() {
        let pairs = request
            .header_env
            .iter()
            .map(|(name, variable)| format!("{} = {}", quoted(name), quoted(variable)));
        let _ = writeln!(text, "header-env = {{ {} }}", pairs.collect::<Vec<_>>().join(", "));
    }
    if request.max_pages != MOST_PAGES {
        let _ = writeln!(text, "max-pages = {}", request.max_pages);
    }
    if request.max_page_size != LARGEST_PAGE {
        let _ = writeln!(text, "max-page-size = {}", request.max_page_size);
    }
    if let Some(delay) = request.delay {
        let _ = writeln!(text, "delay-ms = {}", delay.as_millis());
    }
    replace(&path, &text)
}

/// Settings that have a table `[fetch]` without an address, with it.
fn with_url(settings: &str, url: &str) -> Option<String> {
    let line =
        settings.lines().find(|line| line.split('#').next().is_some_and(|line| line.trim() == "[fetch]"))?;
    let end = line.as_ptr() as usize - settings.as_ptr() as usize + line.len();
    Some(format!("{}\nurl = {}{}", &settings[..end], quoted(url), &settings[end..]))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_argument_means() {
        assert_eq!(site_url("https://d.example/a").as_deref(), Some("https://d.example/a"));
        assert_eq!(site_url("docs.acme.example").as_deref(), Some("https://docs.acme.example"));
        assert_eq!(site_url("127.0.0.1:80/a").as_deref(), Some("http://127.0.0.1:80/a"));
        assert_eq!(site_url("localhost:3000").as_deref(), Some("http://localhost:3000"));
        for path in ["specs/acme", "./docs.acme.example", "acme", "/a.b"] {
            assert_eq!(site_url(path), None, "{path}");
        }
        assert_eq!(site_folder("https://docs.acme.example/x"), "docs.acme.example");
        assert_eq!(site_folder("http://[::1]:80/x"), "1");
    }

    #[test]
    fn a_url_holds_no_credentials() {
        assert_eq!(Request::new("https://u:p@d.example", "x").unwrap_err(), RequestError::Credentials);
        assert!(matches!(Request::new("ftp://d.example", "x"), Err(RequestError::NoUrl(_))));
        let mut request = Request::new("http://d.example", "x").unwrap();
        assert_eq!(request.secrets(), Ok(Vec::new()));
        request.header_env.push(("Authorization".to_owned(), "HOME".to_owned()));
        assert_eq!(request.secrets(), Err(RequestError::Plain("d.example".to_owned())));
    }

    #[test]
    fn is_written_down_for_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut request = Request::new("https://d.example/docs#x", folder.path()).unwrap();
        request.include.push("api/\"x\"/**".to_owned());
        request.header_env.push(("X-Key".to_owned(), "KEY".to_owned()));
        let read = || std::fs::read_to_string(folder.path().join("docbind.toml")).unwrap();
        write_settings(&request).unwrap();
        let table = "[fetch]\nurl = \"https://d.example/docs\"\ninclude = ['api/\"x\"/**']\nheader-env = { \"X-Key\" = \"KEY\" }\n";
        assert_eq!(read(), format!("[api]\ndocs-url = \"https://d.example\"\n\n{table}"));
        std::fs::write(folder.path().join("docbind.toml"), "[pages]\nexclude = []").unwrap();
        write_settings(&request).unwrap();
        assert_eq!(read(), format!("[pages]\nexclude = []\n\n{table}"));
        std::fs::write(folder.path().join("docbind.toml"), "[fetch] # chosen\nexclude = ['x']\n\n[api]\n")
            .unwrap();
        write_settings(&request).unwrap();
        assert_eq!(read(), "[fetch] # chosen\nurl = \"https://d.example/docs\"\nexclude = ['x']\n\n[api]\n");
    }
}
