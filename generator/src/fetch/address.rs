//! URLs: which are the same page, and which belong to the site.

use crate::source::without_form;
use url::{Host, Url};

/// What a path ends in that is no page.
const ASSETS: [&str; 36] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "css", "js", "mjs", "map", "woff", "woff2",
    "ttf", "eot", "mp3", "mp4", "webm", "mov", "pdf", "zip", "gz", "tgz", "tar", "rar", "7z", "exe", "dmg",
    "pkg", "xml", "rss", "atom", "csv", "xlsx", "docx",
];

/// The hosts that are asked, and the part of the first one that is documentation.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Where the user starts.
    pub(super) start: Url,
    /// Hosts beside that of `start`: `docs.acme.example`, `docs.acme.example:8080`.
    pub(super) allowed: Vec<String>,
}

impl Site {
    /// Whether a URL is on a host that may be asked.
    pub(super) fn holds(&self, url: &Url) -> bool {
        self.is_own(url) || self.allowed.iter().any(|host| is_named(url, host))
    }

    /// Whether a URL is on the host that the user named: the only one that is sent credentials.
    pub(super) fn is_own(&self, url: &Url) -> bool {
        let (own, other) = (&self.start, url);
        let both_default = own.port().is_none() && other.port().is_none();
        own.host_str() == other.host_str()
            && (both_default || own.port_or_known_default() == other.port_or_known_default())
    }

    /// A URL as it is asked for: without its fragment, and by TLS where the site is.
    pub(super) fn asked(&self, url: &Url) -> Url {
        let mut url = url.clone();
        url.set_fragment(None);
        if self.start.scheme() == "https" && url.scheme() == "http" && self.is_own(&url) {
            // A scheme of the same kind is never refused.
            let _ = url.set_scheme("https");
        }
        url
    }

    /// The folders that may hold lists of pages, the nearest to the start first.
    pub(super) fn folders(&self) -> Vec<Url> {
        let scope = Scope::of(&self.start);
        let mut folder = self.start.clone();
        folder.set_query(None);
        folder.set_fragment(None);
        let mut folders = Vec::new();
        let mut path = scope.0.as_str();
        loop {
            folder.set_path(path);
            folders.push(folder.clone());
            let Some(shorter) = path.trim_end_matches('/').rfind('/') else { return folders };
            path = &path[..=shorter];
        }
    }
}

/// The part of a host that is documentation: a path that ends in `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope(pub(super) String);

impl Scope {
    /// The folder that a URL names: itself, or that of the file.
    pub(super) fn of(start: &Url) -> Self {
        let path = start.path();
        let name = path.rsplit('/').next().unwrap_or_default();
        if name.is_empty() || name.contains('.') {
            return Self(path[..path.len() - name.len()].to_owned());
        }
        Self(format!("{path}/"))
    }

    /// The folder above.
    pub(super) fn above(&self) -> Self {
        let path = self.0.trim_end_matches('/');
        Self(path[..path.rfind('/').map_or(0, |at| at + 1)].to_owned())
    }

    /// Whether a URL is in it, or is its own page.
    pub(super) fn holds(&self, url: &Url) -> bool {
        url.path().starts_with(&self.0) || url.path() == self.0.trim_end_matches('/')
    }
}

/// What is the same for all spellings of a page's URL.
pub(super) fn key(url: &Url) -> String {
    let path = url.path().trim_end_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = if is_data(url) { name } else { without_form(name) };
    let path = if stem == "index" { folder.to_owned() } else { format!("{folder}/{stem}") };
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let query =
        url.query().filter(|query| !query.is_empty()).map_or(String::new(), |query| format!("?{query}"));
    format!("{}{port}{path}{query}", url.host_str().unwrap_or_default())
}

/// The extension of a URL's last segment, in lower case.
pub(super) fn extension(url: &Url) -> String {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a URL names a file of data, which may be an OpenAPI document.
pub(super) fn is_data(url: &Url) -> bool {
    ["json", "yaml", "yml"].contains(&extension(url).as_str())
}

/// Whether a URL names a text that is Markdown or plain.
pub(super) fn is_markdown(url: &Url) -> bool {
    ["md", "mdx", "markdown", "txt"].contains(&extension(url).as_str())
}

/// Whether a URL names what is no page: an image, a style sheet, an archive.
pub(super) fn is_asset(url: &Url) -> bool {
    ASSETS.contains(&extension(url).as_str())
}

/// The name of the last segment.
pub(super) fn file_name(url: &Url) -> &str {
    url.path().rsplit('/').next().unwrap_or_default()
}

/// Whether a host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

fn is_named(url: &Url, host: &str) -> bool {
    let Some(own) = url.host_str() else { return false };
    match url.port() {
        Some(port) if host.eq_ignore_ascii_case(&format!("{own}:{port}")) => true,
        _ => host.eq_ignore_ascii_case(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn site(start: &str, allowed: &[&str]) -> Site {
        Site { start: url(start), allowed: allowed.iter().map(|host| (*host).to_owned()).collect() }
    }

    #[test]
    fn spellings_of_one_page() {
        let page = key(&url("https://d.example/api/get"));
        for same in
            ["https://d.example/api/get/", "http://d.example/api/get.md", "https://d.example/api/get.html#x"]
        {
            assert_eq!(key(&url(same)), page, "{same}");
        }
        assert_eq!(key(&url("https://d.example/api/get/index.html.md")), page);
        for other in
            ["https://d.example/api/gets", "https://d.example/api/get?v=2", "https://d.example:81/api/get"]
        {
            assert_ne!(key(&url(other)), page, "{other}");
        }
        assert_ne!(key(&url("https://d.example/openapi.json")), key(&url("https://d.example/openapi.yaml")));
    }

    #[test]
    fn hosts() {
        let site = site("http://docs.example/x", &["cdn.example", "127.0.0.1:81"]);
        for own in ["https://docs.example/y", "http://cdn.example:99/", "http://127.0.0.1:81/a"] {
            assert!(site.holds(&url(own)), "{own}");
        }
        for other in
            ["http://docs.example:81/", "http://a.docs.example/", "http://127.0.0.1:82/", "http://127.0.0.1/"]
        {
            assert!(!site.holds(&url(other)), "{other}");
        }
        assert!(!site.is_own(&url("http://cdn.example/")));
    }

    #[test]
    fn folders_from_the_start_to_the_root() {
        let folders = |start| -> Vec<String> {
            site(start, &[]).folders().iter().map(|folder| folder.path().to_owned()).collect()
        };
        assert_eq!(folders("https://d.example/docs/api"), ["/docs/api/", "/docs/", "/"]);
        assert_eq!(folders("https://d.example/docs/api.html?x"), ["/docs/", "/"]);
        assert_eq!(folders("https://d.example"), ["/"]);
        let scope = Scope::of(&url("https://d.example/docs/api"));
        assert!(
            scope.holds(&url("https://d.example/docs/api/x"))
                && scope.holds(&url("https://d.example/docs/api"))
        );
        assert!(!scope.holds(&url("https://d.example/docs/api2")));
        assert_eq!(scope.above().0, "/docs/");
    }
}
