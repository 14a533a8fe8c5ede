//! What is sent.

pub(crate) mod form;
pub(crate) mod headers;
mod multipart;
pub(crate) mod parameter;
pub(crate) mod parts;
pub(crate) mod request_body;
pub(crate) mod style;
pub(crate) mod upload;
pub(crate) mod url;
