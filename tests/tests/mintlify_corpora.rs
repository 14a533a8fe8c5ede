//! The hand-written Mintlify pages of twelve APIs: every page gives the operation that its front
//! matter states, and every field tag ends up in the model or in a diagnostic. Runs where
//! `../shared/corpora` is present and says so where it is not.

use docbind::Diagnostic;
use docbind::Reading;
use docbind::SourceFile;
use docbind::testing::diagnostic::rule;
use docbind::testing::dialect::PageReading;
use docbind::testing::dialect::claims::{ClaimKind, FieldClaim};
use docbind::{Spec, load_spec};
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

/// Nested fields that have a tag; those of lists and tables have none.
fn count_nested(file: &SourceFile, fields: &[FieldClaim]) -> usize {
    let tags = |f: &FieldClaim| usize::from(f.span.source == file.id && file.slice(f.span).starts_with('<'));
    fields.iter().map(|f| tags(f) + count_nested(file, &f.children)).sum()
}

/// Field tags that became claims: those that stand in tables and headings are not counted.
fn claimed_tags(file: &SourceFile, page: &PageReading) -> usize {
    let tags = page.claims.claims.iter().filter(|c| {
        // What stands in a snippet is counted with none of the pages.
        c.span.source == file.id && file.slice(c.span).starts_with('<')
    });
    tags.map(|c| match &c.kind {
        ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
            1 + count_nested(file, &field.children)
        }
        ClaimKind::Status { .. } => 1,
        _ => 0,
    })
    .sum()
}

fn is_of(diagnostic: &Diagnostic, rule: &'static docbind::Rule) -> bool {
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
            // A page may describe others beside the one that it states.
            let of_page = || {
                reading.api.operations.iter().filter(|o| o.places().any(|place| place.page == file.relative))
            };
            let same = of_page().any(|o| {
                let own = shape(&o.path.to_string());
                let theirs = shape(&path);
                // Which part of a URL is the base, all operations decide, those of descriptions too.
                o.method.as_str() == verb && (theirs.ends_with(&own) || own.ends_with(&theirs))
            });
            let found = of_page().next();
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

/// Declared fields of a page that are in the model, each once: `name` with the number of times.
fn modelled(reading: &Reading, page: &str) -> std::collections::BTreeMap<String, usize> {
    use docbind::model::{AuthScheme, Evidence, Schema, SchemaKind};
    fn visit(
        reading: &Reading,
        schema: &Schema,
        depth: usize,
        found: &mut std::collections::BTreeMap<String, usize>,
    ) {
        if depth > 12 {
            return;
        }
        let visit = |schema: &Schema, found: &mut _| visit(reading, schema, depth + 1, found);
        match &schema.kind {
            SchemaKind::Ref { name } => visit(&reading.api.schemas[name].schema, found),
            SchemaKind::Object(object) => {
                for field in &object.fields {
                    if field.evidence == Evidence::Declared {
                        *found.entry(field.name.clone()).or_default() += 1;
                    }
                    visit(&field.schema, found);
                }
            }
            SchemaKind::Array { items } | SchemaKind::Map { values: items } => visit(items, found),
            SchemaKind::Union { variants } => variants.iter().for_each(|v| visit(v, found)),
            SchemaKind::Tagged(of) => {
                // What all variants have is declared once; the tag may be declared for each.
                let mut distinct = Vec::new();
                for field in of.variants.iter().flat_map(|variant| &variant.object.fields) {
                    if field.evidence == Evidence::Declared && !distinct.contains(&field) {
                        distinct.push(field);
                    }
                }
                let single = of.variants.iter().filter(|variant| variant.values.len() == 1).count();
                *found.entry(of.tag.clone()).or_default() += single;
                for field in distinct {
                    *found.entry(field.name.clone()).or_default() += 1;
                    visit(&field.schema, found);
                }
            }
            _ => {}
        }
    }
    let mut found = std::collections::BTreeMap::new();
    for webhook in reading.api.webhooks.iter().filter(|webhook| webhook.place.page == page) {
        for field in &webhook.headers {
            *found.entry(field.name.clone()).or_default() += 1;
        }
        visit(reading, &webhook.payload, 0, &mut found);
    }
    for operation in reading.api.operations.iter().filter(|o| o.places().any(|p| p.page == page)) {
        for scheme in operation.authentication.iter().flatten().flat_map(|of| &of.schemes) {
            let name = match scheme {
                AuthScheme::ApiKey { name, .. } => name.as_str(),
                _ => "authorization",
            };
            *found.entry(name.to_owned()).or_default() += 1;
        }
        for parameter in &operation.parameters {
            *found.entry(parameter.field.name.clone()).or_default() += 1;
            visit(reading, &parameter.field.schema, 0, &mut found);
        }
        let bodies = operation.request_body.iter().map(|b| &b.schema);
        let answers = operation.responses.iter().filter_map(|r| r.schema.as_ref());
        bodies.chain(answers).for_each(|schema| visit(reading, schema, 0, &mut found));
    }
    found
}

#[test]
fn every_claimed_field_is_in_the_model_or_in_a_diagnostic() {
    let Some(corpora) = corpora() else { return };
    let mut lost = Vec::new();
    let (mut total, mut in_model, mut said) = (0, 0, 0);
    for api in APIS {
        let (spec, reading) = load(api, &corpora);
        for (id, page) in &reading.pages {
            let file = spec.sources.get(*id);
            if stated_endpoint(&file.text).is_none() {
                continue;
            }
            let mut model = modelled(&reading, &file.relative);
            let mut fields = Vec::new();
            for claim in &page.claims.claims {
                if let ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } =
                    &claim.kind
                {
                    collect(field, &mut fields);
                }
            }
            total += fields.len();
            // An entry without a name says what the whole answer, or an array's item, is.
            for field in fields.into_iter().filter(|f| !f.name.value.is_empty()) {
                let last = field.name.value.rsplit('.').next().unwrap_or_default();
                let lower = field.name.value.to_lowercase();
                let wire = [field.name.value.as_str(), last, lower.as_str(), last.trim_end_matches("[]")];
                let duplicate = reading.diagnostics.iter().any(|d| {
                    (is_of(d, &rule::DUPLICATE_FIELD) || is_of(d, &rule::REPEATED_FIELD))
                        && d.primary.as_ref().is_some_and(|l| l.span == field.name.span)
                });
                if duplicate {
                    said += 1;
                    continue;
                }
                let key = wire.iter().find(|name| model.get(**name).is_some_and(|n| *n > 0));
                if let Some(key) = key {
                    *model.get_mut(*key).unwrap() -= 1;
                    in_model += 1;
                    continue;
                }
                let mentioned = reading.diagnostics.iter().any(|d| {
                    let labels = d.primary.iter().chain(&d.related);
                    labels.into_iter().any(|l| field.span.contains(l.span) || l.span == field.span)
                });
                if mentioned {
                    said += 1;
                } else {
                    lost.push(format!(
                        "{api}/{}:{} {}",
                        file.relative,
                        file.position(field.span.start).line,
                        field.name.value
                    ));
                }
            }
        }
    }
    println!("{total} fields: {in_model} in the model, {said} in a diagnostic, {} in neither", lost.len());
    println!("{}", lost.iter().take(80).cloned().collect::<Vec<_>>().join("\n"));
    assert!(lost.is_empty());
}

fn collect<'a>(field: &'a FieldClaim, fields: &mut Vec<&'a FieldClaim>) {
    fields.push(field);
    field.children.iter().for_each(|child| collect(child, fields));
}
