//! Pages as `.html`, in the structure of eight kinds of site.

use crate::Form;
use crate::kites::{Field, HOST, JSON, Operation, Ty};
use crate::markdown::{flat, said, type_words};
use crate::openapi::pretty;
use std::fmt::Write as _;

pub const FORMS: &[Form] = &[
    ("html: three columns", "html", three_columns, &[]),
    ("html: headings and tables", "html", headings_and_tables, &[]),
    ("html: form rows", "html", form_rows, &["other responses"]),
    ("html: list items", "html", list_items, &[]),
    ("html: schema boxes", "html", schema_boxes, &[]),
    ("html: property tables", "html", property_tables, &[]),
    ("html: keys", "html", keys, &[]),
    ("html: pills", "html", pills, &["other responses"]),
];

fn document(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | Kites</title></head><body>\n\
         <nav aria-label=\"Main\"><ul><li><a href=\"/\">Home</a></li><li><a href=\"/kites\">Kites</a></li></ul></nav>\n\
         <main>{main}</main>\n<footer><p>Powered by a company</p><p>Was this page helpful?</p></footer></body></html>\n"
    )
}

fn rows(fields: &[Field]) -> String {
    let row = |(name, field): (String, Field)| {
        let text = code(&said(&field));
        let required = if field.required { "yes" } else { "no" };
        format!(
            "<tr><td><code>{name}</code></td><td>{}</td><td>{required}</td><td>{text}</td></tr>\n",
            type_words(&field)
        )
    };
    let head = "<table><thead><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr></thead><tbody>\n";
    head.to_owned() + &flat(fields, "").into_iter().map(row).collect::<String>() + "</tbody></table>\n"
}

/// Code spans as elements.
fn code(text: &str) -> String {
    let mut parts = text.split('`');
    let mut html = parts.next().unwrap_or_default().to_owned();
    while let (Some(code), Some(rest)) = (parts.next(), parts.next()) {
        let _ = write!(html, "<code>{code}</code>{rest}");
    }
    html
}

fn places(of: &Operation) -> impl Iterator<Item = (&'static str, &'static [Field])> {
    let all =
        [("Path parameters", of.in_path), ("Query parameters", of.query), ("Header parameters", of.headers)];
    all.into_iter().filter(|(_, fields)| !fields.is_empty())
}

/// What a site calls the section of an operation: the first segment behind the version.
fn group_of(of: &Operation) -> String {
    let segment = of.path.split('/').nth(2).unwrap_or_default();
    segment[..1].to_uppercase() + &segment[1..]
}

fn three_columns(of: &Operation) -> String {
    let mut main = format!(
        "<div class=\"page-wrapper\"><div class=\"dark-box\"></div><div class=\"content\">\n<h1 id=\"group\">{}</h1>\n<h2 id=\"op\">{}</h2>\n",
        group_of(of),
        of.title
    );
    for (.., fields) in of.responses.iter().filter(|(.., fields)| !fields.is_empty()).take(1) {
        let _ = write!(
            main,
            "<blockquote><p>The above command returns JSON structured like this:</p></blockquote>\n<pre class=\"highlight json tab-json\"><code>{}</code></pre>\n",
            pretty(fields)
        );
    }
    let _ = write!(
        main,
        "<p>{}</p>\n<h3 id=\"http-request\">HTTP Request</h3>\n<p><code>{} {HOST}{}</code></p>\n",
        of.text, of.verb, of.path
    );
    for (title, fields) in places(of) {
        let _ = write!(main, "<h3>{title}</h3>\n{}", rows(fields));
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<h3>Request body</h3>\n<p>Content type: <code>{media}</code></p>\n{}",
            rows(fields)
        );
    }
    for (status, text, fields) in of.responses {
        let _ = write!(main, "<h3>Response {status}</h3>\n<p>{text}</p>\n");
        main += &if fields.is_empty() { String::new() } else { rows(fields) };
    }
    document(of.title, &(main + "</div></div>"))
}

fn headings_and_tables(of: &Operation) -> String {
    let mut main = format!(
        "<article class=\"md-content__inner\"><h1 id=\"op\">{}<a class=\"headerlink\" href=\"#op\" title=\"Permanent link\">\u{b6}</a></h1>\n<p>{}</p>\n",
        of.title, of.text
    );
    let _ = write!(
        main,
        "<div class=\"highlight\"><pre><span></span><code><span class=\"nf\">{}</span> <span class=\"nn\">{HOST}{}</span>\n</code></pre></div>\n",
        of.verb, of.path
    );
    for (title, fields) in places(of) {
        let _ = write!(
            main,
            "<h2>{title}<a class=\"headerlink\" href=\"#x\">\u{b6}</a></h2>\n<div class=\"md-typeset__table\">{}</div>",
            rows(fields)
        );
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<h2>Request body</h2>\n<p>Content type: <code>{media}</code></p>\n{}",
            rows(fields)
        );
    }
    for (status, text, fields) in of.responses {
        let _ = write!(main, "<h2>Response <code>{status}</code></h2>\n<p>{text}</p>\n");
        if !fields.is_empty() {
            let _ = write!(
                main,
                "{}<div class=\"highlight\"><pre><code>{}</code></pre></div>",
                rows(fields),
                pretty(fields)
            );
        }
    }
    document(of.title, &(main + "</article>"))
}

fn word(of: &Field) -> String {
    match of.ty {
        Ty::Texts => "array of strings".into(),
        Ty::Objects(_) => "array of objects".into(),
        _ => type_words(of),
    }
}

/// What a site says below a field: values, limits and default have lines of their own.
fn below(of: &Field) -> String {
    let mut text = format!("<p>{}</p>", of.text);
    if !of.values().is_empty() {
        let values: Vec<String> = of.values().iter().map(|value| format!("<code>{value}</code>")).collect();
        let _ = write!(text, "<div><span>Allowed values:</span> {}</div>", values.join(" "));
    }
    text
}

fn form_rows(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { "<div class=\"Param-required\">required</div>" } else { "" };
        let limits = of
            .range
            .map(|(a, b)| format!("<div class=\"Param-minmax\">{a} to {b}</div>"))
            .unwrap_or_default();
        let default = of
            .default
            .map(|value| format!("<div class=\"Param-default\">Defaults to {value}</div>"))
            .unwrap_or_default();
        let children: String = of.children().iter().map(field).collect();
        let children = if children.is_empty() {
            children
        } else {
            format!(
                "<section class=\"Param-children\"><header>{} object</header>{children}</section>",
                of.name
            )
        };
        format!(
            "<div class=\"Param\"><div class=\"Param-left\"><div class=\"Param-header\"><label class=\"Param-name\">{}</label><div class=\"Param-type\">{}</div>{mark}{limits}</div><div class=\"Param-description\">{}</div>{default}</div><div class=\"Param-form\"><input type=\"text\"></div>{children}</div>\n",
            of.name,
            word(of),
            below(of)
        )
    }
    let mut main = format!(
        "<header><h1>{}</h1><div class=\"APIHeader\"><span class=\"APIMethod APIMethod_{}\">{}</span> <span class=\"APIUrl\">{HOST}{}</span></div><p>{}</p></header>\n",
        of.title,
        of.verb.to_lowercase(),
        of.verb.to_lowercase(),
        of.path,
        of.text
    );
    let titles = |title: &str| {
        title
            .replace("Path parameters", "Path Params")
            .replace("Query parameters", "Query Params")
            .replace("Header parameters", "Headers")
    };
    for (title, fields) in places(of) {
        let _ = write!(
            main,
            "<section><header><h3>{}</h3></header>{}</section>",
            titles(title),
            fields.iter().map(field).collect::<String>()
        );
    }
    if let Some((media, fields)) = of.body {
        let title = if media == JSON { "Body Params" } else { "Form Data" };
        let media = if media == JSON { "" } else { media };
        let _ = write!(
            main,
            "<section><header><h3>{title}</h3><div>{media}</div></header>{}</section>",
            fields.iter().map(field).collect::<String>()
        );
    }
    main += "<section><header><h3>Responses</h3></header>";
    for (status, text, fields) in of.responses.iter().take(1) {
        let _ = write!(
            main,
            "<div class=\"APIResponse\"><button><span>{status}</span></button><div><p>{text}</p></div>"
        );
        if !fields.is_empty() {
            let _ = write!(
                main,
                "<div><h4>Response body</h4><div>object</div>{}</div>",
                fields.iter().map(field).collect::<String>()
            );
        }
        main += "</div>";
    }
    document(of.title, &(main + "</section>"))
}

fn list_items(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required {
            "<span class=\"openapi-schema__divider\"></span><span class=\"openapi-schema__required\">required</span>"
        } else {
            ""
        };
        let kind = match of.ty {
            Ty::Texts => "string[]".into(),
            Ty::Objects(_) => "object[]".into(),
            _ => type_words(of),
        };
        let mut below = String::new();
        if !of.values().is_empty() {
            let values: Vec<String> =
                of.values().iter().map(|value| format!("<code>{value}</code>")).collect();
            let _ =
                write!(below, "<div><p><strong>Possible values:</strong> [{}]</p></div>", values.join(", "));
        }
        of.range.iter().for_each(|(a, b)| {
            put!(
                below,
                "<p><strong>Possible values:</strong> <code>&gt;= {a}</code> and <code>&lt;= {b}</code></p>"
            )
        });
        of.default.iter().for_each(|value| {
            put!(below, "<div><strong>Default value: </strong><span><code>{value}</code></span></div>")
        });
        let _ = write!(below, "<p>{}</p>", of.text);
        let head = format!(
            "<span class=\"openapi-schema__container\"><strong class=\"openapi-schema__property\">{}</strong><span class=\"openapi-schema__name\"> {kind}</span>{mark}</span>",
            of.name
        );
        let children: String = of.children().iter().map(field).collect();
        match children.is_empty() {
            true => format!("<div class=\"openapi-schema__list-item\">{head}<div>{below}</div></div>\n"),
            false => format!(
                "<div class=\"openapi-schema__list-item\"><details class=\"openapi-markdown__details\"><summary>{head}</summary><div>{below}<li><ul>{children}</ul></li></div></details></div>\n"
            ),
        }
    }
    let list = |fields: &[Field]| format!("<ul>{}</ul>", fields.iter().map(field).collect::<String>());
    let mut main = format!(
        "<article><h1 class=\"openapi__heading\">{}</h1><pre class=\"openapi__method-endpoint\"><span class=\"badge badge--primary\">{}</span> <h2 class=\"openapi__method-endpoint-path\">{HOST}{}</h2></pre><p>{}</p>\n<h2 id=\"request\">Request</h2>\n",
        of.title, of.verb, of.path, of.text
    );
    for (title, fields) in places(of) {
        let _ = writeln!(
            main,
            "<details open class=\"openapi-markdown__details\"><summary><h3>{title}</h3></summary><div>{}</div></details>",
            list(fields)
        );
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<div role=\"tablist\"><ul class=\"tabs\"><li role=\"tab\" aria-selected=\"true\">{media}</li></ul></div><div role=\"tabpanel\"><details open><summary><h3>Body</h3><strong class=\"openapi-schema__required\">required</strong></summary>{}</details></div>",
            list(fields)
        );
    }
    main +=
        "<h2 id=\"responses\">Responses</h2>\n<div class=\"openapi-tabs__container\"><ul role=\"tablist\">";
    of.responses.iter().for_each(|(status, ..)| put!(main, "<li role=\"tab\">{status}</li>"));
    main += "</ul><div class=\"margin-top--md\">";
    for (_, text, fields) in of.responses {
        let _ = write!(main, "<div role=\"tabpanel\"><div><p>{text}</p></div>");
        if !fields.is_empty() {
            let _ = write!(
                main,
                "<div class=\"openapi-tabs__mime\"><ul role=\"tablist\"><li role=\"tab\" aria-selected=\"true\">{JSON}</li></ul><div role=\"tabpanel\"><details open><summary><strong>Schema</strong></summary>{}</details></div></div>",
                list(fields)
            );
        }
        main += "</div>\n";
    }
    main += "</div></div>";
    document(of.title, &(main + "</article>"))
}

fn schema_boxes(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required {
            "<span class=\"openapi-schema-required\">Required</span>"
        } else {
            "<span class=\"openapi-schema-optional\">Optional</span>"
        };
        let kind = match of.ty {
            Ty::Values(_) => "string \u{b7} enum".into(),
            Ty::Texts => "string[]".into(),
            Ty::Objects(_) => "object[]".into(),
            _ => type_words(of),
        };
        let limits = of.range.map(|(a, b)| format!(" \u{b7} min: {a} \u{b7} max: {b}")).unwrap_or_default();
        let mut below = format!("<div class=\"openapi-schema-description\"><p>{}</p></div>", of.text);
        of.default.iter().for_each(|value| {
            put!(below, "<span class=\"openapi-schema-default\">Default: <code>{value}</code></span>")
        });
        if !of.values().is_empty() {
            let values: Vec<String> =
                of.values().iter().map(|value| format!("<code>{value}</code>")).collect();
            let _ = write!(
                below,
                "<div class=\"openapi-schema-enum\"><span>Possible values: </span>{}</div>",
                values.join("")
            );
        }
        let children: String = of.children().iter().map(field).collect();
        let children = if children.is_empty() {
            children
        } else {
            format!("<div class=\"openapi-schema-properties\">{children}</div>")
        };
        format!(
            "<div class=\"openapi-schema\"><div class=\"openapi-schema-presentation\"><div class=\"openapi-schema-name\"><span class=\"openapi-schema-propertyname\">{}</span><span class=\"openapi-schema-type\">{kind}{limits}</span>{mark}</div>{below}</div>{children}</div>\n",
            of.name
        )
    }
    let list = |fields: &[Field]| fields.iter().map(field).collect::<String>();
    let mut main = format!(
        "<div class=\"openapi-operation\"><h2 class=\"openapi-summary-title\">{}</h2><div class=\"openapi-path\"><div class=\"openapi-method\">{}</div><div class=\"openapi-path-title\">{}</div></div><div class=\"openapi-description\"><p>{}</p></div>\n",
        of.title,
        of.verb.to_lowercase(),
        of.path,
        of.text
    );
    for (title, fields) in places(of) {
        let _ = writeln!(
            main,
            "<section class=\"openapi-section\"><div class=\"openapi-section-header\">{title}</div><div>{}</div></section>",
            list(fields)
        );
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<section><div class=\"openapi-section-header\"><span>Body</span><span>{media}</span></div><div>{}</div></section>",
            list(fields)
        );
    }
    main += "<section><div class=\"openapi-section-header\">Responses</div>";
    for (status, text, fields) in of.responses {
        let media = if fields.is_empty() { "" } else { JSON };
        let _ = write!(
            main,
            "<div class=\"openapi-response\"><div class=\"openapi-statuscode\">{status}</div><div><p>{text}</p></div><div>{media}</div>{}</div>",
            list(fields)
        );
    }
    document(of.title, &(main + "</section></div>"))
}

fn property_tables(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { "<div class=\"required\">required</div>" } else { "" };
        let kind = match of.ty {
            Ty::Texts => "Array of strings".into(),
            Ty::Objects(_) => "Array of objects".into(),
            Ty::File => "string &lt;binary&gt;".into(),
            _ => type_words(of),
        };
        let limits = of.range.map(|(a, b)| format!("<span> [ {a} .. {b} ] </span>")).unwrap_or_default();
        let mut below = String::new();
        of.default
            .iter()
            .for_each(|value| put!(below, "<div><span>Default:</span> <span>{value}</span></div>"));
        if !of.values().is_empty() {
            let values: Vec<String> =
                of.values().iter().map(|value| format!("<span>\"{value}\"</span>")).collect();
            let _ = write!(below, "<div><span>Enum:</span> {}</div>", values.join(" "));
        }
        let mut row = format!(
            "<tr><td kind=\"field\" title=\"{}\"><span></span><span class=\"property-name\">{}</span>{mark}</td><td><div><div><span></span><span>{kind}</span>{limits}</div>{below}<div><div><p>{}</p></div></div></div></td></tr>\n",
            of.name, of.name, of.text
        );
        if !of.children().is_empty() {
            let _ = write!(
                row,
                "<tr><td colspan=\"2\"><div><table><tbody>{}</tbody></table></div></td></tr>",
                of.children().iter().map(field).collect::<String>()
            );
        }
        row
    }
    let list = |fields: &[Field]| {
        format!("<table><tbody>{}</tbody></table>", fields.iter().map(field).collect::<String>())
    };
    let mut main = format!("<div class=\"redoc\"><div><h2>{}</h2><div><p>{}</p></div>\n", of.title, of.text);
    for (title, fields) in places(of) {
        let title =
            title.replace("Path p", "path P").replace("Query p", "query P").replace("Header p", "header P");
        let _ = writeln!(main, "<div><h5>{title}</h5>{}</div>", list(fields));
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<h5>Request Body schema: <span>{media}</span></h5><div>required</div>{}",
            list(fields)
        );
    }
    main += "<div><h3>Responses</h3>";
    for (status, text, fields) in of.responses {
        let _ = write!(main, "<div><button><strong>{status}</strong><div><p>{text}</p></div></button>");
        if !fields.is_empty() {
            let _ = write!(main, "<div><h5>Response Schema: <span>{JSON}</span></h5>{}</div>", list(fields));
        }
        main += "</div>";
    }
    let _ = write!(
        main,
        "</div></div><div><button><span type=\"{0}\" class=\"http-verb {0}\">{0}</span><span>{1}</span></button></div></div>",
        of.verb.to_lowercase(),
        of.path
    );
    document(of.title, &main)
}

fn keys(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { " <span class=\"required\">required</span>" } else { "" };
        let kind = match of.ty {
            Ty::Texts => "Array&lt;string&gt;".into(),
            Ty::Objects(_) => "Array&lt;object&gt;".into(),
            Ty::File => "string format: binary".into(),
            _ => type_words(of),
        };
        let mut below = String::new();
        of.default.iter().for_each(|value| put!(below, "<div>default: {value}</div>"));
        of.range.iter().for_each(|(a, b)| put!(below, "<div>&gt;= {a} &lt;= {b}</div>"));
        if !of.values().is_empty() {
            let values: Vec<String> =
                of.values().iter().map(|value| format!("<code>{value}</code>")).collect();
            let _ = write!(below, "<div>Allowed values: {}</div>", values.join(" "));
        }
        let children: String = of.children().iter().map(field).collect();
        let children = if children.is_empty() {
            children
        } else {
            format!("<details><summary>object</summary>{children}</details>")
        };
        format!(
            "<div class=\"key\"><div><strong>{}</strong>{mark}</div><p>{}</p><div class=\"type\"><span>{kind}</span></div>{below}{children}</div>\n",
            of.name, of.text
        )
    }
    let list = |fields: &[Field]| fields.iter().map(field).collect::<String>();
    let mut main = format!(
        "<h1 id=\"_top\">{}</h1><section><details><summary><span><code>{}</code></span><span><code>{}</code></span></summary></details></section><p>{}</p>\n",
        of.title, of.verb, of.path, of.text
    );
    if places(of).next().is_some() {
        main += "<h2 id=\"parameters\">Parameters</h2>";
    }
    for (title, fields) in places(of) {
        let title = title.replace(" p", " P");
        let _ = write!(main, "<h3>{title}</h3>{}", list(fields));
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(
            main,
            "<h2>Request Body <span>required</span></h2><div>Media type <code>{media}</code></div><div>object</div>{}",
            list(fields)
        );
    }
    main += "<h2>Responses</h2>";
    for (status, text, fields) in of.responses {
        let _ = write!(main, "<section><h3>{status}</h3><p>{text}</p>");
        if !fields.is_empty() {
            let _ =
                write!(main, "<div>Media type <code>{JSON}</code></div><div>object</div>{}", list(fields));
        }
        main += "</section>";
    }
    document(of.title, &main)
}

fn pills(of: &Operation) -> String {
    fn field(of: &Field, before: &str) -> String {
        let mark =
            if of.required { "<div data-component-part=\"field-required-pill\">required</div>" } else { "" };
        let kind = match of.ty {
            Ty::Values(_) => "enum&lt;string&gt;".into(),
            Ty::Texts => "string[]".into(),
            Ty::Objects(_) => "object[]".into(),
            _ => type_words(of),
        };
        let default = of.default.map(|value| format!("<div data-component-part=\"field-info-pill\"><span>default:</span><span>{value}</span></div>")).unwrap_or_default();
        let mut below = format!("<div class=\"prose\"><p>{}</p></div>", of.text);
        if !of.values().is_empty() {
            let values: Vec<String> =
                of.values().iter().map(|value| format!("<code>{value}</code>")).collect();
            let _ = write!(below, "<div>Available options<!-- -->: <span>{}</span></div>", values.join(", "));
        }
        of.range.iter().for_each(|(a, b)| {
            put!(below, "<div>Required range<!-- -->: <code>{a} &lt;= x &lt;= {b}</code></div>")
        });
        let list = if matches!(of.ty, Ty::Objects(_)) { "[]" } else { "" };
        let inner = format!("{before}{}{list}.", of.name);
        let children: String = of.children().iter().map(|child| field(child, &inner)).collect();
        let children = if children.is_empty() {
            children
        } else {
            format!("<details open><summary>Hide <!-- -->child attributes</summary>{children}</details>")
        };
        format!(
            "<div class=\"primitive-param-field\"><div data-component-part=\"field-name\"><span>{before}</span>{}</div><div data-component-part=\"field-info-pill\"><span>{kind}</span></div>{default}{mark}<div>{below}</div>{children}</div>\n",
            of.name
        )
    }
    let list = |fields: &[Field]| fields.iter().map(|of| field(of, "")).collect::<String>();
    let path: String = of
        .path
        .trim_start_matches('/')
        .split('/')
        .map(|part| format!("<div>/</div><div>{part}</div>"))
        .collect();
    let mut main = format!(
        "<div id=\"header\"><h1>{}</h1><p>{}</p></div><div><div class=\"method-pill\">{}</div><div class=\"path\">{path}</div><button>Try it</button></div>",
        of.title, of.text, of.verb
    );
    for (title, fields) in places(of) {
        let title = title.replace("Header parameters", "Headers").replace(" p", " P");
        let _ = write!(main, "<div><h4>{title}</h4></div>{}", list(fields));
    }
    if let Some((media, fields)) = of.body {
        let _ = write!(main, "<div><h4>Body</h4><div>{media}</div></div>{}", list(fields));
    }
    for (status, text, fields) in of.responses.iter().take(1) {
        let media = if fields.is_empty() { String::new() } else { format!("<div>{JSON}</div>") };
        let _ = write!(
            main,
            "<div><h4>Response</h4><div>{status}</div>{media}</div><div class=\"prose\"><p>{text}</p></div>{}",
            list(fields)
        );
    }
    document(of.title, &main)
}
