//! No claim holds a URL with a user name or a password, or one that no server takes.

use super::claims::{Claim, ClaimKind};
use crate::budget;
use crate::diagnostic::{Diagnostic, rule};
use crate::site::{report_user_info, without_user_info};
use crate::source::Spanned;

/// Takes the user info out of the URLs of endpoints and requests, and drops those that are too long; says so.
pub(super) fn check_urls(claims: &mut [Claim], diagnostics: &mut Vec<Diagnostic>) {
    for claim in claims {
        let url: &mut Spanned<String> = match &mut claim.kind {
            ClaimKind::Endpoint(endpoint) => &mut endpoint.url,
            ClaimKind::RequestExample(request) => &mut request.url,
            _ => continue,
        };
        if url.value.len() > budget::URL {
            let message = format!("this URL has {} bytes: few servers take so many", url.value.len());
            diagnostics.push(
                Diagnostic::at(&rule::OVER_BUDGET, url.span, message)
                    .note(format!("no more than {} are read; nothing was read of it", budget::URL)),
            );
            claim.kind = ClaimKind::Chrome;
        } else if let Some(without) = without_user_info(&url.value) {
            url.value = without;
            diagnostics.push(report_user_info(url.span));
        }
    }
}
