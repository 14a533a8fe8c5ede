//! A page that was fetched.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A file that `docbind fetch` wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LockedPage {
    /// Its path below the folder of the lock, with `/` between segments.
    pub path: String,
    /// The URL of the page, as the site lists it.
    pub url: String,
    /// The URL of its Markdown, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// The hash of what was fetched: see [`hash_of`].
    pub hash: String,
    /// The entity tag of the response (RFC 9110, section 8.8.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The response's date of last modification, as it was sent (RFC 9110, section 8.8.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// The day on which this text came, in UTC: `2026-11-30`. A later answer that nothing changed does not move it.
    pub fetched: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    pub other: BTreeMap<String, toml::Value>,
}

/// The hash of a file in a lock: `sha256:`, and the SHA-256 of its bytes in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Pages are a map in memory and an array of tables in the file.
pub(super) mod by_path {
    use super::LockedPage;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub(in crate::lock) fn serialize<S: Serializer>(
        pages: &BTreeMap<String, LockedPage>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(pages.values())
    }

    pub(in crate::lock) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, LockedPage>, D::Error> {
        let mut pages = BTreeMap::new();
        for page in Vec::<LockedPage>::deserialize(deserializer)? {
            if crate::output::check_path(&page.path).is_err() {
                let why = "which is no path below the folder of the lock";
                return Err(D::Error::custom(format!("a page has the path {:?}, {why}", page.path)));
            }
            if let Some(twice) = pages.insert(page.path.clone(), page) {
                return Err(D::Error::custom(format!("two pages have the path {:?}", twice.path)));
            }
        }
        Ok(pages)
    }
}
