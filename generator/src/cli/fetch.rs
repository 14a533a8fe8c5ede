//! `docbind fetch`: the pages of a documentation site.

use super::fetch_progress::{Bar, Lines};
use super::report::{Detail, report};
use super::{Manner, Outcome, fail, print, say, unavailable, usage};
use crate::config::Config;
use crate::diagnostic::{Counts, Severity};
use crate::fetch::{
    CandidateKind, Fetched, Outline, Progress, Request, Skipped, at_levels, fetch_pages, outline_pages,
    site_folder, site_url,
};
use crate::lock::Lock;
use crate::spec::{Spec, load_settings};
use crate::visible::{visible, visible_path};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  docbind fetch https://docs.acme.example --out specs/acme    the first time
  docbind fetch specs/acme                                    again: only what changed
  docbind fetch https://docs.acme.example --dry-run           what would be fetched, and why
  docbind fetch https://docs.acme.example --include 'api-reference/**'
  docbind fetch https://docs.acme.example --header-env Authorization=DOCS_TOKEN

Pages are found by llms.txt, else llms-full.txt, else sitemap.xml, else the links of the page at URL. Where a
site has Markdown of a page, that is fetched, else its HTML. What the options say is written to docbind.toml the
first time; after that docbind.toml says it, and options add to it for one run.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The address of a documentation site (or of its llms.txt or sitemap), or a folder that was fetched.
    #[arg(value_name = "URL|SPEC")]
    source: String,
    /// The folder for the pages; the name of the host where it is not given.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Fetch nothing; say what would be fetched, and why.
    #[arg(long)]
    dry_run: bool,
    /// Fetch only pages whose path fits: `api-reference/**`.
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave out pages whose path fits.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// A further host that pages and redirects may lead to.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// A header for a private site, and the environment variable that holds its value.
    #[arg(long, value_name = "NAME=VARIABLE", value_parser = header_env)]
    header_env: Vec<(String, String)>,
    /// How many pages there may be [default: 20000].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    max_pages: Option<u64>,
    /// How large a page may be, in bytes, or as 500k or 8M [default: 8M].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_page_size: Option<u64>,
    /// The pause between two requests, in milliseconds [default: 100, more where the site asks for it].
    #[arg(long, value_name = "MS")]
    delay_ms: Option<u64>,
    /// Take what the site has in place of files that were edited by hand.
    #[arg(long)]
    overwrite: bool,
    /// Show every diagnostic, not just a few of each kind.
    #[arg(long)]
    all: bool,
}

fn header_env(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, variable))
            if !variable.is_empty() && variable.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') =>
        {
            Ok((name.to_owned(), variable.to_owned()))
        }
        // What stands there may be the value itself.
        _ => Err("name a header and the variable that holds its value: Authorization=DOCS_TOKEN".to_owned()),
    }
}

fn size(text: &str) -> Result<u64, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text[number.len()..].to_ascii_lowercase().as_str() {
        "" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        _ => return Err("a number of bytes, or as 500k or 8M".to_owned()),
    };
    let number = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    number.filter(|number| *number > 0).ok_or_else(|| "a number of bytes, or as 500k or 8M".to_owned())
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let color = manner.color;
    let start = Instant::now();
    let (folder, spec, url) = match what(options) {
        Ok(what) => what,
        Err(outcome) => return outcome,
    };
    let errors = spec.diagnostics.iter().filter(|of| of.severity == Severity::Error);
    if errors.count() > 0 {
        report(&spec.diagnostics, &spec.sources, Detail::Errors, color);
        return fail("nothing was fetched");
    }
    let request = match Request::new(&url, &folder) {
        Ok(request) => with_options(request, options, &spec.config),
        Err(error) => return usage(&error.to_string()),
    };
    let lock = spec.lock.clone().unwrap_or_default();
    if options.dry_run {
        return dry_run(options, &spec, &request, &lock, manner);
    }
    let progress: Box<dyn Progress> = match (manner.quiet, std::io::stderr().is_terminal()) {
        (true, _) => Box::new(Lines::silent()),
        (false, true) => Box::new(Bar::default()),
        (false, false) => Box::new(Lines::default()),
    };
    let fetched = fetch_pages(&request, lock, &*progress);
    drop(progress);
    let fetched = match fetched {
        Ok(fetched) => fetched,
        Err(error) => return unavailable(&error.to_string()),
    };
    finish(options, &spec, &request, fetched, start.elapsed(), manner)
}

/// The folder, its settings, and where its pages come from.
fn what(options: &Options) -> Result<(PathBuf, Spec, String), Outcome> {
    if let Some(url) = site_url(&options.source) {
        let folder = options.out.clone().unwrap_or_else(|| PathBuf::from(site_folder(&url)));
        let spec = load_settings(&folder);
        let other = spec.config.fetch.url.as_ref().filter(|known| !is_same(&known.value, &url));
        return match other {
            Some(other) => Err(usage(&format!(
                "`{}` is fetched from {}: give another folder with `--out`, or change `url` under `[fetch]` in its docbind.toml",
                visible_path(&folder),
                visible(&other.value)
            ))),
            None => Ok((folder, spec, url)),
        };
    }
    let folder = match Path::new(&options.source) {
        file if file.file_name().is_some_and(|name| name == "docbind.toml") => {
            file.parent().unwrap_or(file).to_owned()
        }
        folder => folder.to_owned(),
    };
    if options.out.is_some() {
        return Err(usage("`--out` goes with a URL: a folder that was fetched stays where it is"));
    }
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        return Err(usage(&format!("`{}` is neither a URL nor a folder", visible(&options.source))));
    }
    let spec = load_settings(&folder);
    match spec.config.fetch.url.clone() {
        Some(url) => Ok((folder, spec, url.value)),
        // What is wrong with the settings may be just that.
        None if !spec.diagnostics.is_empty() => Ok((folder, spec, String::new())),
        None => Err(usage(&format!(
            "`{}` does not say where its pages come from: `docbind fetch URL --out {}`, once",
            visible(&options.source),
            visible(&options.source)
        ))),
    }
}

fn is_same(one: &str, other: &str) -> bool {
    let url = |text: &str| Request::new(text, "").map(|request| request.url().to_owned()).ok();
    url(one) == url(other)
}

fn with_options(request: Request, options: &Options, config: &Config) -> Request {
    let mut request = request.with_settings(&config.fetch);
    request.include.extend(options.include.iter().cloned());
    request.exclude.extend(options.exclude.iter().cloned());
    request.allow_hosts.extend(options.allow_host.iter().cloned());
    request.header_env.extend(options.header_env.iter().cloned());
    let most = options.max_pages.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
    request.max_pages = most.unwrap_or(request.max_pages);
    request.max_page_size = options.max_page_size.unwrap_or(request.max_page_size);
    request.delay = options.delay_ms.map(Duration::from_millis).or(request.delay);
    request.overwrite = options.overwrite;
    request.write_down = config.fetch.url.is_none();
    request
}

/// Says what would be fetched, one line each: the address, its file, and why.
fn dry_run(options: &Options, spec: &Spec, request: &Request, lock: &Lock, manner: &Manner) -> Outcome {
    let outline = match outline_pages(request, lock) {
        Ok(outline) => outline,
        Err(error) => return unavailable(&error.to_string()),
    };
    let (said, _) = at_levels(spec, outline.diagnostics.clone());
    let failed = report(&said, &spec.sources, manner.detail(options.all, Detail::Overview), manner.color);
    print(&outlined(&outline, request));
    if failed { Outcome::Findings } else { Outcome::Done }
}

fn outlined(outline: &Outline, request: &Request) -> String {
    let mut out = String::new();
    for (candidate, path) in &outline.candidates {
        let what = match candidate.kind {
            CandidateKind::Page => "",
            CandidateKind::Description => ", where it is an OpenAPI document",
            CandidateKind::ManyPages => " with many pages",
        };
        let _ = writeln!(
            out,
            "fetch  {}  to {path}{what}  ({})",
            visible(candidate.url()),
            visible(&candidate.why)
        );
    }
    for (url, why) in &outline.skipped {
        let _ = writeln!(out, "skip   {}  ({why})", visible(url));
    }
    let count = outline.candidates.len();
    if count > 0 {
        let more = if outline.follows_links { ", and what they link to" } else { "" };
        let folder = visible_path(&request.folder);
        let _ = writeln!(out, "{count} to fetch into `{folder}`{more}, {} to skip", outline.skipped.len());
    }
    out
}

fn finish(
    options: &Options,
    spec: &Spec,
    request: &Request,
    mut fetched: Fetched,
    time: Duration,
    manner: &Manner,
) -> Outcome {
    let (said, allowed) = at_levels(spec, std::mem::take(&mut fetched.diagnostics));
    let failed = report(&said, &spec.sources, manner.detail(options.all, Detail::Overview), manner.color);
    if !manner.quiet && fetched.found > 0 {
        let counts = Counts::of(&said);
        let allowed = if allowed == 0 { String::new() } else { format!(", {allowed} allowed") };
        let counted = if said.is_empty() { String::new() } else { format!("{counts}{allowed}\n") };
        print(&(summary(&fetched, request, time) + &counted));
        if fetched.unchanged == 0 && fetched.kept == 0 && !fetched.new.is_empty() {
            let folder = visible_path(&request.folder);
            say(&format!("next: docbind generate {folder} --out {folder}-client --runtime vendored\n"));
        }
    }
    if failed { Outcome::Findings } else { Outcome::Done }
}

/// What was done, in aligned lines.
fn summary(fetched: &Fetched, request: &Request, time: Duration) -> String {
    let mut out = format!("{} in {}\n", visible(request.url()), visible_path(&request.folder));
    let mut line = |name: &str, count: usize, text: &str| {
        let _ = writeln!(out, "{}", format!("{name:<12}{count:>6}   {text}").trim_end());
    };
    line("found", fetched.found, &format!("by {}", visible(&fetched.how)));
    line("new", fetched.new.len(), "");
    line("changed", fetched.changed.len(), &named(&fetched.changed));
    line("unchanged", fetched.unchanged, "");
    if fetched.kept > 0 {
        line("kept", fetched.kept, "they are not as they were fetched");
    }
    if fetched.resumed > 0 {
        line("resumed", fetched.resumed, "done by the run that broke off");
    }
    line("removed", fetched.removed.len(), &named(&fetched.removed));
    if fetched.html > 0 {
        line("as HTML", fetched.html, "the site has no Markdown of them");
    }
    let mut skipped: BTreeMap<Skipped, usize> = BTreeMap::new();
    fetched.skipped.iter().for_each(|(_, why)| *skipped.entry(*why).or_default() += 1);
    let why: Vec<_> = skipped.iter().map(|(why, count)| format!("{count} {why}")).collect();
    line("skipped", fetched.skipped.len(), &why.join(", "));
    let requests = usize::try_from(fetched.requests).unwrap_or(usize::MAX);
    line("requests", requests, &format!("{:.1} KiB", fetched.bytes as f64 / 1024.0));
    let _ = writeln!(out, "{:<12}{:>6.2}   seconds", "time", time.as_secs_f64());
    if !fetched.is_complete {
        out.push_str("Not all of it could be fetched: run the command again.\n");
    }
    out
}

fn named(files: &[String]) -> String {
    let mut text = files.iter().take(4).map(|file| visible(file).into_owned()).collect::<Vec<_>>().join(", ");
    if files.len() > 4 {
        text.push_str(", …");
    }
    text
}
