//! The shell around a command: comments, assignments, loops, here-documents (POSIX shell, sections 2.7.4 and 2.9.4).
//!
//! ```text
//! script   = { comment | assignment | loop }, command ;
//! loop     = ( "for" | "while" | "until" ), …, ( ";" | newline ), "do" ;
//! document = "<<", [ "-" ], word, …, newline, lines, newline, word ;
//! ```

use foldhash::HashMap;

/// The first command of a script, and the texts that the script gives to it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Script {
    /// From `curl` on, without its here-document.
    pub command: String,
    /// `VAR=$(cat <<EOF …`
    variables: HashMap<String, String>,
    /// What the command reads as its input: `curl -d @- <<EOF …`
    input: Option<String>,
}

impl Script {
    /// What a word of the command stands for, where it is a variable or the input.
    pub fn value(&self, word: String) -> String {
        let bare = word.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
        let text = match word.as_str() {
            "@-" => self.input.as_ref(),
            _ => bare.and_then(|name| self.variables.get(name)),
        };
        text.cloned().unwrap_or(word)
    }
}

/// Reads a script whose first command is `curl`, with nothing but comments, assignments and the heads of loops before
/// it.
pub(super) fn read_script(code: &str) -> Option<Script> {
    let mut script = Script::default();
    let mut rest = code.trim_start();
    loop {
        let command = rest.trim_start_matches("$ ");
        if command.starts_with("curl") {
            let command = first_command(command);
            script.command = match read_document(&code[code.len() - rest.len()..]) {
                Some(document) if command.contains(document.mark) => {
                    script.input = Some(document.text.to_owned());
                    command.replace(document.mark, " ")
                }
                _ => command.to_owned(),
            };
            return Some(script);
        }
        rest = match read_assignment(rest) {
            Some((name, value, below)) => {
                script.variables.extend(value.map(|value| (name.to_owned(), value.to_owned())));
                below
            }
            None => below_loop(rest).or_else(|| {
                let (line, below) = rest.split_once('\n')?;
                line.starts_with('#').then_some(below)
            })?,
        }
        .trim_start();
    }
}

/// `export KEY=…`, `KEY=…`: the name, the here-document that is its value, and what follows.
fn read_assignment(code: &str) -> Option<(&str, Option<&str>, &str)> {
    let (line, below) = code.split_once('\n')?;
    let (name, value) = line.trim_start_matches("export ").split_once('=')?;
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    let is_document = value.trim_start_matches('"').starts_with("$(cat");
    match is_document.then(|| read_document(code)).flatten() {
        // Behind it stands the bracket that closes the command.
        Some(document) => {
            let below = document.below.trim_start().strip_prefix(')')?;
            Some((name, Some(document.text), below.trim_start_matches('"')))
        }
        None => {
            let constant = name.bytes().all(|b| !b.is_ascii_lowercase());
            constant.then_some((name, None, below))
        }
    }
}

/// What follows the head of a loop.
fn below_loop(code: &str) -> Option<&str> {
    let (first, _) = code.split_once(char::is_whitespace)?;
    if !matches!(first, "for" | "while" | "until") {
        return None;
    }
    let (line, _) = code.split_once('\n').unwrap_or((code, ""));
    match line.find("; do") {
        Some(at) => Some(&code[at + "; do".len()..]),
        None => code.split_once('\n')?.1.trim_start().strip_prefix("do"),
    }
}

struct Document<'a> {
    /// `<<'EOF'`
    mark: &'a str,
    text: &'a str,
    /// From the line after the document on.
    below: &'a str,
}

/// The here-document that begins in the first line of code that a backslash does not join to the next one.
fn read_document(code: &str) -> Option<Document<'_>> {
    let start = code.find("<<")?;
    let behind = code[start + 2..].trim_start_matches('-').trim_start_matches(' ');
    let quote = behind.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let word = behind.trim_start_matches(['\'', '"']);
    let word = &word[..word.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(word.len())];
    let end = code.len() - behind.len() + word.len() + quote.map_or(0, |_| 2);
    let mark = code.get(start..end).filter(|_| !word.is_empty())?;
    let line_end = end + code[end..].find('\n')? + 1;
    let mut at = line_end;
    for line in code[line_end..].split_inclusive('\n') {
        if line.trim() == word {
            let text = code[line_end..at].trim_end_matches(['\n', '\r']);
            return Some(Document { mark, text, below: &code[at + line.len()..] });
        }
        at += line.len();
    }
    None
}

/// The text up to the end of the first command: a line end that no backslash or quote joins, or a semicolon.
pub(super) fn first_command(code: &str) -> &str {
    let (mut quote, mut escaped) = (None, false);
    for (i, c) in code.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('\''), '\\') => {}
            (_, '\\') => escaped = true,
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ';') if code[i + 1..].trim_start().starts_with("done") => return &code[..i],
            (None, '\n') => {
                // Some pages forget the backslash: a line that starts with a flag goes on.
                let next = code[i + 1..].trim_start_matches([' ', '\t']);
                if !next.starts_with('-') && !next.starts_with("http") && !next.starts_with("\"http") {
                    return &code[..i];
                }
            }
            _ => {}
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_in_scripts() {
        for (code, command) in [
            ("# one\nKEY=1\nexport B=2\n$ curl a \\\n b\nls", "curl a \\\n b"),
            ("for id in 1 2; do\n  curl a/$id\ndone", "curl a/$id"),
            ("for id in 1 2\ndo\n  curl a/$id\ndone", "curl a/$id"),
            ("while read id; do curl a/$id; done", "curl a/$id"),
            ("curl 'a\nb' \\\n -d x", "curl 'a\nb' \\\n -d x"),
        ] {
            assert_eq!(read_script(code).unwrap().command, command, "{code}");
        }
        for code in ["ls\ncurl a", "forge a\ncurl b", "for x in y\ncurl a", "name=1\ncurl a", ""] {
            assert_eq!(read_script(code), None, "{code}");
        }
    }

    #[test]
    fn here_documents() {
        let value = |code: &str, word: &str| read_script(code).unwrap().value(word.to_owned());
        for start in ["body=$(cat <<EOF", "BODY=$(cat << 'EOF'", "export BODY=\"$(cat <<-\"EOF\""] {
            let end = if start.contains("=\"") { ")\"" } else { ")" };
            let code = format!("{start}\n{{\n  \"a\": 1\n}}\nEOF\n{end}\ncurl -d \"$BODY\" x");
            let name = if start.starts_with("body") { "${body}" } else { "$BODY" };
            assert_eq!(value(&code, name), "{\n  \"a\": 1\n}", "{start}");
            assert_eq!(value(&code, "$OTHER"), "$OTHER");
        }
        let code = "curl -d @- x <<'EOF'\n{}\nEOF\nls";
        assert_eq!(value(code, "@-"), "{}");
        assert_eq!(read_script(code).unwrap().command.trim_end(), "curl -d @- x");
        // It has no end.
        assert_eq!(value("curl -d @- x <<EOF\n{}", "@-"), "@-");
    }
}
