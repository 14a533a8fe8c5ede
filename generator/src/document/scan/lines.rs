//! Lines that are no prose.

/// Whether a line is a heading of at most six signs.
pub(super) fn is_heading(line: &[u8]) -> bool {
    let level = line.iter().take(7).take_while(|&&b| b == b'#').count();
    level <= 6 && matches!(line.get(level), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether a line that begins with `i` or `e` is an ECMAScript import or export.
pub(super) fn is_statement(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim_start();
        return rest.starts_with(['{', '*', '"', '\''])
            || [" from \"", " from '"].iter().any(|f| rest.contains(f))
            || rest.split_once(',').is_some_and(|(name, names)| {
                names.trim_start().starts_with('{') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            });
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let rest = rest.trim_start();
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    rest.starts_with(['{', '*'])
        || matches!(word, "default" | "class" | "async")
        || matches!(word, "const" | "let" | "var" | "function") && rest.contains(['=', '('])
}
