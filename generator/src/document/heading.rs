//! Attributes at the end of a heading.
//!
//! ```ebnf
//! heading    = text , [ [ space ] , "{" , attribute , { space , attribute } , "}" ] ;
//! attribute  = ( "#" | "." ) , name | name , "=" , value ;
//! ```
//!
//! The placeholder at the end of `### GET /orders/{id}` is none: it is what the heading says.

use super::Text;

/// The text of a heading without its attributes, and the name that these give it.
pub(super) fn without_attributes(mut text: Text) -> (Text, Option<String>) {
    let mut anchor = None;
    if let Some(at) = attributes_at(&text.plain) {
        let mut words = text.plain[at..].split(['{', '}', ' ', '\t']);
        anchor = words.find_map(|word| word.strip_prefix('#')).map(str::to_owned);
        text.plain.truncate(text.plain[..at].trim_end().len());
        if let Some(at) = attributes_at(&text.markdown) {
            text.markdown.truncate(text.markdown[..at].trim_end().len());
        }
    }
    (text, anchor)
}

/// Where the attributes begin.
fn attributes_at(text: &str) -> Option<usize> {
    let inside = text.trim_end().strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let is_attribute = |word: &str| match word.strip_prefix(['#', '.']) {
        Some(name) => !name.is_empty(),
        None => word.split_once('=').is_some_and(|(name, _)| !name.is_empty()),
    };
    let mut words = inside[open + 1..].split_whitespace().peekable();
    let is_list = words.peek().is_some() && words.all(is_attribute);
    (is_list && !text[..open].ends_with('/')).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::attributes_at;

    #[test]
    fn attributes_and_placeholders() {
        for (text, rest) in [
            ("Get order {#get-order}", "Get order "),
            ("Get order{#get-order}", "Get order"),
            ("Get order { .big #x lang=en }", "Get order "),
        ] {
            assert_eq!(attributes_at(text).map(|at| &text[..at]), Some(rest), "{text}");
        }
        for text in
            ["GET /orders/{id}", "GET /orders/{#id}", "Get {}", "GET /a/{b}/c", "{a=b}c", "GET /a/{order id}"]
        {
            assert_eq!(attributes_at(text), None, "{text}");
        }
    }
}
