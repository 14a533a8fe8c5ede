use super::*;
use crate::model::StringFormat as F;
use TypeExpr::*;

fn union(variants: impl IntoIterator<Item = TypeExpr>) -> TypeExpr {
    Union(variants.into_iter().collect())
}

fn named(name: &str) -> TypeExpr {
    Named(name.into())
}

fn literals(texts: &[&str]) -> TypeExpr {
    union(texts.iter().map(|t| Literal((*t).into())))
}

fn map(value: TypeExpr) -> TypeExpr {
    Map(Box::new(value))
}

fn field(name: &str, optional: bool, ty: TypeExpr) -> InlineField {
    InlineField { name: name.into(), optional, ty }
}

fn check(spellings: impl IntoIterator<Item = (&'static str, TypeExpr)>) {
    for (text, expected) in spellings {
        assert_eq!(parse_type(text), expected, "{text}");
    }
}

#[test]
fn scalars() {
    check([
        ("integer", Integer),
        ("String", String),
        ("text", String),
        ("time", Formatted(F::Time)),
        ("float", Number),
        ("decimal", Decimal),
        ("decimal(18,2)", Decimal),
        ("int", Integer),
        ("int64", Integer),
        ("file", File),
        ("audio stream", File),
        ("uuid", Formatted(F::Uuid)),
        ("snowflake", String),
        ("array of snowflakes", Array(Some(Box::new(String)))),
        ("ISO8601 timestamp", Formatted(F::DateTime)),
        ("?dictionary with keys in locales", union(vec![map(Any), Null])),
        ("Lamp, or null if it is off or gone", union(vec![named("Lamp"), Null])),
        ("Lamp, Room or null", union(vec![named("Lamp"), named("Room"), Null])),
        ("dictionary with keys in locales", map(Any)),
        ("datetime", Formatted(F::DateTime)),
        ("any", Any),
        ("JSON", Any),
        ("null", Null),
        ("undefined", Undefined),
        ("object ", Object),
        ("true", Boolean),
    ]);
}

#[test]
fn null_and_alternatives() {
    check([
        ("string | null", union([String, Null])),
        ("string|null", union([String, Null])),
        ("string or null", union([String, Null])),
        ("String OR Null", union([String, Null])),
        ("int | nil", union([Integer, Null])),
        ("JSON or null", union([Any, Null])),
        ("null | array", union([Null, Array(None)])),
        ("array|null", union([Array(None), Null])),
        ("?integer", union([Integer, Null])),
        ("number?", union([Number, Null])),
        ("string | undefined", union([String, Undefined])),
        ("integer/string", union([Integer, String])),
        ("object|array", union([Object, Array(None)])),
        ("string | string[]", union([String, array(String)])),
        ("Optional[int]", union([Integer, Null])),
        ("nullable<string>", union([String, Null])),
        // Where it goes is no alternative of what it is.
        ("string | header", String),
        ("integer | query", Integer),
    ]);
}

#[test]
fn arrays() {
    check([
        ("integer[]", array(Integer)),
        ("string[][]", array(array(String))),
        ("number[3]", array(Number)),
        ("[string]", array(String)),
        ("Ticket[]", array(named("Ticket"))),
        ("Array<Ticket>", array(named("Ticket"))),
        ("array[object]", array(Object)),
        ("List[str]", array(String)),
        ("array (string)", array(String)),
        ("array of strings", array(String)),
        ("Array of String", array(String)),
        ("array of objects", array(Object)),
        ("list of Tickets", array(named("Ticket"))),
        ("array of Ticket objects", array(named("Ticket"))),
        ("array of ticket objects", array(Object)),
        ("string array", array(String)),
        ("object array", array(Object)),
        ("(string | integer)[]", array(union([String, Integer]))),
        ("(string | null)[]", array(union([String, Null]))),
        ("string[] | null", union([array(String), Null])),
        ("money[]", array(Decimal)),
        ("array<array<number>>", array(array(Number))),
    ]);
}

#[test]
fn maps_and_records() {
    check([
        ("map<string, integer>", map(Integer)),
        ("Record<string, string[]>", map(array(String))),
        ("dict[str, int]", map(Integer)),
        ("object<string, number>", map(Number)),
        ("map of strings", map(String)),
        ("{[key: string]: boolean}", map(Boolean)),
        ("Ticket", named("Ticket")),
        ("Ticket Object", Object),
        ("object (Ticket)", named("Ticket")),
        ("json object", Object),
        ("{}", Object),
        (
            "{id: integer, note?: string}",
            Inline(vec![field("id", false, Integer), field("note", true, String)]),
        ),
        (
            "Array<{name: string, tags: string[]}>",
            array(Inline(vec![field("name", false, String), field("tags", false, array(String))])),
        ),
    ]);
}

#[test]
fn nullable_in_front() {
    assert_eq!(parse_type("nullable string"), Union(vec![String, Null]));
}

#[test]
fn literals_and_enums() {
    check([
        ("\"open\" | \"closed\"", literals(&["open", "closed"])),
        ("'open' | 'closed'", literals(&["open", "closed"])),
        ("enum<string>", Enum(Some(Box::new(String)))),
        ("enum<\"open\" | \"closed\">", literals(&["open", "closed"])),
        ("enum(\"open\", \"closed\")", literals(&["open", "closed"])),
        ("enum (open, closed)", literals(&["open", "closed"])),
        ("enum", Enum(None)),
        ("string (\"open\" | \"closed\")", literals(&["open", "closed"])),
        ("string (open|closed)", literals(&["open", "closed"])),
        ("0 | 1 | 2", union([LiteralInteger(0), LiteralInteger(1), LiteralInteger(2)])),
        ("true | false", Boolean),
        ("boolean | \"auto\"", union([Boolean, Literal("auto".into())])),
    ]);
}

#[test]
fn remarks_beside_a_scalar() {
    check([
        ("string (uuid)", Formatted(F::Uuid)),
        ("string<email>", Formatted(F::Email)),
        ("string (ISO 8601)", Formatted(F::DateTime)),
        ("string (ISO 8601 date)", Formatted(F::Date)),
        ("string(date-time)", Formatted(F::DateTime)),
        ("string (decimal)", Formatted(F::Decimal)),
        ("string (base64)", Formatted(F::Byte)),
        ("string (max 64 chars)", String),
        ("integer<int32>", Integer),
        ("number (float)", Number),
        ("string (see below)", String),
        ("a thing", Unknown("a thing".into())),
        ("integer \\*", Integer),
        ("feature flag string", String),
        ("array of feature flag strings", array(String)),
        ("integer for some, string", Unknown("integer for some, string".into())),
    ]);
}

#[test]
fn marks_beside_the_type() {
    for (text, ty, required) in [
        ("string, required", String, Some(true)),
        ("string (optional)", String, Some(false)),
        ("integer - Required", Integer, Some(true)),
        ("optional string[]", array(String), Some(false)),
        ("string", String, None),
        ("required", Unknown("required".into()), None),
    ] {
        let reading = read_type(text);
        assert_eq!((reading.ty, reading.required), (ty, required), "{text}");
    }
    assert_eq!(read_type("string | header").location, Some(ParameterLocation::Header));
    assert_eq!(read_type("path | string").location, None);
    assert_eq!(read_type("varchar(255)").max_length, Some(255));
    assert_eq!(read_type("integer(11)").max_length, None);
}

#[test]
fn lines_of_prose_are_not_types() {
    for line in ["integer", "integer[]", "string | null", "Role[]", "any", "object", "string<uuid>"] {
        assert!(is_type_line(line), "{line}");
    }
    for line in [
        "Name.",
        "Subject",
        "200",
        "required",
        "Body text of the message.",
        "Notes",
        "null on success.",
        "time",
        "Phone",
        "true",
        "Optional text",
    ] {
        assert!(!is_type_line(line), "{line}");
    }
}

#[test]
fn enums_and_tuples_in_words() {
    let words = |words: &[&str]| {
        TypeExpr::Union(words.iter().map(|word| TypeExpr::Literal((*word).to_owned())).collect())
    };
    assert_eq!(parse_type("enum<free|taken>"), words(&["free", "taken"]));
    assert_eq!(parse_type("enum: small, medium, large"), words(&["small", "medium", "large"]));
    assert_eq!(parse_type("[number, number]"), TypeExpr::Array(Some(Box::new(TypeExpr::Number))));
}

#[test]
fn words_in_the_place_of_a_type() {
    let values = |text: &str, expected: &[&str]| {
        assert_eq!(read_stated_type(text).ty, literals(expected), "{text}");
    };
    values("asc | desc", &["asc", "desc"]);
    values("OPEN | CLOSED", &["OPEN", "CLOSED"]);
    values("pdf|csv", &["pdf", "csv"]);
    values("text | image | file", &["text", "image", "file"]);
    values("json | csv", &["json", "csv"]);
    values("sms / email, required", &["sms", "email"]);
    assert_eq!(
        read_stated_type("up | down | null").ty,
        union([Literal("up".into()), Literal("down".into()), Null])
    );
    for text in
        ["string | auto", "Card | Bank", "file | url", "string or null", "integer | text", "Card | foo"]
    {
        assert_eq!(read_stated_type(text), read_type(text), "{text}");
    }
    // A line of its own may be prose.
    assert!(!is_type_line("up | down"));
}
