//! What a file takes in from others and what it gives names to.
//!
//! ```ebnf
//! import   = "import" , ( clause , "from" , path | path ) , [ ";" ] ;
//! clause   = default | names | default , "," , names | "*" , "as" , name ;
//! names    = "{" , { name , [ "as" , name ] , "," } , "}" ;
//! constant = "export" , ( "const" | "let" | "var" ) , name , [ ":" , … ] , "=" , ( expression | arrow ) ;
//! function = "export" , [ "default" ] , "function" , name , function ;    (* see function.rs for both *)
//! ```
//!
//! Other statements give names whose values are not known here.

use super::expression::{ExpressionProblem, Variables, read_leading_expression};
use super::function::{Function, read_function};
use super::scan::TokenKind;
use super::scanned::ScannedFile;
use crate::source::{SourceFile, Span, Spanned};
use serde_json::Value;
use std::sync::Arc;

/// The imports and exports of a file, in order.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// What it takes in.
    pub imports: Vec<Import>,
    /// What it gives names to.
    pub constants: Vec<Constant>,
}

/// `import Default, { exported as local } from "path"`
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The name for what the file is as a whole.
    pub default: Option<String>,
    /// The name for all that it exports, as one object.
    pub all: Option<String>,
    /// Names of the file, each with the name that it has here.
    pub named: Vec<(Spanned<String>, String)>,
    /// The path as written.
    pub path: Spanned<String>,
}

/// `export const name = expression`
#[derive(Clone, Debug)]
pub struct Constant {
    /// The name.
    pub name: String,
    /// What it gives in the place of a tag of that name.
    pub function: Option<Arc<Function>>,
    /// Whether it is what an import without braces takes.
    pub is_default: bool,
    /// Where the statement stands.
    pub span: Span,
    /// All that follows `=`.
    source: String,
}

impl Constant {
    /// Its value.
    ///
    /// # Errors
    ///
    /// Where it is no expression that has a value here.
    pub fn value(&self, variables: &Variables) -> Result<Value, ExpressionProblem> {
        match read_leading_expression(&self.source, variables)? {
            (value, rest) if rest.is_empty() || rest.starts_with(';') || rest.starts_with("as ") => Ok(value),
            _ => Err(ExpressionProblem::NotRead),
        }
    }
}

impl Statements {
    /// Whether the file names nothing.
    pub fn is_empty(&self) -> bool {
        self.imports.is_empty() && self.constants.is_empty()
    }
}

/// The statements of a file.
pub fn read_statements(page: &ScannedFile<'_>) -> Statements {
    let mut statements = Statements::default();
    let file = page.file;
    for token in page.tokens.iter().filter(|token| token.kind == TokenKind::Statement) {
        let text = &file.text[token.start..token.end];
        if let Some(import) = read_import(file, token.start, text) {
            statements.imports.push(import);
        } else if let Some(constant) = read_constant(file, token.start, text) {
            statements.constants.push(constant);
        }
    }
    statements
}

fn read_import(file: &SourceFile, start: usize, text: &str) -> Option<Import> {
    let clause = text.strip_prefix("import")?;
    let text = text.trim_end().trim_end_matches(';').trim_end();
    let quote = text.chars().last().filter(|c| matches!(c, '"' | '\''))?;
    let path_end = text.len() - 1;
    let path_start = text[..path_end].rfind(quote)? + 1;
    let spanned = |from: usize, to: usize| {
        Spanned::new(text[from..to].to_owned(), Span::new(file.id, start + from, start + to))
    };
    let mut import =
        Import { default: None, all: None, named: Vec::new(), path: spanned(path_start, path_end) };
    let clause_start = text.len().min("import".len());
    let clause = &clause[..(path_start - 1).saturating_sub(clause_start)];
    let Some(names) = clause.trim_end().strip_suffix("from") else {
        return clause.trim().is_empty().then_some(import);
    };
    let (outside, inside) = match (names.find('{'), names.rfind('}')) {
        (Some(open), Some(close)) if open < close => (&names[..open], Some((open + 1, close))),
        _ => (names, None),
    };
    for part in outside.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match part.strip_prefix('*') {
            Some(all) => import.all = all.trim().strip_prefix("as ").map(|name| name.trim().to_owned()),
            None => import.default = Some(part.strip_prefix("type ").unwrap_or(part).trim().to_owned()),
        }
    }
    let mut at = inside.map_or(0, |(open, _)| open);
    for part in inside.map_or("", |(open, close)| &names[open..close]).split(',') {
        let from = clause_start + at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let name = part.trim();
        let (exported, local) = name.split_once(" as ").unwrap_or((name, name));
        if !exported.trim().is_empty() {
            let exported = exported.trim();
            import.named.push((spanned(from, from + exported.len()), local.trim().to_owned()));
        }
    }
    Some(import)
}

fn read_constant(file: &SourceFile, start: usize, text: &str) -> Option<Constant> {
    let rest = text.strip_prefix("export")?.trim_start();
    let (rest, is_default) = match rest.strip_prefix("default ") {
        Some(rest) => (rest.trim_start(), true),
        None => (rest, false),
    };
    let word_end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, rest) = rest.split_at(word_end);
    let rest = rest.trim_start_matches(['*', ' ', '\t']);
    let name_end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(name_end);
    let (source, code) = match word {
        "const" | "let" | "var" => {
            let source = rest.split_once('=').map_or("", |(_, source)| source);
            (source.trim(), source)
        }
        "function" => ("", rest),
        "class" | "async" => ("", ""),
        _ => return None,
    };
    // Only what begins with a capital letter is a tag.
    let function = || {
        let from = start + (code.as_ptr() as usize - text.as_ptr() as usize);
        read_function(file, from..start + text.len(), word != "function").map(Arc::new)
    };
    let is_tag = name.starts_with(char::is_uppercase) && code.contains('<');
    let function = if is_tag { function() } else { None };
    let (name, source) = (name.to_owned(), source.to_owned());
    (!name.is_empty()).then_some(Constant {
        name,
        function,
        is_default,
        span: Span::new(file.id, start, start + text.len()),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::super::scan_file;
    use super::*;
    use crate::source::SourceId;

    fn read(text: &str) -> Statements {
        let file = SourceFile::new(SourceId(0), "a.mdx", "a.mdx", text);
        let statements = read_statements(&scan_file(&file));
        for import in &statements.imports {
            assert_eq!(file.slice(import.path.span), import.path.value);
            for (name, _) in &import.named {
                assert_eq!(file.slice(name.span), name.value);
            }
        }
        statements
    }

    #[test]
    fn every_way_to_import() {
        let text = "---\ntitle: A\n---\nimport Auth from \"/snippets/auth.mdx\";\nimport { a, b as c } from './v'\r\n\
                    import X, {\n  y,\n  z,\n} from '../w.mdx';\nimport * as all from \"/all\"\nimport './side.css';\n";
        let shown: Vec<String> = read(text).imports.iter().map(show).collect();
        assert_eq!(
            shown,
            ["/snippets/auth.mdx: Auth", "./v: a=a b=c", "../w.mdx: X y=y z=z", "/all: *all", "./side.css:",]
        );
    }

    fn show(import: &Import) -> String {
        let default = import.default.iter().map(|name| format!(" {name}"));
        let all = import.all.iter().map(|name| format!(" *{name}"));
        let named = import.named.iter().map(|(name, local)| format!(" {}={local}", name.value));
        format!("{}:{}", import.path.value, default.chain(all).chain(named).collect::<String>())
    }

    #[test]
    fn constants_have_values() {
        let text = "export const host = \"https://x.example\"; // where\nexport const url: string = `${host}/v1`;\n\
                    export const limits = {\n  page: 20,\n};\nexport const long =\n  'text';\nexport const f = () => (\n  <A/>\n);\n\
                    export function g() { return 1 }\n";
        let statements = read(text);
        let mut variables = Variables::new();
        for constant in &statements.constants {
            if let Ok(value) = constant.value(&variables) {
                variables.insert(constant.name.clone(), value);
            }
        }
        let names: Vec<&str> = statements.constants.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["host", "url", "limits", "long", "f", "g"]);
        let shown: Vec<String> = variables.iter().map(|(name, value)| format!("{name} {value}")).collect();
        assert_eq!(
            shown,
            [
                "host \"https://x.example\"",
                "limits {\"page\":20}",
                "long \"text\"",
                "url \"https://x.example/v1\""
            ]
        );
    }

    #[test]
    fn prose_and_code_are_no_statements() {
        assert!(read("import contacts into the list\n\nexport them\n").is_empty());
        assert!(read("```js\nimport A from './a.mdx'\n```\n").is_empty());
    }
}
