//! What crawlers leave of Markdown in the text of a rendered page.
//!
//! ```ebnf
//! heading = "#" , { "#" } , " " , { anchor } , text ;
//! anchor  = "[" , [ zero-width space ] , "](" , … , ")" ;          (* a link without a text *)
//! fence   = "```" , [ language ] , line end , { line } , "```" ;
//! escape  = "\" , punctuation ;
//! mark    = "**" | "`" ;                                           (* around names and values *)
//! ```

/// The level of a heading, and where its text begins in the line.
pub(super) fn heading(line: &str) -> Option<(u8, usize)> {
    let level = line.len() - line.trim_start_matches('#').len();
    ((1..=6).contains(&level) && line[level..].starts_with(' ')).then_some((level as u8, level + 1))
}

/// The language of the fence that a line opens.
pub(super) fn opens_fence(line: &str) -> Option<&str> {
    let info = line.trim_start().strip_prefix("```")?.trim_start_matches('`');
    Some(info.split_whitespace().next().unwrap_or_default())
}

/// Whether a line closes a fence.
pub(super) fn closes_fence(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|byte| byte == b'`')
}

/// A line as a browser showed it.
pub(super) fn clean(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        rest = match c {
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.push_str(&behind[..1]);
                &behind[1..]
            }
            '[' => match link(behind) {
                Some((text, rest)) => {
                    out.push_str(&clean(text));
                    rest
                }
                None => {
                    out.push(c);
                    behind
                }
            },
            '*' if behind.starts_with('*') => &behind[1..],
            '`' | '\u{200b}' => behind,
            _ => {
                out.push(c);
                behind
            }
        };
    }
    out
}

/// The text of a link whose bracket is open, and what follows the link.
fn link(text: &str) -> Option<(&str, &str)> {
    let close = text.find("](")?;
    let label = &text[..close];
    let end = text[close..].find(')')? + close;
    (!label.contains(['[', ']'])).then(|| (label, &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (line, expected) in [
            ("home\\_port", "home_port"),
            ("[](#body-name)", ""),
            ("[\u{200b}](https://acme.dev/x#body)name", "name"),
            ("**name**", "name"),
            ("`north`,", "north,"),
            ("See [the guide](/guide).", "See the guide."),
            ("tags[]", "tags[]"),
            ("data\\[\\].id", "data[].id"),
        ] {
            assert_eq!(clean(line), expected, "{line}");
        }
        assert_eq!(heading("## Body"), Some((2, 3)));
        assert_eq!(
            (heading("#hash"), opens_fence("```json x"), closes_fence("````")),
            (None, Some("json"), true)
        );
    }
}
