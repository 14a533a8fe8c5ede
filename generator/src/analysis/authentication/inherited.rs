//! Operations whose pages do not say how the caller authenticates: what others of their page, a guide or most
//! pages say. A token sent where none is needed does no harm, one left out is answered with 401.

use super::guides::{Guide, guide_for};
use super::{is_bare, with_header_of};
use crate::analysis::draft::Draft;
use crate::analysis::endpoint::request_examples;
use crate::analysis::same_endpoint::PageOperation;
use crate::diagnostic::{Diagnostic, Suggestion, quoted, rule};
use crate::dialect::scheme_of_header;
use crate::model::{AuthScheme, Location, Operation, SecurityRequirement};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

type Alternatives = Vec<SecurityRequirement>;

/// What pages say, with how many operations do and where the first is.
type Counts = BTreeMap<Alternatives, (usize, Span)>;

/// What the pages say that say it.
#[derive(Default)]
struct Known {
    of_page: BTreeMap<SourceId, (Alternatives, Span)>,
    /// By folder: of all pages below it.
    below: BTreeMap<String, Counts>,
    /// Whether a request shows a key alone in the `Authorization` header.
    shows_bare: bool,
}

/// Gives operations that say nothing what others say, and says so; once, where nobody says anything.
pub(in crate::analysis) fn inherit_authentication(
    guides: &[Guide<'_>],
    pages: &mut [PageOperation<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    unify_spelling(pages);
    let known = Known::of(pages);
    let mut guided: BTreeMap<Span, (&Guide<'_>, usize)> = BTreeMap::new();
    let before = diagnostics.len();
    for PageOperation { operation, draft } in pages.iter_mut() {
        let silent = operation.authentication.is_none();
        if !silent && (draft.described || !holds_bare(operation)) {
            continue;
        }
        let of_page = known.of_page.get(&draft.file.id);
        let guide = guide_for(guides, &draft.file.relative).filter(|_| of_page.is_none());
        let found = match guide {
            Some(guide) => Some((&guide.alternatives, guide.span)),
            None => of_page.map(|(found, place)| (found, *place)).or_else(|| known.most_below(draft)),
        };
        let Some((found, place)) = found else { continue };
        let took = match &operation.authentication {
            None => found.clone(),
            // Pages that disagree are taken as they stand.
            Some(_) if known.shows_bare => continue,
            Some(own) => own.iter().map(|of| with_header_of(of.clone(), found.iter())).collect(),
        };
        if operation.authentication.as_ref() == Some(&took) {
            continue;
        }
        operation.authentication = Some(took);
        match guide {
            Some(guide) => guided.entry(guide.span).or_insert((guide, 0)).1 += 1,
            None => {
                let suggested = operation.authentication.as_deref().and_then(as_setting);
                let found = report_inherited(draft, silent, of_page.is_some(), place);
                diagnostics.push(found.suggest(suggested));
            }
        }
    }
    diagnostics.extend(guided.into_values().map(|(guide, count)| report_guide(guide, count)));
    if !is_one_way(pages) {
        diagnostics[before..].iter_mut().for_each(|of| of.suggestions.clear());
    }
    diagnostics.extend(report_unknown(pages));
}

/// Whether callers authenticate alike everywhere: then a setting can say it for all operations.
fn is_one_way(pages: &[PageOperation<'_>]) -> bool {
    let open = pages.iter().filter(|page| page.draft.settings.auth.is_none());
    let mut ways = open.filter_map(|page| page.operation.authentication.as_ref()).filter(|of| !of.is_empty());
    let first = ways.next();
    ways.all(|of| Some(of) == first)
}

/// Header names differ in more than case, or are one: as most pages spell it.
fn unify_spelling(pages: &mut [PageOperation<'_>]) {
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let headers = |scheme: &AuthScheme| match scheme {
        AuthScheme::ApiKey { location: Location::Header, name, .. } => Some(name.clone()),
        _ => None,
    };
    let all = pages.iter().filter_map(|page| page.operation.authentication.as_ref()).flatten();
    for name in all.flat_map(|of| &of.schemes).filter_map(headers) {
        *spellings.entry(name.to_ascii_lowercase()).or_default().entry(name).or_default() += 1;
    }
    spellings.retain(|_, names| names.len() > 1);
    if spellings.is_empty() {
        return;
    }
    let spelled = |mut scheme: AuthScheme| {
        if let AuthScheme::ApiKey { location: Location::Header, name, .. } = &mut scheme
            && let Some(names) = spellings.get(&name.to_ascii_lowercase())
            && let Some((most, _)) = names.iter().max_by_key(|(_, count)| **count)
        {
            name.clone_from(most);
        }
        scheme
    };
    for alternatives in pages.iter_mut().filter_map(|page| page.operation.authentication.as_mut()) {
        let mut distinct: Alternatives = Vec::new();
        for of in alternatives.drain(..) {
            let of: SecurityRequirement = of.schemes.into_iter().map(spelled).collect();
            distinct.extend((!distinct.contains(&of)).then_some(of));
        }
        *alternatives = distinct;
    }
}

impl Known {
    fn of(pages: &[PageOperation<'_>]) -> Known {
        let mut known = Known::default();
        for PageOperation { operation, draft } in pages {
            known.shows_bare |= shows_bare(draft);
            let Some(said) = operation.authentication.as_ref() else { continue };
            if said.is_empty() || (holds_bare(operation) && !draft.described) {
                continue;
            }
            known.of_page.entry(draft.file.id).or_insert_with(|| (said.clone(), draft.span()));
            for folder in folders(&draft.file.relative) {
                let counts = known.below.entry(folder.to_owned()).or_default();
                counts.entry(said.clone()).or_insert((0, draft.span())).0 += 1;
            }
        }
        known
    }

    /// What most pages say of the nearest folder around a page in which one says something.
    fn most_below(&self, draft: &Draft<'_>) -> Option<(&Alternatives, Span)> {
        let counts = folders(&draft.file.relative).find_map(|folder| self.below.get(folder))?;
        let (most, &(_, place)) = counts.iter().max_by_key(|(_, (count, _))| *count)?;
        Some((most, place))
    }
}

/// Whether a hand-written request shows a key alone in the `Authorization` header.
fn shows_bare(draft: &Draft<'_>) -> bool {
    let examples = request_examples(draft).into_iter().filter(|example| !example.generated);
    examples.flat_map(|example| &example.headers).any(|(name, value)| {
        name.eq_ignore_ascii_case("authorization") && is_bare(&scheme_of_header(name, value))
    })
}

/// The folders around a page, the nearest first; the last is that of all pages.
fn folders(page: &str) -> impl Iterator<Item = &str> {
    let own = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    std::iter::successors(Some(own), |folder| {
        (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(above, _)| above))
    })
}

/// Whether an operation sends an `Authorization` header of which its page does not say what stands in it.
fn holds_bare(operation: &Operation) -> bool {
    operation.authentication.iter().flatten().flat_map(|of| &of.schemes).any(is_bare)
}

fn report_inherited(draft: &Draft<'_>, silent: bool, of_page: bool, place: Span) -> Diagnostic {
    let message = match (silent, of_page) {
        (false, _) => "the page does not say what is in the `Authorization` header",
        (true, true) => "this operation does not say how the caller authenticates",
        (true, false) => "the page does not say how the caller authenticates",
    };
    Diagnostic::at(&rule::AUTHENTICATION_INHERITED, draft.span(), message)
        .related(place, "said here")
        .note("taken as there")
        .help("say it on the page; \"No authentication required\" where that is so")
        .help_in_settings("`auth = []` under `[[operations]]` says that none is required")
}

fn report_guide(guide: &Guide<'_>, count: usize) -> Diagnostic {
    let ways: Vec<String> = guide.alternatives.iter().map(ToString::to_string).collect();
    let message = format!("this guide says how the caller authenticates: {}", ways.join(", or "));
    let operations = if count == 1 { "one operation".into() } else { format!("{count} operations") };
    Diagnostic::at(&rule::AUTHENTICATION_FROM_GUIDE, guide.span, message)
        .note(format!("it counts for {operations} whose pages do not say it"))
        .help_in_settings(
            "`auth` under `[api]` says it for all, `auth = []` under `[[operations]]` that none is required",
        )
        .suggest(as_setting(&guide.alternatives))
}

/// The setting that says for all operations how the caller authenticates; `None` where none can.
fn as_setting(ways: &[SecurityRequirement]) -> Option<Suggestion> {
    let scheme = |of: &AuthScheme| match of {
        AuthScheme::Bearer => Some("\"bearer\"".to_owned()),
        AuthScheme::Basic => Some("\"basic\"".to_owned()),
        AuthScheme::ApiKey { location, name, prefix } if prefix.is_empty() => {
            let place = match location {
                Location::Header => "header",
                Location::Query => "query",
                Location::Cookie => "cookie",
                Location::Path => return None,
            };
            Some(format!("{{ {place} = {} }}", quoted(name)?))
        }
        AuthScheme::ApiKey { .. } => None,
    };
    let together = |of: &SecurityRequirement| {
        let schemes: Vec<String> = of.schemes.iter().map(scheme).collect::<Option<_>>()?;
        Some(match schemes.as_slice() {
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        })
    };
    let ways: Vec<String> = ways.iter().map(together).collect::<Option<_>>()?;
    let value = match ways.as_slice() {
        [only] if !only.starts_with('[') => only.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(Suggestion::api("auth", value))
}

/// Nothing says how to authenticate; a documented 401 says that something is needed.
fn report_unknown(pages: &[PageOperation<'_>]) -> Option<Diagnostic> {
    let silent: Vec<_> = pages.iter().filter(|page| page.operation.authentication.is_none()).collect();
    let first = silent.first()?;
    let operations = match silent.len() {
        1 => "the client sends what the application gives".to_owned(),
        count => format!(
            "the client sends what the application gives, with all {count} operations that do not say it"
        ),
    };
    let refused = silent.iter().find(|page| page.operation.responses.iter().any(|of| of.status == 401));
    let diagnostic = Diagnostic::at(
        &rule::AUTHENTICATION_UNKNOWN,
        first.draft.span(),
        "no page says how the caller authenticates",
    )
    .note(operations);
    let diagnostic = match refused {
        Some(page) => diagnostic.related(page.draft.span(), "the response 401 says that something is needed"),
        None => diagnostic,
    };
    Some(
        diagnostic
            .help("say it on the pages, or once in a guide; \"No authentication required\" where that is so")
            .help_in_settings(
                "`auth` under `[api]` in docbind.toml: `\"bearer\"`, `{ header = \"X-Key\" }`, `[]` for none",
            ),
    )
}

#[cfg(test)]
mod tests {
    use super::{as_setting, folders};
    use crate::model::{AuthScheme, Location, SecurityRequirement};

    #[test]
    fn ways_to_authenticate_as_settings() {
        let value = |ways: &[SecurityRequirement]| as_setting(ways).map(|of| of.value);
        let key = |location| SecurityRequirement::from(AuthScheme::key(location, "X-Key"));
        let both = SecurityRequirement::from_iter([AuthScheme::Bearer, AuthScheme::Basic]);
        assert_eq!(value(&[AuthScheme::Bearer.into()]).as_deref(), Some("\"bearer\""));
        assert_eq!(value(&[key(Location::Query)]).as_deref(), Some("{ query = \"X-Key\" }"));
        let several = [AuthScheme::Basic.into(), key(Location::Header)];
        assert_eq!(value(&several).as_deref(), Some("[\"basic\", { header = \"X-Key\" }]"));
        assert_eq!(value(&[both]).as_deref(), Some("[[\"bearer\", \"basic\"]]"));
        assert_eq!(value(&[]).as_deref(), Some("[]"));
        let prefix = AuthScheme::ApiKey {
            location: Location::Header,
            name: "Authorization".to_owned(),
            prefix: "Token ".to_owned(),
        };
        assert_eq!(value(&[prefix.into()]), None);
    }

    #[test]
    fn folders_around_a_page() {
        assert_eq!(folders("a/b/c.md").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(folders("c.md").collect::<Vec<_>>(), [""]);
    }
}
