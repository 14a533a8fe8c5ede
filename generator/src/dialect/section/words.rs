//! Headings by their words.
//!
//! ```text
//! heading  = { part | filler | number } ;      (* any other word, and it is no section's *)
//! part     = "path" | "query" | "header" | "cookie" | "body" | "request" | "response" | "error" | … ;
//! filler   = "parameters" | "schema" | "required" | … ;
//! status   = { part | filler }, code, text ;   (* "Error Response (404 Not Found)" *)
//! ```
//!
//! Words of other languages stand for the English ones.

use super::SectionKind;
use crate::dialect::claims::ParameterLocation::{Body, Cookie, Header, Path, Query};
use foldhash::HashMap;
use std::sync::LazyLock;

/// What a word says of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Path,
    Query,
    Header,
    Cookie,
    Body,
    /// What is sent, wherever it goes.
    Request,
    /// "parameters": what is sent, where nothing else is named.
    Parameters,
    Response,
    Error,
    /// "status", "codes": beside "response", a list of statuses.
    Code,
    Authentication,
    Example,
    /// `url`, which means the path only beside "parameters".
    Url,
    /// Says nothing by itself.
    Filler,
}

const PARTS: &[(Part, &[&str])] = &[
    (Part::Path, &["path"]),
    (Part::Url, &["url", "uri", "route"]),
    (Part::Query, &["query", "querystring"]),
    (Part::Header, &["header", "headers"]),
    (Part::Cookie, &["cookie", "cookies"]),
    (Part::Body, &["body", "payload", "form"]),
    (Part::Request, &["request", "requests", "input", "inputs"]),
    (Part::Parameters, &["parameter", "parameters", "param", "params", "argument", "arguments"]),
    (
        Part::Response,
        &["response", "responses", "returns", "returned", "return", "output", "reply", "result", "answer"],
    ),
    (Part::Error, &["error", "errors", "failure", "failures", "4xx", "5xx"]),
    (Part::Code, &["status", "statuses", "code", "codes"]),
    (Part::Authentication, &["authentication", "authorization", "authorizations"]),
    (Part::Example, &["example", "examples", "sample", "samples"]),
    (
        Part::Filler,
        &[
            "required",
            "mandatory",
            "optional",
            "other",
            "additional",
            "following",
            "accepted",
            "allowed",
            "schema",
            "format",
            "object",
            "structure",
            "details",
            "definition",
            "fields",
            "field",
            "properties",
            "attributes",
            "data",
            "json",
            "http",
            "api",
            "the",
            "and",
            "of",
            "a",
            "string",
            "values",
            "value",
            "model",
            "content",
            "success",
            "successful",
            "ok",
            "common",
            "possible",
            "handling",
            "description",
            "available",
            "supported",
            "2xx",
            "full",
            "get",
            "post",
            "put",
            "patch",
            "delete",
        ],
    ),
];

/// Words of other languages, as the English ones that they stand for.
const TRANSLATIONS: &[(&str, &[&str])] = &[
    (
        "parameters",
        &[
            "parâmetros",
            "parametros",
            "parámetros",
            "paramètres",
            "параметры",
            "参数",
            "パラメータ",
            "パラメーター",
        ],
    ),
    ("query parameters", &["查询参数", "クエリパラメータ"]),
    ("path parameters", &["路径参数", "パスパラメータ"]),
    ("query", &["consulta", "查询"]),
    ("path", &["caminho", "rota", "ruta", "camino", "chemin", "пути", "路径"]),
    (
        "headers",
        &[
            "cabeçalho",
            "cabeçalhos",
            "cabeceras",
            "encabezados",
            "têtes",
            "заголовки",
            "请求头",
            "头部",
            "ヘッダー",
        ],
    ),
    ("body", &["corpo", "cuerpo", "corps", "тело"]),
    ("request body", &["请求体", "リクエストボディ", "リクエスト本文", "anforderungstext"]),
    ("request parameters", &["请求参数", "リクエストパラメータ"]),
    (
        "request",
        &[
            "requisição",
            "requisicao",
            "solicitud",
            "petición",
            "requête",
            "anfrage",
            "запроса",
            "запрос",
            "请求",
            "リクエスト",
        ],
    ),
    (
        "response",
        &[
            "resposta",
            "respostas",
            "respuesta",
            "respuestas",
            "réponse",
            "réponses",
            "antwort",
            "ответ",
            "ответа",
            "响应",
            "返回",
            "レスポンス",
            "応答",
            "成功の応答",
        ],
    ),
    ("response fields", &["响应参数", "响应字段", "返回参数", "返回字段", "返回值", "响应体"]),
    ("response example", &["响应示例", "返回示例", "レスポンス例", "応答例"]),
    ("request example", &["请求示例", "リクエスト例", "リクエストの例"]),
    (
        "errors",
        &[
            "erro",
            "erros",
            "errores",
            "erreur",
            "erreurs",
            "fehler",
            "ошибки",
            "错误",
            "错误响应",
            "エラー",
            "エラー応答",
            "エラーレスポンス",
        ],
    ),
    ("error codes", &["错误码", "状态码"]),
    (
        "example",
        &["exemplo", "exemplos", "ejemplo", "ejemplos", "exemple", "exemples", "beispiel", "пример", "示例"],
    ),
    (
        "authentication",
        &[
            "autenticação",
            "autenticacao",
            "autenticación",
            "authentification",
            "аутентификация",
            "认证",
            "鉴权",
            "認証",
        ],
    ),
    ("success", &["sucesso", "éxito", "succès", "成功"]),
    ("codes", &["códigos", "codigos", "коды"]),
    ("of", &["de", "da", "do", "del", "la", "le", "du", "des", "d", "en", "l"]),
];

/// The parts that a text in lower case names; `None` where a word is none of them.
fn parts(lower: &str) -> Option<Vec<Part>> {
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut parts = Vec::new();
    // "1. Request body"
    for word in words.filter(|w| w.len() > 2 || !w.bytes().all(|b| b.is_ascii_digit())) {
        parts.extend(WORDS.get(word)?);
    }
    Some(parts)
}

/// What each word says, those of other languages included.
static WORDS: LazyLock<HashMap<&str, Vec<Part>>> = LazyLock::new(|| {
    let english = PARTS.iter().flat_map(|(part, words)| words.iter().map(|word| (*word, *part)));
    let english: HashMap<&str, Part> = english.collect();
    let parts = |text: &str| text.split(' ').filter_map(|word| english.get(word).copied()).collect();
    let foreign = TRANSLATIONS.iter().flat_map(|(text, words)| words.iter().map(|word| (*word, parts(text))));
    english.iter().map(|(word, part)| (*word, vec![*part])).chain(foreign).collect()
});

/// What a heading without a status announces, by its words in lower case.
pub(super) fn classify_words(lower: &str) -> Option<SectionKind> {
    let parts = parts(lower)?;
    let has = |part: Part| parts.contains(&part);
    if has(Part::Error) || (has(Part::Response) && has(Part::Code)) || is_code_list(&parts, lower) {
        return Some(SectionKind::Errors);
    }
    if has(Part::Authentication) {
        return Some(SectionKind::Authentication);
    }
    if has(Part::Response) {
        return match () {
            () if has(Part::Request) && has(Part::Example) => Some(SectionKind::Examples),
            () if has(Part::Request) => None,
            // What the answer's headers say is not modelled.
            () if has(Part::Header) => Some(SectionKind::Remarks),
            () => Some(SectionKind::Response(None)),
        };
    }
    // "URL query parameters" are of the query alone.
    let path = has(Part::Path) || (has(Part::Url) && has(Part::Parameters) && !has(Part::Query));
    let named = [
        (path, Path),
        (has(Part::Query), Query),
        (has(Part::Header), Header),
        (has(Part::Cookie), Cookie),
        (has(Part::Body), Body),
    ];
    let mut locations = named.into_iter().filter(|(named, _)| *named).map(|(_, location)| location);
    // "Example payload" may be of either side.
    if has(Part::Example) && !has(Part::Request) {
        return None;
    }
    match (locations.next(), locations.next()) {
        (Some(location), None) => Some(SectionKind::Parameters(location)),
        (Some(_), Some(_)) => Some(SectionKind::Inputs),
        (None, _) if has(Part::Url) => None,
        (None, _) if has(Part::Request) || has(Part::Parameters) => Some(SectionKind::Inputs),
        (None, _) => None,
    }
}

/// "Status codes", "HTTP status codes"; not "Status" or "Code".
fn is_code_list(parts: &[Part], lower: &str) -> bool {
    let codes = parts.iter().filter(|part| **part == Part::Code).count();
    codes > 1
        && parts.iter().all(|part| matches!(part, Part::Code | Part::Filler))
        && lower.contains("status")
}

/// Whether a text in lower case may stand before the status of a heading: "error response (".
pub(super) fn may_stand_before_status(lower: &str) -> bool {
    let lower = lower.trim();
    let allowed = |part: &Part| {
        matches!(part, Part::Response | Part::Error | Part::Code | Part::Example | Part::Filler)
    };
    lower.is_empty() || parts(lower).is_some_and(|parts| parts.iter().all(allowed))
}

/// Whether a heading announces examples: "Example request".
pub(in crate::dialect) fn names_examples(title: &str) -> bool {
    parts(&title.to_lowercase()).unwrap_or_default().contains(&Part::Example)
}

/// Whether a heading says that what is below goes into the URL, and not where there: "URL parameters".
pub(in crate::dialect) fn names_url(title: &str) -> bool {
    let parts = parts(&title.to_lowercase()).unwrap_or_default();
    parts.contains(&Part::Url) && !parts.contains(&Part::Path)
}

/// Whether a heading names what is sent in general, so that below an answer's heading it may mean that.
pub(in crate::dialect) fn is_of_either_side(title: &str) -> bool {
    let parts = parts(&title.to_lowercase()).unwrap_or_default();
    !parts.contains(&Part::Request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections() {
        use SectionKind::{Authentication, Errors, Examples, Inputs, Parameters, Remarks, Response};
        for (title, expected) in [
            ("Request Body Schema", Parameters(Body)),
            ("JSON body", Parameters(Body)),
            ("Form data", Parameters(Body)),
            ("POST body", Parameters(Body)),
            ("1. Required headers", Parameters(Header)),
            ("URL params", Parameters(Path)),
            ("Query String", Parameters(Query)),
            ("Path & query parameters", Inputs),
            ("Parameters", Inputs),
            ("Request", Inputs),
            ("Input parameters", Inputs),
            ("Response format", Response(None)),
            ("Success Response", Response(None)),
            ("Sample response", Response(None)),
            ("Returns", Response(None)),
            ("Response headers", Remarks),
            ("Error response format", Errors),
            ("HTTP status codes", Errors),
            ("Response codes", Errors),
            ("Common errors", Errors),
            ("Example request and response", Examples),
            ("Sample Request", Inputs),
            ("Authorization header", Authentication),
            ("Parâmetros de consulta", Parameters(Query)),
            ("Cuerpo de la solicitud", Parameters(Body)),
            ("En-têtes", Parameters(Header)),
            ("请求参数", Inputs),
            ("请求体 Body", Parameters(Body)),
            ("响应字段", Response(None)),
            ("错误码", Errors),
        ] {
            assert_eq!(classify_words(&title.to_lowercase()), Some(expected), "{title}");
        }
    }

    #[test]
    fn no_sections() {
        for title in [
            "Required fields",
            "Response time",
            "URL",
            "Status",
            "Code",
            "Data",
            "Example payload",
            "Example",
            "Body measurements",
            "Request and response",
            "How errors look",
            "",
        ] {
            assert_eq!(classify_words(&title.to_lowercase()), None, "{title}");
        }
    }
}
