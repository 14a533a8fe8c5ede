//! `docs/accuracy.md`.

use crate::Scored;
use crate::class::{Class, Classed};
use crate::miss::What;
use crate::sections::Sections;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "\
# Accuracy

Two APIs of the test corpora have an official OpenAPI description beside their hand-written pages. The test

```sh
cargo test -p docbind-tests --test accuracy
```

reads the pages, writes OpenAPI, and compares it with the description (`../shared/tools/score`; where the corpora
are not there, the test says so and passes). It fails when a figure or a line below changes; `UPDATE_EXPECT=1`
writes this page anew.

The pages of one folder are compared with three descriptions, each of a part of them and of a later date, so that
the operations which another description has, or none any more, count against the score.

";

const CLASSES: &str = "\
Every difference has a class:

- **the page does not say it**: the name stands nowhere on the operation's pages, or no page describes the
  operation;
- **the documents differ**: the page says one thing, the description another;
- **misread**: the page says it and docbind did not read it. There is none, and the test fails when there is one.

The test classes what shows by itself, by looking for the name in the text of the pages; the rest was read by
hand, with a reason for each in `tests/tests/accuracy/judgements.txt`.

";

const EXPORTED: &str = "
## Exported pages

A site that is made from an OpenAPI description exports each operation as a page that ends in its part of the
description. Five descriptions were cut into such pages, read back, and compared with themselves. What is missing
are fields that only a form has where a body may be JSON or a form, and a key header that is declared as a
parameter and taken for the credential that it is.

";

const SECTIONS: &str = "\
## Operations in sections

Two APIs describe many operations on each page, and records on pages and in sections of their own. Their pages alone
are compared with the official description by `score --full`, which also looks at what bodies and responses hold,
three steps deep, at servers and at credentials. The description of Mastodon was made from later pages by a program
that leaves out the operations of administrators, and names another server than the pages do.

";

const TOLD: &str = "
The differences have these classes, by the text of the pages, which is read without docbind:

- **not in the pages**: the name stands nowhere in them, or no page states the operation;
- **elsewhere in the pages**: it stands in another section or page: in prose, or in a record that the section of the
  operation does not name as its own;
- **the documents differ**: the section says one thing, the description another;
- **no type read**: the page says in words what the value is, or not at all, and the client takes any value;
- **misread**: the section of the operation lists the name, and docbind did not read it, or read one that it does not
  list.

Fields inside of others are left out: they are those of records, and would be counted with each operation.
";

/// The page.
pub fn render(scored: &[Scored], exported: &[(&str, Value)], sections: &Sections) -> String {
    let mut out = String::from(HEAD);
    render_figures(scored.iter().map(|one| (one.description.name, &one.figures)), &mut out);
    out.push_str(CLASSES);
    render_counts(scored, &mut out);
    for one in scored {
        writeln!(out, "\n## {}\n", one.description.name).unwrap();
        render_operations(&one.misses, &mut out);
        render_fields(&one.misses, &mut out);
    }
    out.push_str(EXPORTED);
    render_figures(exported.iter().map(|(name, figures)| (*name, figures)), &mut out);
    out.push_str(SECTIONS);
    render_full_figures(&sections.figures, &mut out);
    out.push_str(TOLD);
    out.push_str(&sections.told);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn render_figures<'s>(scored: impl Iterator<Item = (&'s str, &'s Value)>, out: &mut String) {
    let kinds = ["operations", "path", "query", "header", "body", "response"];
    out.push_str("| description | score |");
    kinds.iter().chain(&["required", "type"]).for_each(|kind| write!(out, " {kind} |").unwrap());
    out.push_str("\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (name, f) in scored {
        write!(out, "| {name} | {:.4} |", f["score"].as_f64().unwrap_or_default()).unwrap();
        for kind in kinds {
            let (both, truth, got) = (&f[kind]["both"], &f[kind]["truth"], &f[kind]["got"]);
            write!(out, " {both} of {truth}, {got} read |").unwrap();
        }
        for kind in ["required", "type"] {
            write!(out, " {} of {} |", f[kind]["both"], f[kind]["of"]).unwrap();
        }
        out.push('\n');
    }
    out.push('\n');
}

fn render_full_figures(scored: &[(&str, Value)], out: &mut String) {
    let found = ["operations", "query", "body", "response", "nested"];
    let agreed = ["required", "type", "server", "auth"];
    out.push_str("| description | content |");
    found.iter().chain(&agreed).for_each(|kind| write!(out, " {kind} |").unwrap());
    out.push_str("\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (name, f) in scored {
        write!(out, "| {name} | {:.4} |", f["content"].as_f64().unwrap_or_default()).unwrap();
        for kind in found {
            let (both, truth, got) = (&f[kind]["both"], &f[kind]["truth"], &f[kind]["got"]);
            let f1 = f[kind]["f1"].as_f64().unwrap_or_default();
            write!(out, " {both} of {truth}, {got} read: {f1:.3} |").unwrap();
        }
        for kind in agreed {
            write!(out, " {} of {} |", f[kind]["both"], f[kind]["of"]).unwrap();
        }
        out.push('\n');
    }
}

fn render_counts(scored: &[Scored], out: &mut String) {
    out.push_str("| description | differences | the page does not say it | the documents differ | misread |\n|---|---|---|---|---|\n");
    for one in scored {
        let count = |class| one.misses.iter().filter(|m| m.class == class).count();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            one.description.name,
            one.misses.len(),
            count(Class::NotSaid),
            count(Class::Differ),
            count(Class::Misread)
        )
        .unwrap();
    }
}

fn render_operations(misses: &[Classed], out: &mut String) {
    let mut rows: BTreeMap<(&str, Class), Vec<&str>> = BTreeMap::new();
    for classed in misses {
        let side = match classed.miss.what {
            What::OperationMissing => "only in the description",
            What::OperationExtra => "only on pages",
            _ => continue,
        };
        rows.entry((side, classed.class)).or_default().push(&classed.miss.operation);
    }
    if rows.is_empty() {
        return;
    }
    out.push_str("| operations | class | |\n|---|---|---|\n");
    for ((side, class), operations) in rows {
        let listed: Vec<String> = operations.iter().map(|o| format!("`{o}`")).collect();
        writeln!(out, "| {side} | {} | {} |", class.words(), listed.join(", ")).unwrap();
    }
    out.push('\n');
}

fn render_fields(misses: &[Classed], out: &mut String) {
    let mut rows: BTreeMap<(&str, &str, &str, Class), Vec<String>> = BTreeMap::new();
    for Classed { miss, class } in misses {
        let (place, side, text) = match &miss.what {
            What::Missing(place, name) => (place, "only in the description", format!("`{name}`")),
            What::Extra(place, name) => (place, "only on the page", format!("`{name}`")),
            What::Disagree(place, name, said) => (place, "in both", format!("`{name}` {said}")),
            _ => continue,
        };
        rows.entry((&miss.operation, place, side, *class)).or_default().push(text);
    }
    if rows.is_empty() {
        return;
    }
    out.push_str("| operation | place | | class | names |\n|---|---|---|---|---|\n");
    for ((operation, place, side, class), mut names) in rows {
        names.sort();
        writeln!(out, "| `{operation}` | {place} | {side} | {} | {} |", class.words(), names.join(", "))
            .unwrap();
    }
}
