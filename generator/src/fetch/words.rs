//! What a run has to say, as diagnostics. They are about addresses, and so about no place of a page.

use super::discover::{Candidate, CandidateKind, Found, Skipped};
use super::failure::Failure;
use super::settings::Request;
use crate::diagnostic::{Diagnostic, rule};
use crate::visible::visible;
use url::Url;

/// What is to be said before anything is fetched.
pub(super) fn of_request(request: &Request) -> Vec<Diagnostic> {
    let plain = request.is_plain().then(|| {
        let message = format!("{} is fetched over http", shown(request.url()));
        Diagnostic::general(&rule::PLAIN_HTTP, message)
            .note("everybody on the way can read and change the pages")
            .help("fetch over https where the site can")
    });
    plain.into_iter().collect()
}

/// What is to be said of what was found.
pub(super) fn of_found(found: &Found, request: &Request) -> Vec<Diagnostic> {
    let pages = found.candidates.iter().filter(|of| of.kind != CandidateKind::Description).count();
    if pages == 0 {
        let message = format!("no pages were found at {}", shown(request.url()));
        let mut diagnostic = Diagnostic::general(&rule::NO_PAGES_FOUND, message)
            .note("looked for llms.txt, llms-full.txt, sitemap.xml and links on the page itself");
        for why in [Skipped::OtherHost, Skipped::Elsewhere, Skipped::Excluded, Skipped::NotIncluded] {
            let count = found.skipped.iter().filter(|(_, skipped)| *skipped == why).count();
            if count > 0 {
                diagnostic = diagnostic.note(format!("{count} of what was found: {why}"));
            }
        }
        return vec![diagnostic.help("`--dry-run` shows what was found and why it would not be fetched")];
    }
    if pages > request.max_pages {
        return vec![too_many(pages, request.max_pages)];
    }
    Vec::new()
}

/// More pages than the limit.
pub(super) fn too_many(pages: usize, limit: usize) -> Diagnostic {
    Diagnostic::general(
        &rule::NO_PAGES_FOUND,
        format!("there are {pages} pages or more, and the limit is {limit}"),
    )
    .help("name what is needed with `--include`, or raise `--max-pages` (`max-pages` under `[fetch]`)")
}

/// It cannot be told which pages there are.
pub(super) fn undiscovered(url: &Url, failure: &Failure) -> Diagnostic {
    let message = format!("which pages there are cannot be told: {} {failure}", shown(url.as_str()));
    Diagnostic::general(&rule::NO_PAGES_FOUND, message).note("nothing was fetched").help(failure.help())
}

/// A page did not come.
pub(super) fn failed(candidate: &Candidate, failure: &Failure, is_there: bool) -> Diagnostic {
    let rule = match failure {
        Failure::OtherHost { .. } | Failure::Insecure { .. } => &rule::OTHER_HOST,
        _ => &rule::FETCH_FAILED,
    };
    let diagnostic = Diagnostic::general(rule, format!("{} {failure}", shown(candidate.url())));
    found_by(diagnostic, candidate, is_there).help(failure.help())
}

/// Something else than a page came.
pub(super) fn not_a_page(candidate: &Candidate, why: &str, is_there: bool) -> Diagnostic {
    let message = format!("{} was not saved: {}", shown(candidate.url()), visible(why));
    let help = if why.contains("sign in") {
        "for a private site: `--header-env Authorization=VARIABLE`, where the variable holds the value of the header"
    } else {
        "open it in a browser; `--exclude` leaves it out"
    };
    found_by(Diagnostic::general(&rule::NOT_A_PAGE, message), candidate, is_there).help(help)
}

/// The site does not have a page.
pub(super) fn gone(candidate: &Candidate, status: u16, is_there: bool) -> Diagnostic {
    let message = format!("{} is not there: {status}", shown(candidate.url()));
    found_by(Diagnostic::general(&rule::PAGE_VANISHED, message), candidate, false).note(if is_there {
        "its file is removed when all other pages could be fetched"
    } else {
        "it was never fetched"
    })
}

fn found_by(diagnostic: Diagnostic, candidate: &Candidate, is_there: bool) -> Diagnostic {
    let diagnostic = diagnostic.note(format!("found by: {}", visible(&candidate.why)));
    if is_there { diagnostic.note("the file of an earlier fetch stays as it is") } else { diagnostic }
}

/// A file of a page that the site has no more.
pub(super) fn removed(path: &str) -> Diagnostic {
    Diagnostic::general(
        &rule::PAGE_VANISHED,
        format!("`{}` was removed: the site has the page no more", visible(path)),
    )
}

/// Such files stay where the run was not complete.
pub(super) fn not_removed(paths: &[String]) -> Diagnostic {
    let first: Vec<_> = paths.iter().take(5).map(|path| format!("`{}`", visible(path))).collect();
    let more = if paths.len() > 5 { format!(" and {} more", paths.len() - 5) } else { String::new() };
    let message = format!("the site lists no more what {}{more} were fetched from", first.join(", "));
    Diagnostic::general(&rule::PAGE_VANISHED, message)
        .note("nothing was removed, as other pages could not be fetched")
        .help("run the command again")
}

/// A file that somebody has edited, of a page that the site has no more.
pub(super) fn vanished_edited(path: &str) -> Diagnostic {
    let message = format!("`{}` was edited by hand, and the site has the page no more", visible(path));
    Diagnostic::general(&rule::PAGE_KEPT, message)
        .note("it stays")
        .help("remove it, or fetch with `--overwrite`")
}

/// A file that is not as it was fetched.
pub(super) fn kept(path: &str, is_known: bool) -> Diagnostic {
    let why = if is_known { "was edited by hand" } else { "is there and was not fetched" };
    Diagnostic::general(&rule::PAGE_KEPT, format!("`{}` {why}, and differs from the site", visible(path)))
        .note("it stays as it is")
        .help("say in docbind.toml what the page says wrong, and fetch with `--overwrite`")
}

fn shown(url: &str) -> String {
    visible(url).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_said_unless_it_stays_on_this_machine() {
        let said = |url| {
            of_request(&Request::new(url, "x").unwrap()).iter().map(|of| of.rule.code).collect::<Vec<_>>()
        };
        assert_eq!(said("http://docs.acme.example"), ["D0707"]);
        for url in ["https://docs.acme.example", "http://127.0.0.1:80", "http://localhost", "http://[::1]:80"]
        {
            assert_eq!(said(url), [""; 0], "{url}");
        }
    }
}
