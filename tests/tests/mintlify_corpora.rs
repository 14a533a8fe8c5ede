//! The hand-written Mintlify pages of twelve APIs: every page gives the operation that its front
//! matter states, and every field tag ends up in the model or in a diagnostic. Runs where
//! `../shared/corpora` is present and says so where it is not.

use docbind::Reading;
use docbind::diagnostic::{Diagnostic, rule};
use docbind::dialect::PageReading;
use docbind::dialect::claims::{ClaimKind, FieldClaim};
use docbind::source::{SourceFile, Spec, load_spec};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const APIS: [&str; 12] = [
    "bland",
    "stateset",
    "upstash",
    "toapis",
    "whatsmark",
    "inbound",
    "zupy",
    "magebank",
    "vartiq",
    "plunk",
    "unkey",
    "octolane",
];

fn corpora() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// Verb and path of the `api:` line, read without docbind.
fn stated_endpoint(text: &str) -> Option<(String, String)> {
    let head = text.strip_prefix("---")?.split("\n---").next()?;
    let line = head.lines().find_map(|l| l.strip_prefix("api:"))?;
    let line = line.trim().trim_matches(['"', '\'']);
    let mut words = line.split_whitespace();
    let (verb, url) = (words.next()?, words.next()?);
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => url,
    };
    let path = path.split('?').next().unwrap_or_default();
    Some((verb.to_uppercase().replace("DEL ", "DELETE "), path.trim_start_matches('/').to_owned()))
}

/// A path with every hole as `{}`.
fn shape(path: &str) -> String {
    let segments = path.trim_matches('/').split('/').map(|s| {
        let hole = s.starts_with(':') || s.starts_with('{') || s.starts_with('<') || s.starts_with('[');
        if hole { "{}".to_owned() } else { s.to_owned() }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Field tags outside code fences and comments, counted without docbind's scanner.
fn count_tags(text: &str) -> usize {
    let (mut count, mut fence, mut comment) = (0, None::<char>, false);
    for line in text.lines() {
        let trimmed = line.trim_start();
        if let Some(mark) = fence {
            if trimmed.starts_with(&mark.to_string().repeat(3))
                && trimmed.trim_start_matches(mark).trim().is_empty()
            {
                fence = None;
            }
            continue;
        }
        if trimmed.starts_with("```") {
            fence = Some('`');
            continue;
        }
        if trimmed.starts_with("~~~") {
            fence = Some('~');
            continue;
        }
        comment |= trimmed.starts_with("{/*");
        if !comment {
            count += line.matches("<ParamField").count() + line.matches("<ResponseField").count();
        }
        comment &= !trimmed.contains("*/}");
    }
    count
}

fn count_claims(fields: &[FieldClaim]) -> usize {
    fields.iter().map(|f| 1 + count_claims(&f.children)).sum()
}

/// Field tags that became claims: those that stand in tables and headings are not counted.
fn claimed_tags(file: &SourceFile, page: &PageReading) -> usize {
    let tags = page.claims.claims.iter().filter(|c| file.slice(c.span).starts_with('<'));
    tags.map(|c| match &c.kind {
        ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
            1 + count_claims(&field.children)
        }
        ClaimKind::Status { .. } => 1,
        _ => 0,
    })
    .sum()
}

fn is_of(diagnostic: &Diagnostic, rule: &'static docbind::diagnostic::Rule) -> bool {
    diagnostic.rule == rule
}

fn load(api: &str, corpora: &Path) -> (Spec, Reading) {
    let spec = load_spec(&corpora.join(api)).expect("the corpus loads");
    let reading = docbind::read_spec(&spec);
    (spec, reading)
}

#[test]
fn every_page_gives_its_operation() {
    let Some(corpora) = corpora() else { return };
    let mut table = format!("{:<12}{:>7}{:>10}{:>10}\n", "api", "pages", "as stated", "otherwise");
    let (mut pages, mut right) = (0, 0);
    for api in APIS {
        let (spec, reading) = load(api, &corpora);
        let (mut stated, mut agree) = (0, 0);
        for (id, _) in &reading.pages {
            let file = spec.sources.get(*id);
            let Some((verb, path)) = stated_endpoint(&file.text) else { continue };
            stated += 1;
            let found = reading.api.operations.iter().find(|o| o.place.page == file.relative);
            let same = found.is_some_and(|o| {
                let own = shape(&o.path.to_string());
                let theirs = shape(&path);
                o.method.as_str() == verb && (own == theirs || theirs.ends_with(&own))
            });
            if same {
                agree += 1;
            } else {
                let what =
                    found.map_or("no operation".to_owned(), |o| format!("{} {}", o.method.as_str(), o.path));
                let said = reading
                    .diagnostics
                    .iter()
                    .any(|d| d.primary.as_ref().is_some_and(|l| l.span.source == *id));
                println!(
                    "{api}/{}: states {verb} {path}, gives {what}; a diagnostic says why: {said}",
                    file.relative
                );
                assert!(said, "{api}/{}: nothing says why", file.relative);
            }
        }
        writeln!(table, "{api:<12}{stated:>7}{agree:>10}{:>10}", stated - agree).unwrap();
        pages += stated;
        right += agree;
    }
    println!("{table}\n{right} of {pages}");
    assert!(pages >= 913, "{pages} pages with an `api:` line");
    assert!(right * 1000 >= pages * 995, "{right} of {pages}");
}

#[test]
fn every_field_tag_is_accounted_for() {
    let Some(corpora) = corpora() else { return };
    let mut wrong = Vec::new();
    let (mut tags, mut claims) = (0, 0);
    for api in APIS {
        let (spec, reading) = load(api, &corpora);
        for (id, page) in &reading.pages {
            let file = spec.sources.get(*id);
            if stated_endpoint(&file.text).is_none() {
                continue;
            }
            let (expected, found) = (count_tags(&file.text), claimed_tags(file, page));
            tags += expected;
            claims += found;
            if expected != found {
                wrong.push(format!("{api}/{}: {expected} tags, {found} claims", file.relative));
            }
        }
        let nameless = reading.diagnostics.iter().filter(|d| is_of(d, &rule::NAMELESS_FIELD)).count();
        println!("{api}: {nameless} without a name");
    }
    println!("{tags} tags, {claims} claims\n{}", wrong.join("\n"));
    assert!(wrong.is_empty(), "{} pages differ", wrong.len());
}
