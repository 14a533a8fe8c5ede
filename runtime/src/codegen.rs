//! The names that generated code uses. Nothing else of this crate is named there.
//!
//! It is public because generated code is compiled in other crates; an application has no use for it.
//! It may change in any release: regenerate when you update.

pub use crate::array_style::ArrayStyle;
pub use crate::auth::{ApiKeyLocation, Auth};
pub use crate::call::{Call, CallFuture};
pub use crate::call_builder::CallBuilder;
pub use crate::client::Client;
pub use crate::client_builder::ClientBuilder;
pub use crate::codec::{
    Blank, Entries, Erased, Failed, Items, Member, Shape, Sink, Source, Wire, decode, deserialize, serialize,
    try_read,
};
pub use crate::decode::{DecodeError, DocumentedError, Undocumented, decode_json};
pub use crate::error::Error;
pub use crate::list::null_to_default;
pub use crate::nullable::Nullable;
pub use crate::open_enum::{read_integer, read_string};
pub use crate::operation::{Method, Operation};
pub use crate::parameter::{ParameterList, ParameterValue};
pub use crate::response::{RawResponse, Response};
pub use crate::secret::Secret;
pub use crate::{integer_enum, record, string_enum, union};
pub use bytes::Bytes;
pub use serde;
pub use serde_json;
pub use serde_json::Value;
