//! The files that a description refers to, by what its text says.

use std::collections::BTreeSet;

/// The paths of the files, seen from the folder of the spec, where `relative` is that of the text.
pub fn referenced_files(relative: &str, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, key) in text.match_indices("$ref") {
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let Some(target) = rest.strip_prefix(':').map(str::trim_start) else { continue };
        let end = match target.chars().next() {
            Some(quote @ ('"' | '\'')) => target[1..].find(quote).map(|end| 1..end + 1),
            _ => target.find(['\n', '\r', '}', ',', ' ']).or(Some(target.len())).map(|end| 0..end),
        };
        let target = end.and_then(|range| target.get(range)).unwrap_or_default();
        found.extend(target_file(relative, target));
    }
    found
}

/// The file that a reference in a file names; nothing where it stays in it or leaves for the web.
pub(super) fn target_file(relative: &str, target: &str) -> Option<String> {
    let file = target.split('#').next().unwrap_or_default().trim();
    if file.is_empty() || file.contains("://") || file.starts_with('/') || file.contains('\\') {
        return None;
    }
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in file.split('/') {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::referenced_files;

    #[test]
    fn files_by_text() {
        let text = "a: { $ref: './schemas/Pet.yaml#/Pet' }\nb:\n  \"$ref\": \"../common.json\"\nc:\n  $ref: '#/components/x'\n\
                    d: { $ref: 'https://x.example/y.yaml' }\ne:\n  $ref: other.yaml\n";
        let found: Vec<String> = referenced_files("api/v1/openapi.yaml", text).into_iter().collect();
        assert_eq!(found, ["api/common.json", "api/v1/other.yaml", "api/v1/schemas/Pet.yaml"]);
    }
}
