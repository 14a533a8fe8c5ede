//! How far a run is, for who waits for it.

/// What a run does at a time, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The files of a spec are loaded.
    Loading,
    /// Pages are read, one by one.
    Reading,
    /// What the pages say is weighed and becomes the model.
    Weighing,
    /// The documented requests and responses are held against the model.
    Trying,
    /// Names and types are chosen.
    Naming,
    /// The files of the client are made and written.
    Writing,
}

impl Stage {
    /// For people.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Stage::Loading => "loading pages",
            Stage::Reading => "reading pages",
            Stage::Weighing => "weighing what pages say",
            Stage::Trying => "trying documented requests",
            Stage::Naming => "choosing names",
            Stage::Writing => "writing the client",
        }
    }
}

/// Hears how far a run is. Pages are read on several threads.
pub(crate) trait Progress: Sync {
    /// A stage begins, of a spec that has so many pages; 0 where that is not known.
    fn begins(&self, stage: Stage, pages: usize);
    /// One more page is read.
    fn page_is_read(&self);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Silent;

impl Progress for Silent {
    fn begins(&self, _: Stage, _: usize) {}

    fn page_is_read(&self) {}
}
