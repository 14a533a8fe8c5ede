//! One file's bytes as text.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Larger files are not documentation pages; spans hold 32 bits.
const LARGEST: u64 = 64 << 20;

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// UTF-8, without a byte order mark.
    Text(String),
    /// Something else.
    NotText {
        /// The text up to the place where it stops being UTF-8.
        start: String,
        /// What is wrong.
        message: String,
        /// What to do.
        help: &'static str,
    },
}

/// Reads a file as UTF-8.
pub(crate) fn read_text(path: &Path) -> Reading {
    let refuse = |message, help| Reading::NotText { start: String::new(), message, help };
    let unread = |error| refuse(format!("the file could not be read: {error}"), "check its permissions");
    let length = match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > LARGEST => {
            let message = format!("the file is larger than {} MiB and was not read", LARGEST >> 20);
            return refuse(message, "leave it out with `exclude` under `[pages]` in docbind.toml");
        }
        Ok(metadata) if !metadata.is_file() => {
            return refuse(
                "not a file: it was not read".to_owned(),
                "leave it out with `exclude` under `[pages]`",
            );
        }
        Ok(metadata) => metadata.len(),
        Err(error) => return unread(error),
    };
    // One byte more, to see the end.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    match File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)) {
        Ok(_) => decode(bytes),
        Err(error) => unread(error),
    }
}

/// The first bytes of a file as text, whatever they are; nothing of one that cannot be read.
pub(crate) fn read_head(path: &Path, bytes: u64) -> String {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(bytes).read_to_end(&mut head));
    if read.is_err() {
        head.clear();
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn decode(mut bytes: Vec<u8>) -> Reading {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let message = "the file is UTF-16, not UTF-8".to_owned();
        return Reading::NotText { start: String::new(), message, help: "save it as UTF-8" };
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Reading::Text(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[valid];
            let start = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let message = format!("the file is not UTF-8: byte 0x{byte:02X} is not part of a character");
            Reading::NotText { start, message, help: "save it as UTF-8, or remove it if it is not a page" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, (String, String)> {
        match decode(bytes.to_vec()) {
            Reading::Text(text) => Ok(text),
            Reading::NotText { start, message, .. } => Err((start, message)),
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text(b"\xEF\xBB\xBF# Caf\xC3\xA9\r\n"), Ok("# Café\r\n".to_owned()));
        assert_eq!(text(b""), Ok(String::new()));
    }

    #[test]
    fn says_where_text_stops() {
        let message = "the file is not UTF-8: byte 0xE9 is not part of a character".to_owned();
        assert_eq!(text(b"# Caf\xE9"), Err(("# Caf".to_owned(), message)));
        assert_eq!(text(b"\xFF\xFE#\0"), Err((String::new(), "the file is UTF-16, not UTF-8".to_owned())));
    }
}
