//! The model as a file: what `docbind model` writes and `docbind diff` reads.
//!
//! ```text
//! file = "schema-version", [ "settings" ], [ "lock" ], "identities", { part of an Api } ;
//! ```
//!
//! Beside the model it holds the texts of `docbind.toml` and `docbind.lock`, from which the names of the client come.

use super::{Api, Identity};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The form that this version writes, and the latest that it reads.
pub const MODEL_SCHEMA: u32 = 1;

/// A model, with what its names come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ModelFile {
    schema_version: u32,
    /// The text of `docbind.toml`, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<String>,
    /// The text of `docbind.lock`, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<String>,
    /// What each operation is known by, in the order of the operations.
    #[serde(default)]
    identities: Vec<Identity>,
    /// The model.
    #[serde(flatten)]
    api: Api,
}

impl ModelFile {
    /// The file of a model.
    pub fn new(api: Api, settings: Option<String>, lock: Option<String>) -> Self {
        let identities = api.operations.iter().map(|of| of.identity.clone()).collect();
        Self { schema_version: MODEL_SCHEMA, settings, lock, identities, api }
    }

    /// The model.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The model alone.
    pub fn into_api(self) -> Api {
        self.api
    }

    /// The text of the file: the same for equal models.
    ///
    /// # Errors
    ///
    /// What `serde_json` says of a value that JSON cannot hold; a model has none.
    pub fn render(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Where it is no model, or one of another version.
    pub fn parse(text: &str) -> Result<Self, ModelFileError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Head {
            schema_version: Option<serde_json::Value>,
        }
        let head: Head = serde_json::from_str(text).map_err(ModelFileError::NoModel)?;
        match head.schema_version {
            None => return Err(ModelFileError::NoVersion),
            Some(version) if version == MODEL_SCHEMA => {}
            Some(version) => return Err(ModelFileError::OtherVersion(version.to_string())),
        }
        let mut file: ModelFile = serde_json::from_str(text).map_err(ModelFileError::NoModel)?;
        if file.identities.len() != file.api.operations.len() {
            return Err(ModelFileError::Identities);
        }
        for (operation, identity) in file.api.operations.iter_mut().zip(&file.identities) {
            operation.identity.clone_from(identity);
        }
        Ok(file)
    }
}

/// Why a file is not read as a model.
#[derive(Debug)]
pub enum ModelFileError {
    /// It is no JSON, or JSON of something else.
    NoModel(serde_json::Error),
    /// It is JSON without a `schema-version`.
    NoVersion,
    /// It is of a version that is not read.
    OtherVersion(String),
    /// There is not one identity for each operation.
    Identities,
}

impl fmt::Display for ModelFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelFileError::NoModel(error) => {
                write!(f, "not a model as `docbind model` writes it: {error}")
            }
            ModelFileError::NoVersion => f.write_str(
                "no `schema-version`: not a model, or one of an earlier docbind; write it again with `docbind model`",
            ),
            ModelFileError::OtherVersion(version) => write!(
                f,
                "a model of schema version {version}, and docbind {} reads {MODEL_SCHEMA}: install the docbind that \
                 wrote it or a later one, or write it again with `docbind model`",
                env!("CARGO_PKG_VERSION")
            ),
            ModelFileError::Identities => {
                f.write_str("`identities` has not one entry for each of `operations`: write it again with `docbind model`")
            }
        }
    }
}

impl std::error::Error for ModelFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ModelFileError::NoModel(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_version_says_what_to_do() {
        let text = ModelFile::new(Api::default(), None, None).render().unwrap();
        assert_eq!(ModelFile::parse(&text).unwrap().into_api(), Api::default());
        let said = |text: &str| ModelFile::parse(text).unwrap_err().to_string();
        let later = said(&text.replace("\"schema-version\": 1", "\"schema-version\": 2"));
        assert!(later.contains("schema version 2") && later.contains("install"), "{later}");
        assert!(said(r#"{"name":"x"}"#).contains("docbind model"));
        assert!(said("[1]").contains("not a model"));
        assert!(said("{").contains("not a model"));
    }
}
