//! Sitemaps: `sitemap.xml`, an index of such files, or either as a compressed file.
//!
//! ```text
//! sitemap = "<urlset>", { "<url>", "<loc>" url } | "<sitemapindex>", { "<sitemap>", "<loc>" url } ;
//! ```

use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Read;

/// What a sitemap names, in its order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sitemap {
    pub(super) pages: Vec<String>,
    /// Other sitemaps.
    pub(super) sitemaps: Vec<String>,
}

/// Reads a sitemap; `None` where the bytes are none, or expand to more than `limit`.
pub(super) fn read_sitemap(bytes: &[u8], limit: u64) -> Option<Sitemap> {
    let mut expanded = Vec::new();
    let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
        GzDecoder::new(bytes).take(limit + 1).read_to_end(&mut expanded).ok()?;
        (expanded.len() as u64 <= limit).then_some(&expanded[..])?
    } else {
        bytes
    };
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut found = Sitemap::default();
    let (mut open, mut location): (Vec<String>, String) = (Vec::new(), String::new());
    let mut is_sitemap = false;
    // What comes behind a mistake is not known.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                open.push(tag.local_name().as_ref().to_owned());
                is_sitemap |= open.len() == 1 && ["urlset", "sitemapindex"].contains(&open[0].as_str());
                location.clear();
            }
            Event::Text(text) => location.push_str(&text.xml10_content()),
            Event::CData(text) => location.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => location.push_str(&format!("&{};", name.xml10_content())),
            Event::End(_) => {
                let url = html_escape::decode_html_entities(location.trim()).into_owned();
                match open.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["urlset", "url", "loc"] => found.pages.push(url),
                    ["sitemapindex", "sitemap", "loc"] => found.sitemaps.push(url),
                    _ => {}
                }
                open.pop();
                location.clear();
            }
            _ => {}
        }
    }
    is_sitemap.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn pages_and_other_sitemaps() {
        let text = "\u{feff}<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:i=\"x\">\
            <url><loc> https://d.example/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod>\
            <i:image><i:loc>https://d.example/a.png</i:loc></i:image></url>\
            <url><loc><![CDATA[https://d.example/b]]></loc></url></urlset>";
        let found = read_sitemap(text.as_bytes(), 1000).unwrap();
        assert_eq!(found.pages, ["https://d.example/a?x=1&y=2", "https://d.example/b"]);
        assert!(found.sitemaps.is_empty());
        let index = b"<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>https://d.example/s.xml</s:loc></s:sitemap></s:sitemapindex>";
        assert_eq!(read_sitemap(index, 1000).unwrap().sitemaps, ["https://d.example/s.xml"]);
    }

    #[test]
    fn what_is_none() {
        assert_eq!(read_sitemap(b"<!doctype html><html><body>404", 1000), None);
        assert_eq!(read_sitemap(b"", 1000), None);
        assert_eq!(read_sitemap(b"<urlset><url><loc>x</lo", 1000), Some(Sitemap::default()));
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        gz.write_all(b"<urlset><url><loc>https://d.example/a</loc></url></urlset>").unwrap();
        let gz = gz.finish().unwrap();
        assert_eq!(read_sitemap(&gz, 1000).unwrap().pages, ["https://d.example/a"]);
        assert_eq!(read_sitemap(&gz, 10), None);
    }
}
