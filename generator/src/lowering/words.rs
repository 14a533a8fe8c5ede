//! The words of names: lower-case ASCII, so that names keep clear of rustc's lints on confusable letters
//! and of file systems that fold them.

use std::borrow::Cow;

/// The words of a name, in lower-case ASCII: `RedirectURL` gives `redirect`, `url`.
///
/// Letters with accents lose them; other letters become their code point, so that names that differ
/// stay different. Words beyond the first 80 bytes are left out.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = split_humps(&fold(name));
    let mut length = 0;
    let fits = words.iter().take_while(|word| {
        length += word.len() + 1;
        length <= 80
    });
    let fits = fits.count().max(1);
    words.truncate(fits);
    if let Some(only) = words.first_mut() {
        only.truncate(80);
    }
    words
}

/// Cuts ASCII text at signs, before a capital behind a small letter or digit, and before the last of
/// several capitals that a small letter follows: `HTTPServer2Go` gives `http`, `server2`, `go`. A small letter alone before
/// several capitals is of their word: `eSIM` gives `esim`.
fn split_humps(name: &str) -> Vec<String> {
    let bytes = name.as_bytes();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let behind = bytes.get(at + 1).copied().unwrap_or(b' ');
        let capitals = |from: usize| {
            bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_uppercase()).count()
        };
        let ends = at + capitals(at);
        let small_before = word.len() == 1 && before.is_ascii_lowercase();
        let is_whole = !bytes.get(ends).is_some_and(u8::is_ascii_lowercase) || bytes.get(ends) == Some(&b's');
        let in_oauth = at > 0 && bytes[at - 1..].starts_with(b"OAuth");
        let hump = byte.is_ascii_uppercase()
            && !in_oauth
            && !(small_before && capitals(at) > 1 && is_whole)
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && behind.is_ascii_lowercase()));
        if (hump || !byte.is_ascii_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if byte.is_ascii_alphanumeric() {
            word.push(byte.to_ascii_lowercase() as char);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The singular of an English word: `records` gives `record`, `entries` gives `entry`.
pub(super) fn singular(word: &str) -> String {
    const SAME: &[&str] = &[
        "series", "species", "news", "status", "access", "address", "business", "is", "has", "was", "this",
        "gps", "sms", "dns", "https", "css", "analysis", "basis", "axis", "alias", "bus", "canvas",
        "progress", "process", "class", "pass",
    ];
    if SAME.contains(&word) || word.ends_with("ss") || word.ends_with("us") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = ["sses", "shes", "ches", "xes", "zes", "uses"];
    if hissing.iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// The same name in ASCII.
fn fold(name: &str) -> Cow<'_, str> {
    if name.is_ascii() && !name.contains('\'') {
        return name.into();
    }
    const LATIN: &[(&str, &str)] = &[
        ("ÀÁÂÃÅĀĂĄ", "A"),
        ("àáâãåāăą", "a"),
        ("Ä", "Ae"),
        ("ä", "ae"),
        ("Æ", "Ae"),
        ("æ", "ae"),
        ("ÇĆĈĊČ", "C"),
        ("çćĉċč", "c"),
        ("ĎĐÐ", "D"),
        ("ďđð", "d"),
        ("ÈÉÊËĒĔĖĘĚ", "E"),
        ("èéêëēĕėęě", "e"),
        ("ÌÍÎÏĪĮİ", "I"),
        ("ìíîïīįı", "i"),
        ("Ł", "L"),
        ("ł", "l"),
        ("ÑŃŇ", "N"),
        ("ñńň", "n"),
        ("ÒÓÔÕØŌŐ", "O"),
        ("òóôõøōő", "o"),
        ("Ö", "Oe"),
        ("ö", "oe"),
        ("Œ", "Oe"),
        ("œ", "oe"),
        ("ŘŔ", "R"),
        ("řŕ", "r"),
        ("ŚŞŠȘ", "S"),
        ("śşšș", "s"),
        ("ß", "ss"),
        ("ŤŢȚ", "T"),
        ("ťţț", "t"),
        ("ÙÚÛŪŮŰ", "U"),
        ("ùúûūůű", "u"),
        ("Ü", "Ue"),
        ("ü", "ue"),
        ("ÝŸ", "Y"),
        ("ýÿ", "y"),
        ("ŹŻŽ", "Z"),
        ("źżž", "z"),
    ];
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\'' | '’' => {}
            c if c.is_ascii() => folded.push(c),
            c => match LATIN.iter().find(|(letters, _)| letters.contains(c)) {
                Some((_, plain)) => folded.push_str(plain),
                None if c.is_alphanumeric() => folded.push_str(&format!("_u{:x}_", c as u32)),
                None => folded.push(' '),
            },
        }
    }
    folded.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_humps_signs_and_accents() {
        assert_eq!(words("RedirectURL"), ["redirect", "url"]);
        assert_eq!(words("HTTPServer2Go"), ["http", "server2", "go"]);
        assert_eq!(words("from_Thread-CreatedOn"), ["from", "thread", "created", "on"]);
        assert_eq!(words("eSIM"), ["esim"]);
        assert_eq!(words("iOSVersion"), ["i", "os", "version"]);
        assert_eq!(words("myOAuthTokens"), ["my", "oauth", "tokens"]);
        assert_eq!(words("aName"), ["a", "name"]);
        assert_eq!(words("customer's Größe"), ["customers", "groesse"]);
        assert_eq!(words("名前"), ["u540d", "u524d"]);
        assert_eq!(words("*/ {} \"\"\""), Vec::<String>::new());
        assert!(words(&"x".repeat(5000))[0].len() == 80);
    }

    #[test]
    fn singular_of_common_plurals() {
        let words = ["records", "entries", "addresses", "boxes", "status", "errors", "data", "is", "cases"];
        let singulars: Vec<_> = words.iter().map(|word| singular(word)).collect();
        assert_eq!(singulars, ["record", "entry", "address", "box", "status", "error", "data", "is", "case"]);
    }
}
