use super::*;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use std::collections::BTreeMap;

fn read(text: &str) -> (Option<Site>, Vec<Diagnostic>) {
    read_with(text, &[])
}

/// Reads settings that refer to the given files.
fn read_with(text: &str, files: &[(&str, &str)]) -> (Option<Site>, Vec<Diagnostic>) {
    let file = SourceFile::new(SourceId(0), "docs.json", "docs.json", text);
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut load = |_: SourceId, path: &str| {
        let text = files.get(path).ok_or("there is none")?;
        let reading = crate::document::parse_json(text, &Default::default(), SourceId(1));
        reading.documents.into_iter().next().ok_or_else(|| "not JSON".to_owned())
    };
    parse_site(&file, SiteRoot::default(), &mut load)
}

fn site(text: &str) -> Site {
    let (site, found) = read(text);
    assert_eq!(found, []);
    site.unwrap()
}

/// `sections: page` for each entry.
fn outline(site: &Site) -> Vec<String> {
    let line = |entry: &Entry| {
        let sections: Vec<&str> = entry.sections.iter().map(|name| name.value.as_str()).collect();
        format!("{}: {}", sections.join(" > "), entry.path.value)
    };
    site.entries.iter().map(line).collect()
}

#[test]
fn the_newer_format() {
    let site = site(
        r#"{
            "navigation": {
                "global": { "anchors": [{ "anchor": "Blog", "href": "https://acme.example/blog" }] },
                "tabs": [
                    { "tab": "Guides", "pages": ["index", { "group": "Start", "pages": ["/start.mdx"] }] },
                    { "tab": "API", "menu": [{ "item": "Desk", "groups": [
                        { "group": "Tickets", "root": "api/tickets/index", "pages": ["api/tickets/get", "GET /v1/x",
                            { "group": "Labels", "pages": ["api/tickets/labels/list"] }] },
                        { "group": "Made", "openapi": "openapi.json", "pages": ["webhook opened"] },
                        { "group": "Empty" }
                    ] }] }
                ]
            },
            "api": { "mdx": { "server": ["https://a.example/v1/", "https://b.example"],
                              "auth": { "method": "key", "name": "x-api-key" } } }
        }"#,
    );
    assert_eq!(
        outline(&site),
        [
            "Guides: index",
            "Guides > Start: start",
            "API > Desk > Tickets: api/tickets/index",
            "API > Desk > Tickets: api/tickets/get",
            "API > Desk > Tickets > Labels: api/tickets/labels/list",
        ]
    );
    assert_eq!(site.base_url().unwrap().value, "https://a.example/v1");
    let auth = site.auth.unwrap().value;
    assert_eq!((auth.method, auth.name.as_deref()), (AuthMethod::Key, Some("x-api-key")));
}

#[test]
fn the_older_format() {
    let site = site(
        r#"{
            "tabs": [{ "name": "Desk API", "url": "desk" }, { "name": "Blog", "url": "https://acme.example" }],
            "navigation": [
                { "group": "", "pages": ["start"] },
                { "group": "Tickets", "pages": ["desk/tickets/get"] }
            ],
            "api": { "baseUrl": "https://a.example", "auth": { "method": "bearer" } }
        }"#,
    );
    assert_eq!(outline(&site), [": start", "Desk API > Tickets: desk/tickets/get"]);
    assert_eq!(site.auth.unwrap().value.method, AuthMethod::Bearer);
}

#[test]
fn what_makes_no_sense_is_said_and_passed_over() {
    let (site, found) = read(
        r#"{ "navigation": { "groups": [{ "group": 7, "pages": ["a", 8] }, "b"], "tabs": "no" },
             "api": { "server": "desk.example", "auth": { "method": "magic" } }, }"#,
    );
    let site = site.unwrap();
    assert_eq!(outline(&site), [": a", ": b"]);
    assert_eq!((site.base_urls.len(), site.auth), (0, None));
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "not JSON: a comma before the closing bracket",
            "`group` should be a text",
            "neither a page nor a group",
            "`tabs` should be a list",
            "this is not the address of a server",
            "`magic` is not a way to authenticate that docbind knows",
        ]
    );
    for text in ["", "[]", "{\"navigation\":", "\u{0}", "{\"components\": []}"] {
        let (site, found) = read(text);
        assert!(site.is_none_or(|site| site.entries.is_empty()), "{text}");
        assert_eq!(found.len(), 1, "{text}");
    }
}

#[test]
fn references_are_taken_in() {
    let groups = r#"[{ "group": "Tickets", "$ref": "./tickets.json" }, { "$ref": "./gone.json" }]"#;
    let tickets = r#"{ "group": "Other", "pages": ["get", { "$ref": "./tickets.json" }] }"#;
    let text = r#"{ "navigation": { "groups": { "$ref": "./groups.json" } } }"#;
    let (site, found) = read_with(text, &[("./groups.json", groups), ("./tickets.json", tickets)]);
    let site = site.unwrap();
    assert_eq!(outline(&site), ["Tickets: get"]);
    assert_eq!(site.entries[0].path.span.source, SourceId(1));
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["`./tickets.json` refers to itself", "there is none"]);
}

#[test]
fn one_edition_is_read() {
    let site = site(
        r#"{ "navigation": { "languages": [
            { "language": "cn", "pages": ["docs/cn/a", "docs/cn/b/c", "shared"] },
            { "language": "en", "default": true, "pages": ["docs/en/a", "shared"] },
            { "language": "fr", "pages": ["docs/fr/a"] }
        ] } }"#,
    );
    let choose = |wanted: Option<&str>, there: &'static str| {
        choose_edition(&site, EditionKind::Language, wanted, move |entry| entry.path.value.contains(there))
    };
    let english = choose(None, "").unwrap();
    let left_out = |page: &str| english.leaves_out(&site, page);
    assert_eq!(left_out("docs/cn/a.mdx"), Some("cn"));
    assert_eq!(left_out("docs/fr/unlisted.mdx"), Some("fr"));
    assert_eq!(left_out("docs/en/unlisted.mdx"), None);
    assert_eq!(left_out("shared.mdx"), None);
    let chinese = choose(Some("cn"), "").unwrap();
    assert_eq!(chinese.leaves_out(&site, "docs/en/a.mdx"), Some("en"));
    let there = choose(None, "fr/").unwrap();
    assert_eq!(there.leaves_out(&site, "docs/fr/a.mdx"), None, "the default has no page");
    assert_eq!(choose(Some("*"), ""), None);
}

#[test]
fn versions_of_the_older_format() {
    let site = site(
        r#"{ "versions": ["v2", { "name": "v1" }, { "name": "Français", "locale": "fr" }],
             "navigation": [{ "group": "A", "version": "v1", "pages": ["v1/a"] },
                            { "group": "A", "version": "v2", "pages": ["v2/a"] },
                            { "group": "A", "version": "Français", "pages": ["fr/a"] },
                            { "group": "B", "pages": ["b"] }] }"#,
    );
    let choice = choose_edition(&site, EditionKind::Version, None, |_| true).unwrap();
    assert_eq!(choice.leaves_out(&site, "v1/a.mdx"), Some("v1"));
    assert_eq!(choice.leaves_out(&site, "v2/a.mdx"), None);
    assert_eq!(choice.leaves_out(&site, "fr/a.mdx"), None, "a language is no version");
    assert_eq!(choice.leaves_out(&site, "b.mdx"), None);
    assert_eq!(site.entries[2].language.as_deref(), Some("Français"));
}

#[test]
fn a_site_is_where_its_settings_are() {
    let at = |below: &str, above: &str| Site {
        root: SiteRoot { below: below.into(), above: above.into() },
        ..site(r#"{ "navigation": { "pages": ["api/get", "api/list/index"] } }"#)
    };
    assert_eq!(at("", "").entry_of("api/get.mdx").unwrap().path.value, "api/get");
    assert_eq!(at("apps/docs", "").path_of("apps/docs/api/get.mdx").as_deref(), Some("api/get.mdx"));
    assert_eq!(at("apps/docs", "").path_of("apps/docs2/a.mdx"), None);
    assert!(at("", "api").entry_of("get.md").is_some());
    assert!(at("", "api").entry_of("list/index.md").is_some());
    let sites = [at("", ""), at("apps/docs", "")];
    assert_eq!(site_of(&sites, "apps/docs/a.mdx").unwrap().root.below, "apps/docs");
    assert_eq!(site_of(&sites, "apps/a.mdx").unwrap().root.below, "");
}
