//! Destinations of links that the site's own templates make: Markdown takes none with white space for one.
//!
//! ```text
//! link     = "[", text, "](", { template | path }, ")" ;
//! template = "{{", …, "}}" | "{%", …, "%}" ;      (* `{{< relref "entities/Lamp" >}}`, `{% link lamps.md %}` *)
//! ```
//!
//! The path in a template takes its place, between white space, so that every byte stays where it is; a template
//! without a path says where the site stands: `{{ site.baseurl }}/lamps`.

use std::borrow::Cow;
use std::ops::Range;

/// The longest destination that is looked through.
const LONGEST: usize = 300;

/// The text with plain paths in the places of templates in the destinations of links.
pub(super) fn with_plain_destinations(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for (at, _) in text.match_indices("]({") {
        let start = at + 2;
        let line = text[start..].lines().next().unwrap_or_default();
        let end = (0..=LONGEST.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        let line = &line[..end];
        for template in templates(line) {
            let path = path_in(&line[template.clone()]);
            let kept = path.map(|path| template.start + path.start..template.start + path.end);
            let kept = kept.unwrap_or(template.end..template.end);
            for masked in [template.start..kept.start, kept.end..template.end] {
                let range = start + masked.start..start + masked.end;
                let spaces = " ".repeat(range.len());
                plain.to_mut().replace_range(range, &spaces);
            }
        }
    }
    plain
}

/// Where the templates of a destination stand, up to the bracket that closes it.
fn templates(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.starts_with([')', ' '])) {
        let close = match () {
            () if rest.starts_with("{{") => "}}",
            () if rest.starts_with("{%") => "%}",
            () => {
                let Some(next) = rest.chars().next() else { return found };
                at += next.len_utf8();
                continue;
            }
        };
        let Some(end) = rest.find(close).map(|end| at + end + close.len()) else { return Vec::new() };
        found.push(at..end);
        at = end;
    }
    // Without its bracket it is no link.
    if line[at..].starts_with(')') { found } else { Vec::new() }
}

/// Where the path of a template stands in it: what is in quotes, or else a word that can only be one.
fn path_in(template: &str) -> Option<Range<usize>> {
    if let Some((before, rest)) = template.split_once(['"', '\''])
        && let Some(end) = rest.find(['"', '\''])
    {
        let start = before.len() + 1;
        return Some(start..start + end).filter(|_| !rest[..end].contains(char::is_whitespace));
    }
    let inner = template.trim_matches(['{', '}', '%', '<', '>', '-', ' ']);
    let word = inner.split_whitespace().find(|word| word.contains(['/', '#']) || word.ends_with(".md"))?;
    let start = template.find(word)?;
    Some(start..start + word.len())
}

#[cfg(test)]
mod tests {
    use super::with_plain_destinations;

    #[test]
    fn paths_take_the_places_of_templates() {
        for (text, destination) in [
            (r#"[Lamp]({{< relref "entities/Lamp" >}})"#, "entities/Lamp"),
            (r#"[Lamp]({{<relref "entities/Lamp#kinds">}}) and"#, "entities/Lamp#kinds"),
            (r#"[Lamp]({{% ref "/entities/lamp.md" %}})"#, "/entities/lamp.md"),
            ("[Lamp]({% link _docs/lamp.md %})", "_docs/lamp.md"),
            ("[Lamp]({{ site.baseurl }}/lamps#one)", "/lamps#one"),
            ("[Lamp]({{ '/lamps' | relative_url }})", "/lamps"),
            ("[Lämp]({{< ref lämps/x >}})", "lämps/x"),
        ] {
            let plain = with_plain_destinations(text);
            assert_eq!(plain.len(), text.len(), "{text}");
            let inside = plain
                .split_once("](")
                .and_then(|(_, rest)| rest.split_once(')'))
                .map(|(inner, _)| inner.trim());
            assert_eq!(inside, Some(destination), "{text}");
        }
        for text in ["[Lamp](/lamps)", "[Lamp]({{ x", "a]({{ x }} b)", "[a]({b})", r#"{{< ref "a" >}}"#] {
            assert_eq!(with_plain_destinations(text), text);
        }
    }
}
