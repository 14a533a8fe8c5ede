//! What the tests, benches, examples and fuzz targets of this repository see of the stages, beside what is public. No
//! promise to anybody else.

#![allow(missing_docs)] // each module is a part of the one it is called after

pub mod backend {
    pub use crate::backend::{emit_crate, emit_module, emit_module_with};
}

pub mod config {
    pub use crate::config::{Config, Said, Selector, TypeOverride, ValueTypes};
}

pub mod diagnostic {
    pub use crate::diagnostic::{render_json, rule};
}

pub mod dialect {
    pub use crate::dialect::{PageOutcome, PageReading};

    pub mod claims {
        pub use crate::dialect::claims::{ClaimKind, FieldClaim, RequestExampleClaim};
    }
}

pub mod diff {
    pub use crate::diff::{
        Change, ChangeClass, Diff, Rules, Snapshot, compare, render_json, render_markdown, render_text,
    };
}

pub mod document {
    pub use crate::document::{Json, JsonValue, form_parts};
}

pub mod findings {
    pub use crate::findings::{Findings, collect_findings, render_findings, render_sarif, render_summary};
}

pub mod inspect {
    pub use crate::inspect::render_page;
}

pub mod lock {
    pub use crate::lock::{Lock, hash_of, without_names};
}

pub mod lowering {
    pub use crate::lowering::{
        Answer, Argument, CredentialPart, Group, Ident, LibraryType, Method, Payload, Placement, RequestPart,
        RustCrate, RustType, Struct, StructField, TypeId, TypeKind, lower_api, lower_with_lock, take_names,
    };
}

#[cfg(feature = "report")]
pub mod report {
    pub use crate::report::render_report;
}

pub mod reproduction {
    pub use crate::reproduction::{Reproduction, Sendable, Tally, is_open_host, is_stand_in, path_values};
}

pub mod source {
    pub use crate::source::Spanned;
}

pub mod visible {
    pub use crate::visible::{begins_command, is_hidden};
}
