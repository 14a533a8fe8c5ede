//! The words of HTTP statuses (RFC 9110 and the IANA registry).

use crate::model::Status;

/// The reason phrase of a status: `Bad Request`.
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        418 => "I Am A Teapot",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

/// The words of a status for a name: `bad request`, or `status 499` where it has none; `client error` for `4XX`.
pub(super) fn status_words(status: Status) -> Vec<String> {
    match (meaning(status), status) {
        (Some(meaning), _) => super::words::words(&meaning.to_ascii_lowercase()),
        (None, Status::Default) => vec!["default".into()],
        (None, _) => vec!["status".into(), status.to_string()],
    }
}

/// What a status means by itself: its reason phrase, or that of its class.
pub(super) fn meaning(status: Status) -> Option<&'static str> {
    match status {
        Status::Code(code) => reason(code),
        Status::Range(1) => Some("Informational"),
        Status::Range(2) => Some("Successful"),
        Status::Range(3) => Some("Redirection"),
        Status::Range(4) => Some("Client Error"),
        Status::Range(_) => Some("Server Error"),
        Status::Default => None,
    }
}

/// How the text on a status begins.
pub(super) fn status_lead(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}:"),
        Status::Range(class) => format!("Any other status from {class}00 to {class}99:"),
        Status::Default => "Any other status:".into(),
    }
}
