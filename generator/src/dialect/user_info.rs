//! No claim holds a URL with a user name or a password.

use super::claims::{Claim, ClaimKind};
use crate::diagnostic::Diagnostic;
use crate::site::{report_user_info, without_user_info};
use crate::source::Spanned;

/// Takes the user info out of the URLs of endpoints and requests, and says so.
pub(super) fn drop_user_info(claims: &mut [Claim], diagnostics: &mut Vec<Diagnostic>) {
    for claim in claims {
        let url: &mut Spanned<String> = match &mut claim.kind {
            ClaimKind::Endpoint(endpoint) => &mut endpoint.url,
            ClaimKind::RequestExample(request) => &mut request.url,
            _ => continue,
        };
        if let Some(without) = without_user_info(&url.value) {
            url.value = without;
            diagnostics.push(report_user_info(url.span));
        }
    }
}
