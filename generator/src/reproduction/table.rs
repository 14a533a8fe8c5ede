//! How much of what the pages document the client can make and read, and what stands in the way of the rest.

use super::sendable::Sendable;
use crate::diagnostic::{Rule, rule};
use std::collections::BTreeMap;

/// What of the documented requests and responses the client can make and read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reproduction {
    /// The requests: commands, HTTP messages, and bodies that stand by themselves.
    pub requests: Tally,
    /// The bodies of responses.
    pub responses: Tally,
    /// The requests that are reproduced, by their places.
    pub sendable: Vec<Sendable>,
}

impl Reproduction {
    /// The counts by what they are of, with what is done to such a message, where the pages show any.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &Tally, &'static str)> {
        let lines = [("requests", &self.requests, "sent"), ("responses", &self.responses, "read")];
        lines.into_iter().filter(|(_, tally, _)| tally.documented > 0)
    }
}

/// A count of documented messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many the pages show.
    pub documented: usize,
    /// How many of them the client makes, or reads.
    pub reproduced: usize,
    /// Of the others, how many each reason is true of; a message may have several.
    pub reasons: BTreeMap<Reason, usize>,
}

impl Tally {
    /// Counts a message, with the reasons for which it is not reproduced.
    pub(super) fn count(&mut self, reasons: impl IntoIterator<Item = Reason>) {
        self.documented += 1;
        let reasons: std::collections::BTreeSet<Reason> = reasons.into_iter().collect();
        self.reproduced += usize::from(reasons.is_empty());
        reasons.into_iter().for_each(|reason| *self.reasons.entry(reason).or_default() += 1);
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Tally) {
        self.documented += other.documented;
        self.reproduced += other.reproduced;
        other.reasons.iter().for_each(|(reason, count)| *self.reasons.entry(*reason).or_default() += count);
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $ident:ident $name:literal $own:ident [$($said:ident)*];)*) => {
        /// Why a documented message is not reproduced.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason {
            $($(#[$doc])* $ident),*
        }

        impl Reason {
            /// In kebab case: `field-missing`.
            pub fn as_str(self) -> &'static str {
                match self { $(Reason::$ident => $name),* }
            }

            /// The rule that says it where no other one does.
            pub(super) fn rule(self) -> &'static Rule {
                match self { $(Reason::$ident => &rule::$own),* }
            }

            /// Whether a rule may have said it already.
            pub(super) fn is_said_by(self, by: &Rule) -> bool {
                match self { $(Reason::$ident => false $(|| *by == rule::$said)*),* }
            }
        }
    };
}

impl Reason {
    /// Whether something is left out.
    pub(super) fn is_missing(self) -> bool {
        matches!(
            self,
            Reason::QueryMissing | Reason::HeaderMissing | Reason::BodyMissing | Reason::SentMissing
        )
    }
}

reasons! {
    /// The text of the request could not be read.
    Unread "unread" UNREAD_REQUEST [];
    /// No operation of the pages has that verb and path.
    NoOperation "no-operation" REQUEST_URL [ENDPOINT_CONTRADICTION];
    /// Another verb than the operation's.
    Verb "verb" REQUEST_URL [ENDPOINT_CONTRADICTION];
    /// Another scheme or host, or a base path of its own.
    Host "host" REQUEST_URL [ENDPOINT_CONTRADICTION SEVERAL_HOSTS OTHER_BASE_URL];
    /// Another path.
    Path "path" REQUEST_URL [ENDPOINT_CONTRADICTION BROKEN_PATH];
    /// A value in the path that the parameter cannot have.
    PathValue "path-value" REQUEST_URL [TYPE_CONTRADICTION];
    /// No value of the last path parameter, of which the client asks for one.
    PathEmpty "path-empty" REQUEST_PATH [];
    /// A URL as the value of a path parameter, which the client encodes.
    PathRaw "path-raw" REQUEST_PATH [];
    /// A query parameter that the operation does not have.
    QueryUnknown "query-unknown" REQUEST_QUERY [UNDECLARED_FIELD];
    /// A required query parameter that the request leaves out.
    QueryMissing "query-missing" REQUEST_QUERY [REQUIRED_CONTRADICTION];
    /// A value in the query that the parameter cannot have.
    QueryValue "query-value" REQUEST_QUERY [TYPE_CONTRADICTION];
    /// A header that the operation does not have.
    HeaderUnknown "header-unknown" REQUEST_HEADER [UNDECLARED_FIELD];
    /// A required header that the request leaves out.
    HeaderMissing "header-missing" REQUEST_HEADER [REQUIRED_CONTRADICTION];
    /// A value of a header that the parameter cannot have.
    HeaderValue "header-value" REQUEST_HEADER [TYPE_CONTRADICTION];
    /// Another media type is accepted than the operation's.
    Accept "accept" REQUEST_HEADER [MEDIA_TYPE_CONTRADICTION];
    /// Credentials that the operation does not take.
    Credentials "credentials" REQUEST_CREDENTIALS [];
    /// A body in another media type.
    MediaType "media-type" REQUEST_BODY [MEDIA_TYPE_CONTRADICTION];
    /// A body where the operation has none.
    BodyUnknown "body-unknown" REQUEST_BODY [];
    /// No body where the operation always sends one.
    BodyMissing "body-missing" REQUEST_BODY [REQUIRED_CONTRADICTION];
    /// A body that is not what its media type says.
    BodyUnread "body-unread" REQUEST_BODY [INVALID_JSON];
    /// A field of a request body that the operation does not have.
    SentUnknown "field-unknown" REQUEST_BODY [UNDECLARED_FIELD];
    /// A required field that the request body leaves out.
    SentMissing "field-missing" REQUEST_BODY [REQUIRED_CONTRADICTION];
    /// Null for a field that is never sent as null.
    SentNull "field-null" REQUEST_BODY [TYPE_CONTRADICTION];
    /// A value of another type than the field's.
    SentType "field-type" REQUEST_BODY [TYPE_CONTRADICTION];
    /// A response that is shown and is not JSON, where the operation reads JSON.
    ReadText "response-not-json" UNREADABLE_RESPONSE [INVALID_JSON];
    /// A required field that the response leaves out.
    ReadMissing "response-field-missing" UNREADABLE_RESPONSE [REQUIRED_CONTRADICTION FIELD_NOT_SHOWN];
    /// Null for a value that cannot be null.
    ReadNull "response-null" UNREADABLE_RESPONSE [TYPE_CONTRADICTION];
    /// A value of another type than the field's.
    ReadType "response-type" UNREADABLE_RESPONSE [TYPE_CONTRADICTION];
}
