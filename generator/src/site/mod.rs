//! What a documentation site says outside its pages: the settings file `docs.json` (or `mint.json`)
//! at its root, with the base URL, how to authenticate, and the navigation that lists the pages.
//!
//! ```text
//! settings   = "{", { "name" : text | "api" : api | "navigation" : node | "variables" : variables | … }, "}" ;
//! api        = "{", { ( "mdx" : api ) | ( "server" | "baseUrl" ) : ( url | urls ) | "auth" : auth }, "}" ;
//! auth       = "{", "method" : ( "bearer" | "basic" | "key" | "none" ), [ "name" : header ], "}" ;
//! variables  = "{", { name : ( text | number | variables ) }, "}" ;
//! node       = page | "[", { node }, "]" | "{", [ label ], { ( container | "global" ) : node }, "}" ;
//! label      = ( "group" | "tab" | "anchor" | "dropdown" | "product" | "item" | "version" | "language" ) : name ;
//! container  = "pages" | "groups" | "tabs" | "anchors" | "dropdowns" | "products" | "menu" | "versions"
//!            | "languages" ;
//! page       = path of a page, without its extension | [ OpenAPI document ], verb, path ;
//! openapi    = "openapi", ":", ( path | "[", { path }, "]" | "{", "source", ":", path, … "}" ) ;   (* of a node, or of `api` *)
//! ```
//!
//! In the older format (`mint.json`) `navigation` is a list of groups, and the tabs and anchors beside it
//! claim pages by the start of their paths. Any object may be `{ "$ref": "./other.json" }`.
//!
//! A setting that makes no sense is a diagnostic and leaves the others as they are. Precedence is the
//! analysis's: `docbind.toml`, then the page, then the site, then what examples suggest.

mod editions;
mod host_name;
mod navigation;
mod read;
mod references;
mod user_info;

pub(crate) use editions::{Choice, Edition, EditionKind, choose_edition, report_left_out};
pub(crate) use host_name::{is_of_reader, is_test_host, leading_host, names_production, names_test_system};
pub(crate) use read::parse_site;
pub(crate) use user_info::{report_user_info, without_user_info};

use crate::document::expression::Variables;
use crate::source::{SourceId, Span, Spanned};

/// The names of a settings file; the first one that is there counts.
pub(crate) const SETTINGS_NAMES: [&str; 2] = ["docs.json", "mint.json"];

/// One documentation site, as its settings file describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The settings file.
    pub source: SourceId,
    /// Where its folder is, seen from the spec folder.
    pub root: SiteRoot,
    /// What it calls the API, without a word for its documentation; `None` where it has no name.
    pub title: Option<String>,
    /// What relative paths are joined to, in order; see [`Site::base_url`].
    pub base_urls: Vec<Spanned<String>>,
    /// How the caller authenticates.
    pub auth: Option<Spanned<SiteAuth>>,
    /// The pages that the navigation lists, in order.
    pub entries: Vec<Entry>,
    /// The operations of OpenAPI documents that it lists, in order.
    pub operations: Vec<ListedOperation>,
    /// The OpenAPI documents that it names, by their paths below the site's folder, or their URLs.
    pub descriptions: Vec<Spanned<String>>,
    /// The languages and versions that it lists, in order.
    pub editions: Vec<Edition>,
    /// What `{{name}}` in its pages stands for.
    pub variables: Variables,
    /// Where the navigation stands, or the start of the file.
    pub navigation_span: Span,
}

/// Where a site's folder is, seen from the spec folder; one of the two is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteRoot {
    /// The path from the spec folder down to the site's: `apps/docs`.
    pub below: String,
    /// The path from the site's folder down to the spec folder: `docs/api-reference`.
    pub above: String,
}

/// A page in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the site's folder, without extension or slashes at its ends.
    pub path: Spanned<String>,
    /// What it stands under, outermost first: tabs, anchors, groups, …; languages and versions left out.
    pub sections: Vec<Spanned<String>>,
    /// The language that it is listed under.
    pub language: Option<String>,
    /// The version that it is listed under.
    pub version: Option<String>,
    /// Whether an OpenAPI document stands above it, from which the page may be made.
    pub generated: bool,
    /// The OpenAPI document that stands above it, where one does.
    pub description: Option<String>,
}

/// An operation in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOperation {
    /// Verb and path, as written.
    pub stated: Spanned<String>,
    /// What it stands under, outermost first.
    pub sections: Vec<Spanned<String>>,
    /// The OpenAPI document that it is of, where one is named.
    pub description: Option<String>,
}

/// How the caller authenticates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAuth {
    /// The method.
    pub method: AuthMethod,
    /// The header that carries a key; where it is not said, only the pages can tell.
    pub name: Option<String>,
}

impl SiteAuth {
    /// A method with the header that carries what it sends, as far as they say something: a key that is
    /// said to be in `Authorization` behind `Bearer` is a bearer token.
    pub fn new(method: AuthMethod, name: Option<&str>, prefix: Option<&str>) -> Self {
        let name = name.map(str::trim).filter(|name| is_header_name(name)).map(str::to_owned);
        let bearer = prefix.is_some_and(|prefix| prefix.trim().eq_ignore_ascii_case("bearer"));
        let in_authorization = name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("authorization"));
        match method {
            AuthMethod::Key if bearer && in_authorization => Self { method: AuthMethod::Bearer, name },
            method => Self { method, name },
        }
    }
}

/// A token of RFC 9110, section 5.1.
fn is_header_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(allowed)
}

/// The ways to authenticate that settings and front matter name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// `bearer`
    Bearer,
    /// `basic`
    Basic,
    /// `key`
    Key,
    /// `none`
    None,
}

impl AuthMethod {
    /// Its name in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            AuthMethod::Bearer => "bearer",
            AuthMethod::Basic => "basic",
            AuthMethod::Key => "key",
            AuthMethod::None => "none",
        }
    }

    /// The method of that name, in any case.
    pub fn parse(name: &str) -> Option<AuthMethod> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "bearer" => AuthMethod::Bearer,
            "basic" => AuthMethod::Basic,
            "key" | "apikey" | "api-key" => AuthMethod::Key,
            "none" => AuthMethod::None,
            _ => return None,
        })
    }
}

impl Site {
    /// The path of a file below the site's folder, where it is there at all.
    pub fn path_of(&self, relative: &str) -> Option<String> {
        let SiteRoot { below, above } = &self.root;
        match (below.as_str(), above.as_str()) {
            ("", "") => Some(relative.to_owned()),
            ("", above) => Some(format!("{above}/{relative}")),
            (below, _) => relative.strip_prefix(below)?.strip_prefix('/').map(str::to_owned),
        }
    }

    /// The place of a page in the navigation, where it has one: the first.
    pub fn entry_of(&self, relative: &str) -> Option<&Entry> {
        let path = self.path_of(relative)?;
        let slug = slug(&path);
        self.entries.iter().find(|entry| is_entry(entry, slug))
    }

    /// The site without the pages and editions of its navigation.
    pub(crate) fn without_navigation(&self) -> Site {
        let Site { source, root, title, base_urls, auth, variables, navigation_span, .. } = self;
        Site {
            source: *source,
            root: root.clone(),
            title: title.clone(),
            base_urls: base_urls.clone(),
            auth: auth.clone(),
            entries: Vec::new(),
            operations: Vec::new(),
            descriptions: Vec::new(),
            editions: Vec::new(),
            variables: variables.clone(),
            navigation_span: *navigation_span,
        }
    }

    /// The base URL: the first that is not one of a test system, or else the first.
    pub fn base_url(&self) -> Option<&Spanned<String>> {
        self.base_urls.iter().find(|url| !is_test_host(&url.value)).or(self.base_urls.first())
    }
}

/// The site that a file belongs to: the one whose folder is nearest above it.
pub(crate) fn site_of<'a>(sites: &'a [Site], relative: &str) -> Option<&'a Site> {
    let of = sites.iter().filter(|site| site.path_of(relative).is_some());
    of.max_by_key(|site| site.root.below.len())
}

/// A path without its extension: what the navigation writes.
pub(crate) fn slug(path: &str) -> &str {
    let extensions = [".mdx", ".md", ".markdown", ".txt"];
    extensions.iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path)
}

/// Whether an entry lists the page of that slug; a folder stands for its `index`.
fn is_entry(entry: &Entry, slug: &str) -> bool {
    let listed = entry.path.value.as_str();
    slug == listed || slug.strip_suffix("/index").is_some_and(|folder| folder == listed)
}

#[cfg(test)]
mod tests;
