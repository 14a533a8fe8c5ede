//! What a site asks robots not to fetch: the Robots Exclusion Protocol (RFC 9309).
//!
//! ```text
//! robots = { group | "sitemap:" url } ;
//! group  = "user-agent:" product, { "user-agent:" product }, { rule } ;
//! rule   = ( "allow:" | "disallow:" ) pattern | "crawl-delay:" seconds ;
//! pattern: "*" is any text, "$" at the end is the end of the path
//! ```

use std::time::Duration;

/// The product token of docbind.
const PRODUCT: &str = "docbind";

/// The standard asks for at least so much of a file (section 2.5).
const LONGEST: usize = 500 << 10;

/// No pause that a site asks for is longer.
const LONGEST_DELAY: f64 = 30.0;

/// The rules for docbind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Robots {
    /// Patterns, and whether what they fit is allowed.
    rules: Vec<(String, bool)>,
    /// The pause between two requests, where one is asked for.
    pub(super) delay: Option<Duration>,
    /// The sitemaps that the file names.
    pub(super) sitemaps: Vec<String>,
}

impl Robots {
    /// Reads the file. Lines that are none of the protocol's are left out.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
        let (mut own, mut general) = (Group::default(), Group::default());
        let mut sitemaps = Vec::new();
        let (mut agents, mut in_rules): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if std::mem::take(&mut in_rules) {
                        agents.clear();
                    }
                    agents.push(value.to_ascii_lowercase());
                }
                "sitemap" => sitemaps.push(value.to_owned()),
                name @ ("allow" | "disallow" | "crawl-delay") => {
                    in_rules = true;
                    for agent in &agents {
                        match agent.as_str() {
                            "*" => general.add(name, value),
                            agent if is_own(agent) => own.add(name, value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            own.is_there |= agents.iter().any(|agent| is_own(agent));
        }
        let group = if own.is_there { own } else { general };
        Self { rules: group.rules, delay: group.delay, sitemaps }
    }

    /// Whether a path, with its query, may be fetched: the longest pattern that fits decides, and of two that are
    /// as long the one that allows (section 2.2.2).
    pub(super) fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern.as_bytes(), path.as_bytes()));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|(_, allowed)| *allowed)
    }
}

#[derive(Default)]
struct Group {
    is_there: bool,
    rules: Vec<(String, bool)>,
    delay: Option<Duration>,
}

impl Group {
    fn add(&mut self, name: &str, value: &str) {
        match name {
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
                self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_DELAY)));
            }
            // An empty rule says nothing.
            _ if value.is_empty() => {}
            _ => self.rules.push((normal(value), name == "allow")),
        }
    }
}

/// Whether a group is docbind's: what stands behind the product token does not count.
fn is_own(agent: &str) -> bool {
    let end =
        agent.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).unwrap_or(agent.len());
    &agent[..end] == PRODUCT
}

/// A path in the form in which paths are compared: what needs no escape has none, and escapes are in upper case.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let escaped = rest.get(1..3).filter(|_| c == '%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte))
            }
            Some(byte) => out.push_str(&format!("%{byte:02X}")),
            None if c.is_ascii() => out.push(c),
            None => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
            }
        }
        rest = &rest[if escaped.is_some() { 3 } else { c.len_utf8() }..];
    }
    out
}

/// Whether a pattern fits the beginning of a path. In time of the product of both lengths at most: after a `*`, only
/// the last one is gone back to.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    let (mut p, mut at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() && (!to_end || at == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p + 1, at));
            p += 1;
        } else if p < pattern.len() && at < path.len() && pattern[p] == path[at] {
            (p, at) = (p + 1, at + 1);
        } else {
            match star {
                Some((after, from)) if from < path.len() => {
                    star = Some((after, from + 1));
                    (p, at) = (after, from + 1);
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        Robots::parse(robots.as_bytes()).allows(path)
    }

    #[test]
    fn the_longest_pattern_decides() {
        let robots =
            "User-Agent: *\nDisallow: /docs\nAllow: /docs/api/\nDisallow: /docs/api/*.json$ # data\n";
        for (path, allowed) in [
            ("/", true),
            ("/docs", false),
            ("/docs/x", false),
            ("/docs/api/x", true),
            ("/docs/api/x.json", false),
            ("/docs/api/x.json?v=1", true),
        ] {
            assert_eq!(allows(robots, path), allowed, "{path}");
        }
        assert!(
            allows("user-agent: *\ndisallow: /a\nallow: /a\n", "/a"),
            "of two that are as long, the one that allows"
        );
        assert!(allows("User-agent: *\nDisallow:\n", "/a"));
        assert!(!allows("User-agent: *\nDisallow: /\n", "/a"));
        assert!(allows("Disallow: /\n", "/a"), "a rule of no group");
    }

    #[test]
    fn the_group_of_docbind_replaces_the_general_one() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: DocBind/1.0\nDisallow: /private\n\
                      Crawl-delay: 0.5\nUser-agent: docbind\nDisallow: /more\nSitemap: https://d.example/s.xml\n";
        assert!(allows(robots, "/a") && !allows(robots, "/private") && !allows(robots, "/more"));
        let parsed = Robots::parse(robots.as_bytes());
        assert_eq!(parsed.delay, Some(Duration::from_millis(500)));
        assert_eq!(parsed.sitemaps, ["https://d.example/s.xml"]);
        assert!(!allows("user-agent: docbinder\nallow: /\nuser-agent: *\ndisallow: /\n", "/a"));
    }

    #[test]
    fn escapes_are_compared_as_what_they_stand_for() {
        assert!(!allows("user-agent: *\ndisallow: /a%3cd.html\n", "/a%3Cd.html"));
        assert!(!allows("user-agent: *\ndisallow: /%62ook\n", "/book/x"));
        assert!(!allows("user-agent: *\ndisallow: /ü\n", "/%C3%BC"));
        assert!(allows("user-agent: *\ndisallow: /a%2Fb\n", "/a/b"));
    }

    #[test]
    fn no_pattern_takes_long() {
        let robots = format!("user-agent: *\ndisallow: /{}x\n", "*a".repeat(200));
        assert!(allows(&robots, &format!("/{}", "a".repeat(20_000))));
        assert_eq!(Robots::parse(b"\xff\xfe\0nonsense\n:::\n"), Robots::default());
    }
}
