//! What comes back.

pub(crate) mod decode;
pub(crate) mod json_lines;
mod json_place;
pub(crate) mod receive;
pub(crate) mod redact;
pub(crate) mod response;
pub(crate) mod secrets;
pub(crate) mod streamed;
pub(crate) mod success;
