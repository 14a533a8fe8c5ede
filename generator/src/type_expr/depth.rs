//! How deep a type string nests types, before anything recurses into it.

use crate::budget::TYPE_DEPTH;

/// Words that hold the type beside them: `array of …`, `… list`.
const HOLDERS: [&str; 11] = [
    "array",
    "arrays",
    "list",
    "lists",
    "set",
    "collection",
    "map",
    "dictionary",
    "dict",
    "nullable",
    "object",
];

/// What stands within one pair of brackets.
#[derive(Default)]
struct Level {
    /// Where it begins.
    start: usize,
    /// Marks and words of the alternative that hold what is beside them.
    holders: usize,
    /// The depth of the deepest brackets of the alternative.
    inside: usize,
    /// The depth of the deepest alternative so far.
    deepest: usize,
}

impl Level {
    fn end_alternative(&mut self) {
        self.deepest = self.deepest.max(self.holders + self.inside);
        (self.holders, self.inside) = (0, 0);
    }
}

/// Whether a type string nests types deeper than docbind reads.
pub(crate) fn is_too_deep(text: &str) -> bool {
    // A level takes two characters at least.
    text.len() > TYPE_DEPTH * 2 && depth(text) > TYPE_DEPTH
}

fn depth(text: &str) -> usize {
    let (mut levels, mut word) = (vec![Level::default()], 0);
    for (at, byte) in text.bytes().chain(*b"|").enumerate() {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            continue;
        }
        let holds = HOLDERS.iter().any(|holder| text[word..at].eq_ignore_ascii_case(holder));
        let or = text[word..at].eq_ignore_ascii_case("or");
        word = at + 1;
        let last = levels.len() - 1;
        // The brackets behind a word are counted.
        levels[last].holders += usize::from(holds && !matches!(byte, b'<' | b'(' | b'[' | b'{'));
        match byte {
            b'<' | b'(' | b'{' | b'[' => levels.push(Level { start: at + 1, ..Level::default() }),
            b'>' | b')' | b'}' | b']' if last > 0 => {
                let mut level = levels.pop().unwrap_or_default();
                level.end_alternative();
                // `[]` and `[3]` hold what is before them.
                let empty = text[level.start..at].bytes().all(|b| b.is_ascii_digit() || b == b' ');
                levels[last - 1].holders += usize::from(empty);
                let inside = if empty { 0 } else { level.deepest + 1 };
                levels[last - 1].inside = levels[last - 1].inside.max(inside);
            }
            b'|' | b',' | b';' | b'/' => levels[last].end_alternative(),
            _ if or => levels[last].end_alternative(),
            _ => {}
        }
    }
    // Brackets that are never closed.
    levels.into_iter().rev().fold(0, |inside, mut level| {
        level.inside = level.inside.max(inside);
        level.end_alternative();
        level.deepest + 1
    }) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::type_expr::{TypeExpr, parse_type};

    #[test]
    fn what_frames_is_counted() {
        for (text, deep) in [
            ("string", 0),
            ("string[]", 1),
            ("string[][3]", 2),
            ("array<map<string, integer[]>>", 3),
            ("a[] | b[] | c[]", 1),
            ("array of lists of X", 2),
            ("{a: {b: string[]}[]}[]", 5),
            ("array<array<", 2),
        ] {
            assert_eq!(depth(text), deep, "{text}");
        }
    }

    #[test]
    fn no_type_is_read_deeper() {
        let frames = [
            ("array<", ">"),
            ("", "[]"),
            ("{a:", "}"),
            ("array of ", ""),
            ("", " array"),
            ("(", ")"),
            ("nullable ", ""),
            ("map of ", ""),
            ("optional<", ">"),
            ("enum<", ">"),
            ("string(", ")"),
            ("object<a, ", ">"),
            ("a|", "[]"),
            ("", "-array"),
            ("array<", ""),
            ("[", "]"),
            ("", "?[]"),
            ("list of {a: ", "[]}"),
        ];
        for (before, after) in frames {
            for n in [TYPE_DEPTH / 2, TYPE_DEPTH * 4, 7_000] {
                let text = format!("{}x{}", before.repeat(n), after.repeat(n));
                assert!(levels(&parse_type(&text)) <= TYPE_DEPTH + 2, "{before}x{after} {n}");
            }
        }
        let wide = vec!["string[]"; 9_000].join(" | ");
        assert!(!is_too_deep(&wide) && !is_too_deep("array of objects with a list of the maps of all"));
    }

    fn levels(ty: &TypeExpr) -> usize {
        match ty {
            TypeExpr::Array(Some(inner)) | TypeExpr::Map(inner) | TypeExpr::Enum(Some(inner)) => {
                1 + levels(inner)
            }
            TypeExpr::Union(all) => 1 + all.iter().map(levels).max().unwrap_or(0),
            TypeExpr::Inline(fields) => 1 + fields.iter().map(|field| levels(&field.ty)).max().unwrap_or(0),
            _ => 0,
        }
    }
}
