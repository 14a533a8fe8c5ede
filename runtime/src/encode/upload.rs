//! A file, or any other run of bytes, to send.

use crate::future::{BoxError, BoxStream};
use crate::transport::body::Body;
use bytes::Bytes;
use std::fmt;
use std::sync::{Arc, Mutex};

/// A file to send: as a part of a form, or as a body of its own.
///
/// ```
/// use docbind_runtime::Upload;
/// let picture = Upload::from_bytes(&b"\x89PNG"[..]).named("me.png").of_type("image/png");
/// ```
#[derive(Clone)]
pub struct Upload {
    file_name: Option<String>,
    content_type: String,
    length: Option<u64>,
    source: Source,
}

type Chunks = BoxStream<Result<Bytes, BoxError>>;

type Opener = Arc<dyn Fn() -> Chunks + Send + Sync>;

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Opener(Opener),
    Once(Arc<Mutex<Option<Chunks>>>),
}

impl Upload {
    fn new(source: Source, length: Option<u64>) -> Self {
        Upload { file_name: None, content_type: "application/octet-stream".to_owned(), length, source }
    }

    /// Bytes in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Upload::new(Source::Bytes(bytes.clone()), Some(bytes.len() as u64))
    }

    /// A stream that can be read once; `length` is its size in bytes where that is known. Where sending
    /// it fails, it is not sent again.
    pub fn from_stream(stream: BoxStream<Result<Bytes, BoxError>>, length: Option<u64>) -> Self {
        Upload::new(Source::Once(Arc::new(Mutex::new(Some(stream)))), length)
    }

    /// Whatever `open` gives, opened anew for each try; `length` is its size in bytes where that is
    /// known.
    pub fn from_opener(
        open: impl Fn() -> BoxStream<Result<Bytes, BoxError>> + Send + Sync + 'static,
        length: Option<u64>,
    ) -> Self {
        Upload::new(Source::Opener(Arc::new(open)), length)
    }

    /// The file at this path, read while it is sent, from its start for each try. Its name is the
    /// path's last part.
    #[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
    pub async fn from_path(path: impl Into<std::path::PathBuf>) -> std::io::Result<Self> {
        let path = path.into();
        let length = tokio::fs::metadata(&path).await?.len();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Upload { file_name, ..Upload::from_opener(move || file_chunks(path.clone()), Some(length)) })
    }

    /// Gives the file a name.
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Says what it is, such as `image/png`; `application/octet-stream` by default.
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// Its name.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// What it is.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Its size in bytes, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    pub(crate) fn open(&self) -> Body {
        let chunks = match &self.source {
            Source::Bytes(bytes) => return bytes.clone().into(),
            Source::Opener(open) => open(),
            Source::Once(stream) => match stream.lock().unwrap_or_else(|poison| poison.into_inner()).take() {
                Some(stream) => stream,
                None => failed("the stream was read already"),
            },
        };
        Body::from_stream(chunks, self.length)
    }
}

fn failed(reason: &'static str) -> Chunks {
    Box::pin(futures_util::stream::once(std::future::ready(Err(reason.into()))))
}

#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
fn file_chunks(path: std::path::PathBuf) -> Chunks {
    use tokio::io::AsyncReadExt as _;
    const CHUNK: usize = 64 * 1024;

    enum File {
        Closed(std::path::PathBuf),
        Open(tokio::fs::File),
    }
    Box::pin(futures_util::stream::try_unfold(File::Closed(path), async |file| {
        let mut open = match file {
            File::Closed(path) => tokio::fs::File::open(path).await?,
            File::Open(open) => open,
        };
        let mut chunk = bytes::BytesMut::with_capacity(CHUNK);
        let read = open.read_buf(&mut chunk).await?;
        Ok((read > 0).then(|| (chunk.freeze(), File::Open(open))))
    }))
}

impl Default for Upload {
    /// An empty file.
    fn default() -> Self {
        Upload::from_bytes(Bytes::new())
    }
}

impl PartialEq for Upload {
    /// Whether name, type and bytes are the same; of what is read while it is sent, whether it is the same source.
    fn eq(&self, other: &Self) -> bool {
        let said = |of: &Self| (of.file_name.clone(), of.content_type.clone(), of.length);
        said(self) == said(other)
            && match (&self.source, &other.source) {
                (Source::Bytes(one), Source::Bytes(other)) => one == other,
                (Source::Opener(one), Source::Opener(other)) => Arc::ptr_eq(one, other),
                (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
                _ => false,
            }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length.map_or("unknown".to_owned(), |length| length.to_string());
        write!(
            f,
            "Upload({:?}, {}, {length} bytes)",
            self.file_name.as_deref().unwrap_or(""),
            self.content_type
        )
    }
}

/// Something that holds [`Upload`]s: one, an optional one, or a list of them.
pub trait UploadParameter {
    /// The files to send, in order.
    fn to_uploads(&self) -> &[Upload];
}

impl UploadParameter for Upload {
    fn to_uploads(&self) -> &[Upload] {
        std::slice::from_ref(self)
    }
}

impl UploadParameter for [Upload] {
    fn to_uploads(&self) -> &[Upload] {
        self
    }
}

impl UploadParameter for Vec<Upload> {
    fn to_uploads(&self) -> &[Upload] {
        self
    }
}

impl<U: UploadParameter> UploadParameter for Option<U> {
    fn to_uploads(&self) -> &[Upload] {
        self.as_ref().map_or(&[], U::to_uploads)
    }
}

impl<U: UploadParameter + ?Sized> UploadParameter for &U {
    fn to_uploads(&self) -> &[Upload] {
        (**self).to_uploads()
    }
}
