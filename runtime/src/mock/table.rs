//! One line of a table for each operation of a generated crate.

use super::responder::Expected;
use super::{Expectation, Mock};
use crate::call::operation::Method;
use crate::codec::{Erased, Wire};
use bytes::Bytes;

/// An operation, and its documented response.
#[derive(Clone, Copy, Debug)]
pub struct MockOperation {
    /// Its name in code.
    pub id: &'static str,
    /// Its verb.
    pub method: Method,
    /// Its path template.
    pub path: &'static str,
    /// The status of its first documented success.
    pub status: u16,
    /// The documented example, or a value that fits, behind its media type where it has a body.
    pub content: &'static [&'static str],
}

impl<C> Mock<C> {
    /// Expects a call. Generated code does this; a test calls its methods.
    pub fn expect_operation<T>(&self, of: &MockOperation, write: fn(&T) -> Bytes) -> Expectation<'_, T> {
        let (media_type, text) = match *of.content {
            [media_type, text] => (Some(media_type), text),
            _ => (None, ""),
        };
        let body = Bytes::from_static(text.as_bytes());
        self.expect(Expected::new(of.id, of.method, of.path, of.status, media_type, body), write)
    }
}

/// A response of JSON.
pub fn write_json<T: Wire>(value: &T) -> Bytes {
    let json = serde_json::to_vec(&Erased(value));
    json.expect("a value of the client is JSON").into()
}

/// A response with JSON on each line.
#[allow(clippy::ptr_arg)] // it stands beside the others
pub fn write_lines<T: Wire>(lines: &Vec<T>) -> Bytes {
    lines.iter().flat_map(|line| [write_json(line), Bytes::from_static(b"\n")]).flatten().collect()
}

/// A stream of events whose data is JSON.
#[allow(clippy::ptr_arg)] // it stands beside the others
pub fn write_events<T: Wire>(events: &Vec<T>) -> Bytes {
    let data = |event: &T| String::from_utf8_lossy(&write_json(event)).into_owned();
    events.iter().map(|event| format!("data: {}\n\n", data(event))).collect::<String>().into()
}

/// A stream of events whose data is text.
#[allow(clippy::ptr_arg)] // it stands beside the others
pub fn write_text_events(events: &Vec<String>) -> Bytes {
    events.iter().map(|event| data_lines(event) + "\n").collect::<String>().into()
}

/// A stream of events, each with its fields.
#[allow(clippy::ptr_arg)] // it stands beside the others
pub fn write_event_records<T: Wire>(events: &Vec<T>) -> Bytes {
    let mut stream = String::new();
    for event in events {
        let fields: serde_json::Value = serde_json::from_slice(&write_json(event)).unwrap_or_default();
        // Without an id: a client would ask for what follows the last of them.
        if let Some(name) = fields.get("event").and_then(serde_json::Value::as_str) {
            stream += &format!("event: {}\n", name.replace(['\r', '\n'], " "));
        }
        stream += &match fields.get("data") {
            Some(serde_json::Value::String(text)) => data_lines(text),
            Some(data) => data_lines(&data.to_string()),
            None => String::new(),
        };
        stream.push('\n');
    }
    stream.into()
}

fn data_lines(text: &str) -> String {
    text.lines().map(|line| format!("data: {line}\n")).collect()
}

/// A response of text.
#[allow(clippy::ptr_arg)] // it stands beside the others
pub fn write_text(text: &String) -> Bytes {
    text.clone().into()
}

/// A response that is kept as it is.
pub fn write_bytes(bytes: &Bytes) -> Bytes {
    bytes.clone()
}

/// A response without a body.
pub fn write_nothing(_: &()) -> Bytes {
    Bytes::new()
}

/// What is expected of a group of operations: for each the name of its method, with the name in code where that is another
/// one, the type that it responds with, what writes that, verb and path template, and its documented response.
///
/// ```
/// use docbind_runtime::codegen::{self, mock::Mock};
///
/// codegen::mock_operations! {
///     threads::Threads of codegen::Client {
///         get_thread: codegen::Value, write_json, Get "/threads/{id}", 200 "application/json" r#"{"id":1}"#;
///         delete_thread as "delete": (), write_nothing, Delete "/threads/{id}", 204 "";
///     }
/// }
///
/// let mock: Mock = Mock::new(|| codegen::ClientBuilder::new(None));
/// let threads = Threads(&mock);
/// threads.get_thread().any_times();
/// threads.delete_thread().fails_with(404, ()).any_times();
/// ```
#[macro_export]
macro_rules! mock_operations {
    ($module:ident::$group:ident of $client:ty { $($rows:tt)* }) => {
        $crate::mock_operations! { $module::$group as $group of $client { $($rows)* } }
    };
    ($module:ident::$group:ident as $called:ident of $client:ty {
        $($name:ident $(as $id:literal)?: $answer:ty, $write:ident, $verb:ident $path:literal, $status:literal $($text:literal)+;)*
    }) => {
        #[doc = ::core::concat!(
            "What is expected of [`", ::core::stringify!($group), "`](crate::", ::core::stringify!($module), "::",
            ::core::stringify!($group), ")."
        )]
        #[derive(Clone, Copy, Debug)]
        pub struct $called<'m>(pub(crate) &'m $crate::codegen::mock::Mock<$client>);

        impl<'m> $called<'m> {
            $(
                #[doc = ::core::concat!(
                    "Expects a call of [`", ::core::stringify!($name), "`](crate::", ::core::stringify!($module), "::",
                    ::core::stringify!($group), "::", ::core::stringify!($name), ")."
                )]
                #[inline]
                pub fn $name(&self) -> $crate::codegen::mock::Expectation<'m, $answer> {
                    const OPERATION: $crate::codegen::mock::MockOperation = $crate::codegen::mock::MockOperation {
                        id: [$($id,)? ::core::stringify!($name)][0],
                        method: $crate::codegen::Method::$verb,
                        path: $path,
                        status: $status,
                        content: &[$($text),+],
                    };
                    self.0.expect_operation(&OPERATION, $crate::codegen::mock::$write)
                }
            )*
        }
    };
}
