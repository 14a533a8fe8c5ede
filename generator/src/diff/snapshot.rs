//! One side of a diff: an API at one time, with the names of its client.

use super::crate_surface::crate_surface;
use super::surface::Surface;
use crate::config::{Config, parse_config};
use crate::diagnostic::Diagnostic;
use crate::lock::{LOCK_NAME, Lock};
use crate::lowering::{RustCrate, lower_with_lock};
use crate::model::{Api, ModelFile};
use crate::progress::Silent;
use crate::source::Sources;
use crate::spec::{CONFIG_NAME, Spec};
use crate::{Generated, generate_client};
use std::collections::BTreeMap;

/// An API at one time.
#[derive(Debug)]
pub struct Snapshot {
    /// What people call it: `specs/shop`, `git:v1.2`.
    pub label: String,
    /// The version of the crate.
    pub version: String,
    /// The lock of its names: for the other side, where that has none.
    pub lock: Lock,
    /// The lines of its pages, by path; empty where it was made of no pages.
    pub(super) pages: BTreeMap<String, Vec<String>>,
    made: Option<(Api, RustCrate)>,
}

impl Snapshot {
    /// Of pages, whose names are those of their lock, or of `fallback` where they have none.
    pub fn of_spec(label: String, spec: Spec, fallback: Option<&Lock>) -> Self {
        Self::of_client(label, generate_client(spec.or_lock(fallback), &Silent))
    }

    /// Of pages that were read already, and the client that was made of them.
    pub fn of_client(label: String, made: Generated) -> Self {
        let Generated { spec, reading, client, lock } = made;
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        let pages = spec.sources.iter().map(|file| (file.relative.clone(), lines(&file.text))).collect();
        Self { label, version: client.version.clone(), lock, pages, made: Some((reading.api, client)) }
    }

    /// Of what `docbind model` wrote.
    ///
    /// # Errors
    ///
    /// Where the lock in it cannot be read; the file it stands in is named by the caller.
    pub fn of_model(
        label: String,
        file: ModelFile,
        fallback: Option<&Lock>,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut sources = Sources::default();
        let mut config = Config::default();
        if let Some(text) = &file.settings {
            let id = sources.add(CONFIG_NAME, CONFIG_NAME, text.clone());
            config = parse_config(sources.get(id)).0;
        }
        let lock = match &file.lock {
            Some(text) => {
                let id = sources.add(LOCK_NAME, LOCK_NAME, text.clone());
                Lock::parse(sources.get(id))?
            }
            None => fallback.cloned().unwrap_or_default(),
        };
        let api = file.into_api();
        let (rust_crate, lock, _) = lower_with_lock(&api, &config, &lock);
        let version = rust_crate.version.clone();
        Ok(Self { label, version, lock, pages: BTreeMap::new(), made: Some((api, rust_crate)) })
    }

    /// Of a lock alone.
    pub fn of_lock(label: String, lock: Lock) -> Self {
        Self { label, version: "0.1.0".to_owned(), lock, pages: BTreeMap::new(), made: None }
    }

    /// Whether it is a lock alone.
    pub fn is_lock(&self) -> bool {
        self.made.is_none()
    }

    pub(super) fn surface(&self) -> Surface {
        match &self.made {
            Some((api, rust_crate)) => {
                let mut surface = crate_surface(api, rust_crate, &self.lock);
                surface.texts = super::documentation::api_texts(api);
                surface
            }
            None => Surface::default(),
        }
    }
}
