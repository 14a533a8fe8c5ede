//! Pages from a site, over HTTP: behind the cargo feature `fetch`, which a build script does not need.
//!
//! ```text
//! URL ─ discover ─▶ Candidates ─ page ─▶ the text of each ─ store ─▶ folder and lock
//! ```
//!
//! | file | what it does |
//! |---|---|
//! | `settings` | what is to be fetched: arguments and `[fetch]` in `docbind.toml` |
//! | `address` | which URLs are the same page, and which are of the site |
//! | `http` | requests: redirects, retries, pauses, limits |
//! | `robots` | what a site asks not to fetch (RFC 9309) |
//! | `discover`, `listing`, `sitemap`, `html` | which pages there are |
//! | `page`, `judge` | a page's Markdown, else its HTML; what is no page |
//! | `store`, `journal` | files and lock, at once; what a run that broke off had done |
//! | `names` | which file is whose |
//! | `run`, `report`, `words` | one page after the other, and what is said of it | |
//!
//! What a site answers is data of somebody else's: it names files by `source::page_path` alone, is bounded
//! in size and number, and leads to no other host.

mod address;
mod discover;
mod error;
mod failure;
mod html;
mod http;
mod journal;
mod judge;
mod listing;
mod names;
mod page;
mod report;
mod robots;
mod run;
mod settings;
mod sitemap;
mod store;
mod words;

pub(crate) use discover::{CandidateKind, Skipped};
pub(crate) use report::{Fetched, Outline, Progress, at_levels};
pub(crate) use run::{fetch_pages, outline_pages};
pub(crate) use settings::{Request, site_folder, site_url};
