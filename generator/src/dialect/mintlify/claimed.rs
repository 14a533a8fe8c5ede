//! The claims of a page while it is read, and where the last of each kind stands: what the reader asks of those before
//! does not take the longer, the more there are.

use crate::dialect::claims::{Claim, ClaimKind};
use std::ops::{Deref, DerefMut};

/// The claims until here, in order.
#[derive(Default)]
pub(super) struct Claimed {
    all: Vec<Claim>,
    /// The last endpoint that the front matter, a tag or an OpenAPI document states.
    pub(super) endpoint: Option<usize>,
    /// The last request.
    pub(super) request: Option<usize>,
    /// The last example of a body.
    pub(super) example: Option<usize>,
    /// The last parameter.
    pub(super) parameter: Option<usize>,
    /// The last field of an answer.
    pub(super) answer: Option<usize>,
    /// The last heading, bold lines in the place of one among them.
    pub(super) section: Option<usize>,
    /// What is neither prose nor chrome.
    pub(super) matters: Vec<usize>,
}

impl Claimed {
    /// No claims, with room for those of so many blocks.
    pub(super) fn of_blocks(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), ..Self::default() }
    }

    pub(super) fn push(&mut self, claim: Claim) {
        let at = Some(self.all.len());
        match &claim.kind {
            ClaimKind::Endpoint(_) => self.endpoint = at,
            ClaimKind::RequestExample(_) => self.request = at,
            ClaimKind::Example(_) => self.example = at,
            ClaimKind::Parameter { .. } => self.parameter = at,
            ClaimKind::ResponseField { .. } => self.answer = at,
            ClaimKind::Section { .. } => self.section = at,
            _ => {}
        }
        if !matches!(claim.kind, ClaimKind::ResponseProse { .. } | ClaimKind::Remark(_) | ClaimKind::Chrome) {
            self.matters.extend(at);
        }
        self.all.push(claim);
    }

    /// Adds an endpoint that a text states.
    pub(super) fn push_weak(&mut self, claim: Claim) {
        self.matters.push(self.all.len());
        self.all.push(claim);
    }

    /// What is claimed there, to add to it.
    pub(super) fn kind_mut(&mut self, at: usize) -> Option<&mut ClaimKind> {
        self.all.get_mut(at).map(|claim| &mut claim.kind)
    }

    /// Takes the last claim back: something else is claimed in its place.
    pub(super) fn remove_last(&mut self) {
        self.all.pop();
        self.matters.retain(|at| *at < self.all.len());
    }

    pub(super) fn into_vec(self) -> Vec<Claim> {
        self.all
    }

    /// The last field, of either side, or endpoint.
    pub(super) fn of_endpoint(&self) -> Option<usize> {
        self.endpoint.max(self.parameter).max(self.answer)
    }
}

impl Deref for Claimed {
    type Target = [Claim];

    fn deref(&self) -> &[Claim] {
        &self.all
    }
}

impl DerefMut for Claimed {
    fn deref_mut(&mut self) -> &mut [Claim] {
        &mut self.all
    }
}
