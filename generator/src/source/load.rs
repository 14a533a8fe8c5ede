//! stub
use super::{SourceId, Sources};
use std::path::Path;
/// stub
#[derive(Debug)]
pub struct LoadError;
/// What one run reads.
#[derive(Debug, Default)]
pub struct Spec {
    /// All files.
    pub sources: Sources,
    /// `docbind.toml`, where there is one.
    pub config: Option<SourceId>,
    /// The pages by relative path.
    pub pages: Vec<SourceId>,
}
/// stub
pub fn load_spec(_path: &Path) -> Result<Spec, LoadError> {
    Err(LoadError)
}
