//! Which module names which, by the tokens of the sources.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crate's root.
const ROOT: &str = "lib";

/// That a module names another one.
pub struct Arrow {
    pub from: String,
    pub to: String,
    /// Where, with the line.
    pub lines: Vec<String>,
}

/// All arrows between the top-level modules of the library in a folder.
pub fn read_arrows(src: &Path) -> Vec<Arrow> {
    let root = src.join("lib.rs");
    let tokens = tokens_of(&root);
    let modules: BTreeSet<String> = declared(&tokens).into_iter().collect();
    let mut arrows = BTreeMap::new();
    let own: Vec<String> = named_in_root(&tokens).into_iter().filter(|name| modules.contains(name)).collect();
    add(&mut arrows, ROOT, src, &root, &own, "");
    for module in &modules {
        for file in files_of(module_file(src, module)) {
            let of_crate = named_in(&tokens_of(&file)).into_iter();
            let to = of_crate.map(|name| if modules.contains(&name) { name } else { ROOT.to_owned() });
            add(&mut arrows, module, src, &file, &to.collect::<Vec<_>>(), "crate::");
        }
    }
    arrows.into_iter().map(|((from, to), lines)| Arrow { from, to, lines }).collect()
}

type Arrows = BTreeMap<(String, String), Vec<String>>;

fn add(arrows: &mut Arrows, from: &str, src: &Path, file: &Path, to: &[String], before: &str) {
    let text = fs::read_to_string(file).expect("it was read before");
    for to in to.iter().filter(|to| *to != from) {
        let wanted = if to == ROOT { before.to_owned() } else { format!("{before}{to}") };
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&wanted));
        let shown = lines.map(|(at, line)| {
            let file = file.strip_prefix(src).unwrap_or(file).display();
            format!("{file}:{}: {}", at + 1, line.trim())
        });
        let known = arrows.entry((from.to_owned(), to.clone())).or_default();
        known.extend(shown.filter(|line| !line.contains(": //")));
        known.dedup();
    }
}

/// The file of a module, and those of the modules in it.
fn files_of(file: PathBuf) -> Vec<PathBuf> {
    let folder = match file.file_stem().is_some_and(|stem| stem == "mod") {
        true => file.parent().expect("it is below src").to_owned(),
        false => file.with_extension(""),
    };
    let inner = declared(&tokens_of(&file)).into_iter().map(|name| module_file(&folder, &name));
    let files: Vec<PathBuf> = inner.flat_map(files_of).collect();
    std::iter::once(file).chain(files).collect()
}

fn module_file(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(format!("{name}.rs"));
    if file.is_file() { file } else { folder.join(name).join("mod.rs") }
}

/// The tokens of a file without what is compiled for tests.
fn tokens_of(file: &Path) -> Vec<TokenTree> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    without_tests(tokens)
}

fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if is_mark(kept.last(), '#') && is_test(&token) {
            kept.pop();
            // The item ends with a semicolon or a block.
            tokens.find(|token| is_mark(Some(token), ';') || is_block(token));
            continue;
        }
        kept.push(token);
    }
    kept
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_test(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

fn ident(token: &TokenTree) -> Option<String> {
    matches!(token, TokenTree::Ident(_)).then(|| token.to_string())
}

/// The modules that have a file of their own: `mod x;`.
fn declared(tokens: &[TokenTree]) -> Vec<String> {
    let declarations = tokens.windows(3).filter(|of| ident(&of[0]).as_deref() == Some("mod"));
    declarations.filter(|of| is_mark(Some(&of[2]), ';')).filter_map(|of| ident(&of[1])).collect()
}

/// The names behind `crate::`, in braces too.
fn named_in(tokens: &[TokenTree]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            names.extend(named_in(&without_tests(group.stream())));
        }
        let is_path = ident(token).as_deref() == Some("crate") && is_mark(tokens.get(at + 1), ':');
        match tokens.get(at + 3).filter(|_| is_path) {
            Some(TokenTree::Group(group)) => {
                let items: Vec<TokenTree> = group.stream().into_iter().collect();
                names.extend(items.split(|t| is_mark(Some(t), ',')).filter_map(|item| ident(item.first()?)));
            }
            Some(name) => names.extend(ident(name)),
            None => {}
        }
    }
    names
}

/// The first names of the paths in the root, without what it hands on by `pub use`.
fn named_in_root(tokens: &[TokenTree]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_word = |at: usize, word: &str| tokens.get(at).and_then(ident).as_deref() == Some(word);
        if is_word(at, "pub") && is_word(at + 1, "use") {
            at += tokens[at..].iter().position(|token| is_mark(Some(token), ';')).unwrap_or(1);
        } else if let TokenTree::Group(group) = token {
            names.extend(named_in_root(&without_tests(group.stream())));
        } else if is_mark(tokens.get(at + 1), ':') && is_mark(tokens.get(at + 2), ':') {
            names.extend(ident(token));
        }
        at += 1;
    }
    names
}
