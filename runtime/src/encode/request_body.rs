//! A body that is opened anew for each try.

use crate::encode::multipart::Multipart;
use crate::encode::upload::Upload;
use crate::transport::body::Body;
use bytes::Bytes;
use http::HeaderValue;
use url::form_urlencoded;

#[derive(Clone, Default)]
pub(crate) struct RequestBody {
    content_type: Option<HeaderValue>,
    content: Content,
}

#[derive(Clone, Default)]
enum Content {
    #[default]
    Nothing,
    Bytes(Bytes),
    Upload(Upload),
    Multipart(Multipart),
}

impl RequestBody {
    pub(crate) fn json(text: Vec<u8>) -> Self {
        RequestBody::fixed("application/json", text.into())
    }

    /// Each text on a line; JSON has no line breaks of its own, as this crate writes it.
    pub(crate) fn json_lines(lines: Vec<Vec<u8>>) -> Self {
        let mut text = lines.join(&b'\n');
        if !text.is_empty() {
            text.push(b'\n');
        }
        RequestBody::fixed("application/x-ndjson", text.into())
    }

    pub(crate) fn text(text: &str) -> Self {
        RequestBody::fixed("text/plain; charset=utf-8", text.to_owned().into())
    }

    pub(crate) fn form(pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> Self {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        RequestBody::fixed("application/x-www-form-urlencoded", form.into())
    }

    pub(crate) fn bytes(content_type: &str, bytes: &Bytes) -> Result<Self, String> {
        Ok(RequestBody { content_type: Some(parse(content_type)?), content: Content::Bytes(bytes.clone()) })
    }

    pub(crate) fn upload(upload: &Upload) -> Result<Self, String> {
        Ok(RequestBody {
            content_type: Some(parse(upload.content_type())?),
            content: Content::Upload(upload.clone()),
        })
    }

    /// The form to add parts to; whatever else the body was is dropped.
    pub(crate) fn multipart(&mut self) -> &mut Multipart {
        if !matches!(self.content, Content::Multipart(_)) {
            let form = Multipart::new();
            self.content_type = parse(&form.content_type()).ok();
            self.content = Content::Multipart(form);
        }
        match &mut self.content {
            Content::Multipart(form) => form,
            _ => unreachable!("it was set above"),
        }
    }

    fn fixed(content_type: &'static str, bytes: Bytes) -> Self {
        RequestBody {
            content_type: Some(HeaderValue::from_static(content_type)),
            content: Content::Bytes(bytes),
        }
    }

    /// Whether it is an object, or a form, without anything in it.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => matches!(&bytes[..], b"" | b"{}"),
            Content::Multipart(form) => form.is_empty(),
            Content::Nothing | Content::Upload(_) => false,
        }
    }

    /// Whether it names its content type with a part that is its own: the boundary.
    pub(crate) fn has_boundary(&self) -> bool {
        matches!(self.content, Content::Multipart(_))
    }

    pub(crate) fn content_type(&self) -> Option<&HeaderValue> {
        self.content_type.as_ref()
    }

    /// The bytes that are in memory: JSON, a form, text.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Nothing | Content::Upload(_) | Content::Multipart(_) => None,
        }
    }

    /// Whether all of it is in memory, or there is nothing.
    pub(crate) fn is_in_memory(&self) -> bool {
        matches!(self.content, Content::Nothing | Content::Bytes(_))
    }

    /// Whether [`RequestBody::open`] gives the same bytes each time.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.content {
            Content::Nothing | Content::Bytes(_) => true,
            Content::Upload(upload) => upload.is_repeatable(),
            Content::Multipart(form) => form.is_repeatable(),
        }
    }

    pub(crate) fn open(&self) -> Body {
        match &self.content {
            Content::Nothing => Body::empty(),
            Content::Bytes(bytes) => bytes.clone().into(),
            Content::Upload(upload) => upload.open(),
            Content::Multipart(form) => form.open(),
        }
    }
}

pub(crate) fn parse(content_type: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(content_type)
        .map_err(|_| format!("`{}` is no content type", content_type.escape_debug()))
}
