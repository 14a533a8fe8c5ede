//! A server for the clients of cases, and what it received.

use crate::server::{Answer, Received, Server};

pub const OK: Answer = json(r#"{"ok":true}"#);

pub const fn json(body: &'static str) -> Answer {
    Answer { status: 200, media_type: Some("application/json"), body }
}

/// A server that answers everything alike.
pub async fn server(answer: Answer) -> Server {
    let server = Server::start().await;
    server.answer(answer);
    server
}

/// The one request that arrived.
#[track_caller]
pub fn received(server: &Server) -> Received {
    let mut received = server.take();
    assert_eq!(received.len(), 1, "{received:?}");
    received.remove(0)
}

impl Received {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(known, _)| known == name)?;
        std::str::from_utf8(&header.1).ok()
    }

    /// Verb, path and query.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }
}

/// A form or query, decoded.
pub fn pairs(text: &str) -> Vec<String> {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    text.split('&').map(|pair| decode(&pair.replace('+', " "))).collect()
}
