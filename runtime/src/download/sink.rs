//! Where the bytes of a download go.

use std::io;

/// Takes bytes.
pub(super) trait Sink: Send {
    /// Takes the next bytes.
    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = io::Result<()>> + Send;

    /// Forgets all that it has taken; `false` where it cannot.
    fn restart(&mut self) -> impl Future<Output = io::Result<bool>> + Send;

    /// Keeps what it has taken.
    fn finish(self) -> impl Future<Output = io::Result<()>> + Send;
}

/// A writer of the application's.
#[cfg(feature = "tokio")]
pub(super) struct Writer<'w, W: ?Sized>(pub(super) &'w mut W);

#[cfg(feature = "tokio")]
impl<W: tokio::io::AsyncWrite + Unpin + Send + ?Sized> Sink for Writer<'_, W> {
    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        tokio::io::AsyncWriteExt::write_all(&mut self.0, bytes).await
    }

    async fn restart(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    async fn finish(self) -> io::Result<()> {
        tokio::io::AsyncWriteExt::flush(self.0).await
    }
}

#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
pub(super) use file::PartFile;

#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
mod file {
    use super::Sink;
    use std::ffi::OsString;
    use std::io::{self, SeekFrom};
    use std::path::{Path, PathBuf};
    use tokio::fs::{self, File};
    use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

    /// A file under another name until it is complete; removed where it does not get that far.
    pub(in crate::download) struct PartFile {
        file: File,
        part: Removed,
        path: PathBuf,
    }

    /// Removes the file of this path, if there is one.
    struct Removed(PathBuf);

    impl Drop for Removed {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    impl PartFile {
        pub(in crate::download) async fn create(path: &Path) -> io::Result<Self> {
            let Some(name) = path.file_name() else {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name"));
            };
            let mut part = OsString::from(".");
            part.push(name);
            part.push(format!(".{:08x}.part", fastrand::u32(..)));
            let part = path.with_file_name(part);
            let file = File::options().write(true).create_new(true).open(&part).await?;
            Ok(PartFile { file, part: Removed(part), path: path.to_owned() })
        }
    }

    impl Sink for PartFile {
        async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.file.write_all(bytes).await
        }

        async fn restart(&mut self) -> io::Result<bool> {
            self.file.flush().await?;
            self.file.set_len(0).await?;
            self.file.seek(SeekFrom::Start(0)).await?;
            Ok(true)
        }

        async fn finish(mut self) -> io::Result<()> {
            self.file.flush().await?;
            self.file.sync_data().await?;
            drop(self.file);
            fs::rename(&self.part.0, &self.path).await
        }
    }
}
