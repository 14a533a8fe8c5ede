//! The words for types.

use super::TypeExpr;
use crate::model::StringFormat as F;

/// The type of a keyword in lower case.
pub(super) fn keyword(lower: &str) -> Option<TypeExpr> {
    plain(lower).or_else(|| formatted(lower)).or_else(|| plural(lower))
}

/// Whether a word is a type even beside words that are none: `string | auto`.
pub(super) fn is_structural(lower: &str) -> bool {
    let text = ["string", "str", "strings", "char", "varchar", "uuid", "url", "uri", "integer enum"];
    let ty = keyword(lower).filter(|_| lower != "json");
    text.contains(&lower)
        || matches!(
            ty,
            Some(
                TypeExpr::Boolean
                    | TypeExpr::Integer
                    | TypeExpr::Unsigned64
                    | TypeExpr::Number
                    | TypeExpr::Decimal
                    | TypeExpr::Object
                    | TypeExpr::Array(_)
                    | TypeExpr::Enum(_)
                    | TypeExpr::Any
                    | TypeExpr::Undefined
            )
        )
}

/// Whether a word means a type wherever it stands.
pub(super) fn is_usual(lower: &str) -> bool {
    const USUAL: &[&str] = &[
        "any",
        "mixed",
        "unknown",
        "json",
        "<any>",
        "null",
        "undefined",
        "nil",
        "none",
        "boolean",
        "bool",
        "integer",
        "int",
        "long",
        "int32",
        "int64",
        "bigint",
        "whole number",
        "unsigned integer",
        "number",
        "float",
        "double",
        "decimal",
        "numeric",
        "string",
        "text",
        "str",
        "char",
        "object",
        "struct",
        "hash",
        "dict",
        "dictionary",
        "map",
        "json object",
        "array",
        "list",
        "file",
        "binary",
        "blob",
        "stream",
        "enum",
        "date",
        "datetime",
        "date-time",
        "timestamp",
        "iso8601",
        "iso 8601",
        "iso datetime",
        "date time",
        "uuid",
        "guid",
        "url",
        "uri",
        "email",
        "base64",
        "strings",
        "objects",
        "integers",
        "numbers",
        "booleans",
    ];
    USUAL.contains(&lower)
}

fn plain(lower: &str) -> Option<TypeExpr> {
    Some(match lower {
        "any" | "mixed" | "unknown" | "json" | "jsonb" | "<any>" | "json value" | "anything" => TypeExpr::Any,
        "null" | "nil" | "none" | "void" => TypeExpr::Null,
        "undefined" => TypeExpr::Undefined,
        "boolean" | "bool" | "booleano" | "true" | "false" => TypeExpr::Boolean,
        "integer" | "int" | "long" | "short" | "int32" | "int64" | "int16" | "int8" | "uint" | "uint8"
        | "uint16" | "uint32" | "u32" | "i32" | "i64" | "bigint" | "biginteger" | "bigserial" | "serial"
        | "whole number" | "unsigned int" | "unsigned integer" | "positive integer" | "unix timestamp"
        | "unix time" | "epoch" | "epoch timestamp" => TypeExpr::Integer,
        "uint64"
        | "u64"
        | "ulong"
        | "unsigned long"
        | "unsigned bigint"
        | "unsigned int64"
        | "unsigned 64-bit integer"
        | "64-bit unsigned integer" => TypeExpr::Unsigned64,
        "number" | "float" | "double" | "numeric" | "float32" | "float64" | "f32" | "f64" | "real"
        | "percentage" => TypeExpr::Number,
        "decimal" | "bigdecimal" | "money" => TypeExpr::Decimal,
        "string"
        | "text"
        | "str"
        | "char"
        | "character"
        | "varchar"
        | "nvarchar"
        | "longtext"
        | "duration"
        | "phone"
        | "phone number"
        | "ip"
        | "ipv4"
        | "ipv6"
        | "ip address"
        | "hostname"
        | "html"
        | "markdown"
        | "xml"
        | "csv"
        | "slug"
        | "objectid"
        | "object id"
        | "cuid"
        | "ulid"
        | "nanoid"
        // 64 bits, more than a number of JSON holds everywhere: services write it as text.
        | "data uri"
        | "data url"
        | "snowflake"
        | "snowflakes"
        | "json string"
        | "regex"
        | "numeric string"
        | "string representation" => TypeExpr::String,
        "object" | "struct" | "hash" | "dict" | "dictionary" | "map" | "json object" | "hashmap"
        | "key-value pairs" | "associative array" => TypeExpr::Object,
        "array" | "list" | "json array" => TypeExpr::Array(None),
        "file" | "file contents" | "binary" | "blob" | "stream" | "bytes" | "byte array" | "binary data" | "buffer"
        | "audio stream" | "video stream" | "byte stream" | "binary stream" | "file stream"
        | "octet-stream" | "file upload" | "uploaded file" | "multipart file" | "image file"
        | "audio file" | "video file" => TypeExpr::File,
        "enum" | "enumeration" | "string enum" | "enum string" => TypeExpr::Enum(None),
        "integer enum" | "enum integer" | "int enum" => TypeExpr::Enum(Some(Box::new(TypeExpr::Integer))),
        _ => return foreign(lower),
    })
}

/// Words of other languages.
fn foreign(lower: &str) -> Option<TypeExpr> {
    Some(match lower {
        "文字列" | "字符串" | "字串" | "cadena" | "texto" | "chaîne" | "chaine" | "строка"
        | "zeichenkette" | "문자열" => TypeExpr::String,
        "整数" | "inteiro" | "entero" | "entier" | "ganzzahl" | "정수" => TypeExpr::Integer,
        "数値" | "数字" | "número" | "nombre" | "число" | "zahl" | "숫자" => TypeExpr::Number,
        "ブール値" | "真偽値" | "布尔" | "布尔值" | "booleano" | "booléen" | "boolesch" | "불리언" => {
            TypeExpr::Boolean
        }
        "オブジェクト" | "对象" | "objeto" | "objet" | "объект" | "객체" => TypeExpr::Object,
        "配列" | "数组" | "arreglo" | "tableau" | "массив" | "배열" => TypeExpr::Array(None),
        _ => return None,
    })
}

fn formatted(lower: &str) -> Option<TypeExpr> {
    Some(TypeExpr::Formatted(match lower {
        "date" | "iso date" | "date string" => F::Date,
        "datetime" | "date-time" | "timestamp" | "iso8601" | "iso-8601" | "iso 8601" | "iso datetime"
        | "date time" | "iso timestamp" | "iso8601 timestamp" | "iso8601 datetime" | "iso 8601 timestamp"
        | "iso 8601 datetime" | "iso 8601 string" | "timestamptz" | "rfc3339" | "rfc 3339"
        | "datetime string" | "date/time" | "iso date string" => F::DateTime,
        "local datetime" | "local date-time" | "local timestamp" | "datetime-local" | "date-time-local" => {
            F::LocalDateTime
        }
        "time" | "time of day" => F::Time,
        "decimal string" | "string decimal" => F::Decimal,
        "uuid" | "guid" | "uuid string" | "uuidv4" | "uuid v4" => F::Uuid,
        "url" | "uri" | "url string" => F::Uri,
        "email" | "email address" | "e-mail" => F::Email,
        "base64" | "base64 string" | "base64-encoded string" => F::Byte,
        "password" | "secret" => F::Password,
        _ => return None,
    }))
}

fn plural(lower: &str) -> Option<TypeExpr> {
    let singular = lower.strip_suffix('s')?;
    match singular {
        "string" | "object" | "integer" | "number" | "boolean" | "uuid" | "url" | "uri" | "email"
        | "float" | "decimal" | "array" | "file" | "date" | "int" | "dictionarie" | "map" | "timestamp" => {
            plain(singular).or_else(|| formatted(singular))
        }
        "dicts" => Some(TypeExpr::Object),
        _ => None,
    }
}

/// The format that a remark behind `string` names: `string<email>`, `string (ISO 8601)`.
pub(super) fn format_of_note(remark: &str) -> Option<TypeExpr> {
    let lower = remark.trim().trim_start_matches('$').to_ascii_lowercase();
    let lower = lower.strip_prefix("format: ").or_else(|| lower.strip_prefix("format=")).unwrap_or(&lower);
    if let Some(known) = formatted(lower) {
        return Some(known);
    }
    let has = |word: &str| lower.contains(word);
    let format = match () {
        () if has("iso 8601") || has("iso8601") || has("iso-8601") || has("rfc 3339") => {
            if has("time") || !has("date") { F::DateTime } else { F::Date }
        }
        () if has("yyyy-mm-dd") && !has("hh") => F::Date,
        () if lower == "decimal" => F::Decimal,
        () if lower == "binary" => F::Binary,
        () if lower == "byte" || has("base64") => F::Byte,
        () if has("uuid") && lower.len() < 24 => F::Uuid,
        () => return None,
    };
    Some(TypeExpr::Formatted(format))
}

/// The length in `varchar(255)` and `string(64)`.
pub(super) fn length(text: &str) -> Option<u64> {
    let (name, rest) = text.split_once(['(', '<'])?;
    let (inner, _) = rest.split_once([')', '>'])?;
    let inner =
        inner.trim().trim_start_matches("max ").trim_start_matches("max. ").trim_end_matches(" chars");
    let is_text = keyword(&name.trim().to_ascii_lowercase()) == Some(TypeExpr::String);
    inner.parse().ok().filter(|_| is_text)
}

/// "feature flag string": a scalar behind up to three words that say what it is.
pub(super) fn described_scalar(lower: &str) -> Option<TypeExpr> {
    let (words, last) = lower.rsplit_once(' ')?;
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !["or", "and", "of", "for", "not"].contains(&word)
    };
    let scalar =
        keyword(last).filter(|ty| matches!(ty, TypeExpr::String | TypeExpr::Integer | TypeExpr::Number));
    scalar.filter(|_| words.split_whitespace().count() <= 3 && words.split_whitespace().all(is_word))
}
