//! Damaged texts, the same for the same seed: cut, spliced with another one, with parts repeated or nested, with
//! control characters and with huge numbers.

/// Numbers that look random (SplitMix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of `0..end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// Larger pages are cut: what costs more than its size shows in small ones.
const MOST: usize = 64 << 10;

const CONTROLS: [&str; 12] = [
    "\u{0}",
    "\u{1b}[2J",
    "\r",
    "\r\n",
    "\u{9b}31m",
    "\u{202e}",
    "\u{feff}",
    "\u{7f}",
    "\u{2028}",
    "\t",
    "\u{200b}",
    "\n::error::x\n",
];
const NUMBERS: [&str; 8] = [
    "99999999999999999999999999999999",
    "-9223372036854775809",
    "1e999",
    "0x7fffffffffffffff",
    "18446744073709551616",
    "0.00000000000000000000000000001",
    "00",
    "4294967296",
];
const FRAMES: [(&str, &str); 10] = [
    ("<div>\n", "\n</div>\n"),
    ("[", "]"),
    ("{\"a\":", "}"),
    ("> ", ""),
    ("- ", ""),
    ("<Expandable title=\"a\">\n", "\n</Expandable>\n"),
    ("```\n", "\n```\n"),
    ("array<", ">"),
    ("{", "}"),
    ("<ParamField body=\"a\" type=\"object\">\n", "\n</ParamField>\n"),
];

/// One to four kinds of damage to a text; `other` is what it is spliced with.
pub fn damage(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = head(text, MOST).to_owned();
    for _ in 0..=random.below(4) {
        text = match random.below(7) {
            0 => part(&text, 0, random).to_owned(),
            1 => format!("{}{}", part(&text, 0, random), &other[boundary(other, random)..]),
            2 => repeat(&text, random),
            3 => nest(&text, random),
            4 => insert(&text, random.one_of(&CONTROLS), random),
            5 => with_number(&text, random),
            _ => without_part(&text, random),
        };
        text.truncate(head(&text, MOST).len());
    }
    text
}

/// The start of a text, at most so many bytes.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

fn boundary(text: &str, random: &mut Random) -> usize {
    let at = random.below(text.len() + 1);
    head(text, at).len()
}

/// A part from `start` on that ends anywhere.
fn part<'t>(text: &'t str, start: usize, random: &mut Random) -> &'t str {
    let rest = &text[start..];
    &rest[..boundary(rest, random)]
}

/// A place with a part of a few bytes or lines behind it.
fn small_part(text: &str, random: &mut Random) -> (usize, usize) {
    let start = boundary(text, random);
    let most = [4, 40, 400][random.below(3)];
    (start, start + head(&text[start..], random.below(most)).len())
}

fn repeat(text: &str, random: &mut Random) -> String {
    let (start, end) = small_part(text, random);
    let most = MOST / (end - start).max(1);
    let times = [2, 20, 2_000][random.below(3)].min(most);
    format!("{}{}{}", &text[..end], text[start..end].repeat(times), &text[end..])
}

fn nest(text: &str, random: &mut Random) -> String {
    let (start, end) = small_part(text, random);
    let (before, after) = FRAMES[random.below(FRAMES.len())];
    let depth = [2, 30, 1_000][random.below(3)];
    format!(
        "{}{}{}{}{}",
        &text[..start],
        before.repeat(depth),
        &text[start..end],
        after.repeat(depth),
        &text[end..]
    )
}

fn insert(text: &str, what: &str, random: &mut Random) -> String {
    let at = boundary(text, random);
    format!("{}{what}{}", &text[..at], &text[at..])
}

/// The text with another number in the place of one.
fn with_number(text: &str, random: &mut Random) -> String {
    let from = boundary(text, random);
    let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) else {
        return insert(text, random.one_of(&NUMBERS), random);
    };
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| start + at);
    format!("{}{}{}", &text[..start], random.one_of(&NUMBERS), &text[end..])
}

fn without_part(text: &str, random: &mut Random) -> String {
    let (start, end) = small_part(text, random);
    format!("{}{}", &text[..start], &text[end..])
}
