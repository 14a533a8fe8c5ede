//! The parts of a `multipart/form-data` body, as a command or an HTTP message writes them.
//!
//! ```text
//! parts = part, { "&", part } ;                    (* the flags of `curl`, joined *)
//! part  = name, "=", ( "@", file | text ), [ ";type=", media type ] ;
//! ```
//!
//! A message has them between boundaries (RFC 7578, section 4).

/// What stands for an `&` within a part, so that those between parts are known.
pub const AMPERSAND: char = '\u{1f}';

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// The name of the field.
    pub name: String,
    /// Its text; `@picture.png` for the content of a file.
    pub text: String,
    /// The media type, where the part says one.
    pub media_type: Option<String>,
}

/// Reads the parts of a body.
pub fn form_parts(body: &str) -> Vec<FormPart> {
    match body.trim_start().starts_with("--") && body.to_ascii_lowercase().contains("content-disposition:") {
        true => between_boundaries(body.trim_start()),
        false => of_flags(body),
    }
}

fn of_flags(body: &str) -> Vec<FormPart> {
    let mut texts: Vec<String> = Vec::new();
    for text in body.split('&') {
        match texts.last_mut() {
            // `Sunset & sea` is the text of one part.
            Some(last) if !begins_part(text) => *last = format!("{last}&{text}"),
            _ => texts.push(text.to_owned()),
        }
    }
    let part = |text: &String| {
        let (name, value) = text.split_once('=')?;
        let (value, media_type) = match value.rsplit_once(";type=") {
            Some((value, media_type)) => (value, Some(media_type)),
            None => (value, None),
        };
        let media_type = media_type.map(|of| of.split(';').next().unwrap_or_default());
        Some(FormPart {
            name: name.trim().to_owned(),
            text: value.trim().trim_matches('"').replace(AMPERSAND, "&"),
            media_type: media_type.map(|of| of.trim().trim_matches('"').to_owned()),
        })
    };
    texts.iter().filter_map(part).collect()
}

/// Whether a text begins with a name and `=`.
fn begins_part(text: &str) -> bool {
    let name = text.split_once('=').map_or("", |(name, _)| name.trim());
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.[]:$<>{}".contains(c))
}

fn between_boundaries(body: &str) -> Vec<FormPart> {
    let body = body.replace("\r\n", "\n");
    let boundary = body.lines().next().unwrap_or_default().trim_end();
    let part = |text: &str| {
        let (head, content) = text.trim_start_matches('\n').split_once("\n\n")?;
        let header = |wanted: &str| {
            head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
            })
        };
        let disposition = header("content-disposition")?;
        let name = parameter(disposition, "name")?;
        let file = parameter(disposition, "filename").map(|file| format!("@{file}"));
        let content = content.strip_suffix('\n').unwrap_or(content);
        Some(FormPart {
            name,
            text: file.unwrap_or_else(|| content.to_owned()),
            media_type: header("content-type").map(|of| of.split(';').next().unwrap_or_default().to_owned()),
        })
    };
    body.split(boundary).filter_map(part).collect()
}

/// `name="a"` and `name=a`, of `form-data; name="a"; filename="b"`.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Vec<String> {
        let parts = form_parts(body).into_iter().map(|of| {
            let media_type = of.media_type.map(|media| format!(" ({media})")).unwrap_or_default();
            format!("{}={}{media_type}", of.name, of.text)
        });
        parts.collect()
    }

    #[test]
    fn flags_and_messages() {
        assert_eq!(
            read("file=@a.png;type=image/png&caption=Sunset & sea&o[x]=1"),
            ["file=@a.png (image/png)", "caption=Sunset & sea", "o[x]=1"]
        );
        assert_eq!(
            read("meta={\"a\":1};type=application/json&n=\"b\""),
            ["meta={\"a\":1} (application/json)", "n=b"]
        );
        let message = "--X\nContent-Disposition: form-data; name=\"o[x]\"\n\nprivate\n--X\n\
                       content-disposition: form-data; name=file; filename=\"a.png\"\n\
                       Content-Type: image/png\n\n<bytes>\n--X--\n";
        assert_eq!(read(message), ["o[x]=private", "file=@a.png (image/png)"]);
        assert!(read("").is_empty() && read("--X\nContent-Disposition: form-data").is_empty());
    }
}
