//! The pages as text, read without docbind: the section of each operation, the sections that it links to, and which names
//! these list.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// How many links lead from an operation to what describes a part of it.
const STEPS: usize = 4;

/// A section: what stands below a heading, up to the next one as high.
struct Section {
    page: usize,
    /// Where it begins and ends in the lines of its page.
    lines: std::ops::Range<usize>,
}

struct Page {
    /// The path without extension and language: `resources/channel`.
    stem: String,
    lines: Vec<String>,
}

/// The pages of an API that describes several operations on each.
pub struct Reach {
    pages: Vec<Page>,
    sections: Vec<Section>,
    /// The sections by page and anchor.
    anchors: HashMap<(usize, String), usize>,
    /// The sections that state an operation: `GET /lamps/{}`.
    operations: HashMap<String, Vec<usize>>,
    /// Every word of all pages.
    words: HashSet<String>,
}

/// Where a name stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// As a field in the section of the operation.
    Own,
    /// As a field in a section that it links to.
    Linked,
    /// As a word somewhere in the pages.
    Elsewhere,
    /// Nowhere.
    Nowhere,
}

/// The names of an operation.
pub struct Names {
    own: BTreeSet<String>,
    linked: BTreeSet<String>,
}

impl Reach {
    /// Reads every page below a folder.
    pub fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        collect(folder, folder, &mut files);
        let mut reach = Self {
            pages: Vec::new(),
            sections: Vec::new(),
            anchors: HashMap::new(),
            operations: HashMap::new(),
            words: HashSet::new(),
        };
        for (stem, text) in files {
            reach.add(stem, &text);
        }
        reach
    }

    fn add(&mut self, stem: String, text: &str) {
        let page = self.pages.len();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let is_word = |c: char| c.is_alphanumeric() || "_@$-".contains(c);
        self.words.extend(text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_lowercase));
        // The headings around, the innermost last: depth, section, anchor.
        let mut open: Vec<(usize, usize, String)> = Vec::new();
        let mut named: Option<String> = None;
        for (at, line) in lines.iter().enumerate() {
            if let Some(id) = between(line, "<ManualAnchor id=\"", "\"") {
                named = Some(id.to_owned());
            }
            let depth = line.bytes().take_while(|b| *b == b'#').count();
            if (1..=6).contains(&depth) && line[depth..].starts_with(' ') {
                self.close(&mut open, depth, at);
                let (title, own) = match line[depth..].split_once("{#") {
                    Some((title, own)) => (title, own.split('}').next().map(str::to_owned)),
                    None => (&line[depth..], None),
                };
                let anchor = anchor_of(title);
                let section = self.sections.len();
                self.sections.push(Section { page, lines: at..lines.len() });
                let joined = open.iter().map(|(_, _, outer)| format!("{outer}-{anchor}"));
                let names: Vec<String> =
                    joined.chain(named.take()).chain(own).chain([anchor.clone()]).collect();
                for name in names {
                    self.anchors.entry((page, name)).or_insert(section);
                }
                open.push((depth, section, anchor));
            }
            if let (Some(operation), Some((_, section, _))) = (stated(line), open.last()) {
                self.operations.entry(operation).or_default().push(*section);
            }
        }
        self.close(&mut open, 0, lines.len());
        // A link without an anchor means the whole page.
        let whole = self.sections.len();
        self.sections.push(Section { page, lines: 0..lines.len() });
        self.anchors.insert((page, String::new()), whole);
        self.pages.push(Page { stem, lines });
    }

    fn close(&mut self, open: &mut Vec<(usize, usize, String)>, depth: usize, at: usize) {
        while let Some((_, section, _)) = open.pop_if(|(inner, ..)| *inner >= depth) {
            self.sections[section].lines.end = at;
        }
    }

    /// Whether the pages state an operation.
    pub fn states(&self, operation: &str) -> bool {
        self.operations.contains_key(operation)
    }

    /// What the section of an operation lists, and the sections that it links to.
    pub fn names_of(&self, operation: &str) -> Names {
        let mut seen: BTreeSet<usize> =
            self.operations.get(operation).into_iter().flatten().copied().collect();
        let mut front: Vec<usize> = seen.iter().copied().collect();
        for _ in 0..STEPS {
            let linked = front.iter().flat_map(|section| self.links(*section));
            front = linked
                .collect::<BTreeSet<usize>>()
                .into_iter()
                .filter(|section| seen.insert(*section))
                .collect();
        }
        let own = self.operations.get(operation).into_iter().flatten();
        let own = own.flat_map(|section| self.listed(*section)).collect();
        Names { own, linked: seen.into_iter().flat_map(|section| self.listed(section)).collect() }
    }

    /// Where a name stands for an operation.
    pub fn find(&self, names: &Names, name: &str) -> Stands {
        match () {
            () if names.own.contains(name) => Stands::Own,
            () if names.linked.contains(name) => Stands::Linked,
            () if self.words.contains(name) => Stands::Elsewhere,
            () => Stands::Nowhere,
        }
    }

    /// Whether a word stands anywhere in the pages.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }

    fn text(&self, section: usize) -> &[String] {
        let Section { page, lines } = &self.sections[section];
        &self.pages[*page].lines[lines.clone()]
    }

    /// The sections that a section links to: `](/site/resources/user#user-object)`, `{{< relref "entities/user" >}}`.
    fn links(&self, section: usize) -> Vec<usize> {
        let page = self.sections[section].page;
        let text = self.text(section);
        let targets = text.iter().flat_map(|line| line.split("](").skip(1));
        let targets = targets.filter_map(|rest| match rest.strip_prefix("{{<") {
            Some(rest) => between(rest, "\"", "\""),
            None => rest.split(')').next(),
        });
        let found = targets.filter_map(|target| {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = path.trim_matches('/').to_lowercase();
            let page = match path.as_str() {
                "" => page,
                path => self
                    .pages
                    .iter()
                    .position(|of| path == of.stem || path.ends_with(&format!("/{}", of.stem)))?,
            };
            self.anchors.get(&(page, anchor.to_owned())).copied()
        });
        found.collect()
    }

    /// The names that a section lists: of rows, of items, of headings, of terms, and of JSON.
    fn listed(&self, section: usize) -> Vec<String> {
        let mut names = Vec::new();
        let text = self.text(section);
        for (at, line) in text.iter().enumerate() {
            let start = line.trim_start();
            let of_row = start.strip_prefix('|').and_then(|rest| rest.split('|').next());
            let of_item = start
                .strip_prefix("- ")
                .or(start.strip_prefix("* "))
                .and_then(|rest| between(rest, "`", "`"));
            let of_heading = start.starts_with('#').then(|| between(start, "`", "`")).flatten();
            let of_term = text.get(at + 1).filter(|next| next.starts_with(": ")).map(|_| start);
            for cell in [of_row, of_item, of_heading, of_term].into_iter().flatten() {
                let word = cell.trim().trim_matches(['`', '*', ' ']).split([' ', '?', '\\', '*', '{']).next();
                names.extend(word.filter(|word| !word.is_empty()).map(str::to_lowercase));
            }
            for member in start.split("\":") {
                names.extend(member.rsplit_once('"').map(|(_, name)| name.to_lowercase()));
            }
        }
        names
    }
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner)
}

fn anchor_of(title: &str) -> String {
    let kept = title.trim().to_lowercase();
    let kept: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect();
    kept.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Verb and path that a line states: `<Route method="GET">/lamps/…</Route>`, `GET /lamps/:id HTTP/1.1`.
fn stated(line: &str) -> Option<String> {
    let (verb, path) = match between(line, "<Route method=\"", "</Route>") {
        Some(inner) => inner.split_once("\">")?,
        None => line.split_once(' ').filter(|(_, path)| path.starts_with('/'))?,
    };
    if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&verb) {
        return None;
    }
    let path = path.split([' ', '?']).next()?;
    let mut plain = String::new();
    let mut depth = 0usize;
    // `[\{lamp.id\}](/site/lamps#lamp)`: without the targets of links.
    for c in path.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '[' | ']' | '\\' => {}
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    Some(format!("{verb} {}", shape(&plain)))
}

/// A path with `{}` in the place of each placeholder.
fn shape(path: &str) -> String {
    let hole = |segment: &str| segment.starts_with([':', '{', '<']);
    let segments = path.trim_matches('/').split('/');
    let segments = segments.map(|of| if hole(of) { "{}".to_owned() } else { of.to_lowercase() });
    format!("/{}", segments.collect::<Vec<_>>().join("/"))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let is_page = path.extension().is_some_and(|end| end == "md" || end == "mdx");
        if path.is_dir() {
            collect(root, &path, files);
        } else if is_page {
            let inside = path.strip_prefix(root).unwrap_or(&path).with_extension("");
            // The folders of the site and of the language are not in links.
            let stem = inside.to_string_lossy().to_lowercase();
            let stem = ["developers/", "content/en/"]
                .iter()
                .fold(stem.as_str(), |stem, of| stem.strip_prefix(of).unwrap_or(stem));
            let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a page")).into_owned();
            files.push((stem.to_owned(), text));
        }
    }
}
