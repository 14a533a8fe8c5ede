//! What the columns of a table of fields hold, by the words of its header.
//!
//! ```text
//! name        = [ "`", path, "`" ], { location | filler }, ( "field" | "parameter" | "key" | … ), [ "name" ] | location ;
//! type        = … "type" … | "format" ;            required = … "required" … | "mandatory" | "optional" ;
//! default     = … "default" … ;                    location = "in" | "location" | "sent in" | … ;
//! description = … "description" | "comments" | … ;   shown    = "value" | "example" | … ;
//! ```
//!
//! Where no column is a description, the last one is that nothing else is known of.

use crate::dialect::claims::ParameterLocation;
use crate::dialect::field_name::is_field_name;
use crate::document::Text;

/// What the columns of a table hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub name: usize,
    pub ty: Option<usize>,
    pub required: Option<usize>,
    /// Whether that column says "optional" of what its cells agree to.
    pub optional: bool,
    pub default: Option<usize>,
    pub description: Option<usize>,
    /// What a header holds: "Value", "Example".
    pub shown: Option<usize>,
    /// A value of the field.
    pub example: Option<usize>,
    /// Where the field goes.
    pub place: Option<usize>,
    /// Where the header of the names says that all go: "Query parameter".
    pub location: Option<ParameterLocation>,
}

/// What one column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Required,
    Default,
    Description,
    Shown,
    Example,
    Place,
}

/// Words that say that a column holds names.
const NAMES: &[&str] = &[
    "field",
    "name",
    "property",
    "parameter",
    "attribute",
    "key",
    "param",
    "argument",
    "column",
    "variable",
    "member",
    "campo",
    "parâmetro",
    "parametro",
    "atributo",
    "nome",
    "campos",
    "parámetro",
    "nombre",
    "champ",
    "paramètre",
    "nom",
    "поле",
    "параметр",
    "参数",
    "参数名",
    "参数名称",
    "字段",
    "字段名",
    "名称",
    "パラメータ",
    "パラメーター",
    "フィールド名",
    "ヘッダー",
    "feld",
    "매개변수",
    "필드",
    "フィールド",
];

/// Words of the location that may stand beside these, or alone.
const LOCATIONS: &[(&str, ParameterLocation)] = &[
    ("query", ParameterLocation::Query),
    ("path", ParameterLocation::Path),
    ("url", ParameterLocation::Path),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
    ("body", ParameterLocation::Body),
    ("form", ParameterLocation::Body),
];

/// Words that may stand beside a name and say nothing of it.
const FILLERS: &[&str] = &["request", "response", "input", "output", "json", "the", "of", "data", "string"];

const TYPES: &[&str] = &[
    "type",
    "format",
    "datatype",
    "schema",
    "tipo",
    "тип",
    "类型",
    "数据类型",
    "型",
    "タイプ",
    "typ",
    "유형",
];

const REQUIRED: &[&str] = &[
    "required",
    "mandatory",
    "req",
    "needed",
    "necessity",
    "optionality",
    "obrigatório",
    "obrigatorio",
    "requerido",
    "obligatorio",
    "obligatoire",
    "requis",
    "обязательный",
    "必填",
    "必需",
    "是否必填",
    "是否必须",
    "必須",
    "presence",
    "erforderlich",
    "pflichtfeld",
    "pflicht",
    "필수",
];

const DEFAULTS: &[&str] = &["default", "defaults", "padrão", "默认值"];

const DESCRIPTIONS: &[&str] = &[
    "description",
    "meaning",
    "detail",
    "note",
    "comment",
    "remark",
    "explanation",
    "info",
    "information",
    "purpose",
    "usage",
    "definition",
    "descrição",
    "descripción",
    "significado",
    "описание",
    "说明",
    "描述",
    "説明",
    "beschreibung",
    "설명",
];

/// Columns that show what a header holds.
const SHOWN: &[&str] = &["value", "valor", "exemplo", "valeur", "wert", "值", "示例", "値"];

const PLACES: &[&str] = &["in", "location", "located in", "sent in", "parameter type", "param type", "place"];

/// What the columns hold; `None` where none holds names, or none says anything of these.
pub(super) fn field_columns(header: &[Text]) -> Option<Columns> {
    let titles: Vec<String> = header
        .iter()
        .map(|cell| match named_parent(cell) {
            Some((_, rest)) => plain_title(&rest),
            None => plain_title(&cell.plain),
        })
        .collect();
    let kinds: Vec<Option<Column>> = titles.iter().map(|title| classify_column(title)).collect();
    let find = |kind: Column| kinds.iter().position(|of| *of == Some(kind));
    let name = find(Column::Name)?;
    let location = location_of(&titles[name]);
    let of_header = location == Some(ParameterLocation::Header);
    let (ty, required, default) = (find(Column::Type), find(Column::Required), find(Column::Default));
    let example = find(Column::Example);
    let shown = find(Column::Shown).or(example).filter(|_| of_header);
    let unknown =
        || kinds.iter().rposition(Option::is_none).filter(|at| *at > name && !titles[*at].is_empty());
    let typed = ty.is_some() || required.is_some() || default.is_some() || example.is_some();
    let description =
        find(Column::Description).or_else(|| unknown().filter(|_| typed)).or(shown).filter(|at| *at != name);
    let columns = Columns {
        name,
        ty,
        required,
        optional: required.is_some_and(|at| titles[at] == "optional"),
        default,
        description,
        shown,
        example,
        place: find(Column::Place),
        location,
    };
    (typed || description.is_some()).then_some(columns)
}

/// The columns "Name" and "Value", which may be those of headers.
pub(super) fn header_columns(header: &[Text]) -> Option<Columns> {
    let kinds: Vec<Option<Column>> =
        header.iter().map(|cell| classify_column(&plain_title(&cell.plain))).collect();
    (kinds == [Some(Column::Name), Some(Column::Shown)]).then_some(Columns {
        name: 0,
        ty: None,
        required: None,
        optional: false,
        default: None,
        description: Some(1),
        shown: Some(1),
        example: None,
        place: None,
        location: Some(ParameterLocation::Header),
    })
}

/// The field that the names of a table stand in, and the rest of the title: "`items[]` attribute", "Fields of `address`".
pub(super) fn named_parent(title: &Text) -> Option<(&str, String)> {
    let (before, rest) = title.markdown.split_once('`')?;
    let (parent, after) = rest.split_once('`')?;
    let path = parent.trim_end_matches(['.', ':']);
    let is_path = is_field_name(path.trim_end_matches("[]")) && !after.contains('`');
    let rest = before.trim().trim_end_matches(" of").trim_end_matches(" in").to_owned() + after;
    (is_path && !rest.trim().is_empty()).then_some((path, rest))
}

fn plain_title(title: &str) -> String {
    title.trim().trim_end_matches(['?', ':', '*']).trim_matches(['*', '`', ' ']).to_lowercase()
}

fn classify_column(title: &str) -> Option<Column> {
    if PLACES.contains(&title) {
        return Some(Column::Place);
    }
    let words: Vec<&str> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is =
        |words: &[&str], word: &str| words.contains(&word) || words.contains(&word.trim_end_matches('s'));
    let any = |known: &[&str]| words.iter().any(|word| is(known, word));
    match () {
        () if words.is_empty() || words.len() > 4 => None,
        () if any(REQUIRED) || words == ["optional"] => Some(Column::Required),
        () if any(DEFAULTS) => Some(Column::Default),
        () if words.contains(&"example") || words.contains(&"sample") => Some(Column::Example),
        () if any(TYPES) => Some(Column::Type),
        () if any(DESCRIPTIONS) => Some(Column::Description),
        () if is_names(&words) => Some(Column::Name),
        () if any(SHOWN) => Some(Column::Shown),
        () => None,
    }
}

/// "Field", "Query parameter", "Header name", "Header": words of names, with locations and fillers beside.
fn is_names(words: &[&str]) -> bool {
    let singular = |word: &&str| word.trim_end_matches('s').to_owned();
    let is_name = |word: &&str| NAMES.contains(word) || NAMES.contains(&singular(word).as_str());
    let is_location = |word: &&str| LOCATIONS.iter().any(|(name, _)| *name == singular(word));
    let of_header = |word: &&str| ["header", "query", "ヘッダー"].contains(&singular(word).as_str());
    let known = words
        .iter()
        .all(|word| is_name(word) || is_location(word) || of_header(word) || FILLERS.contains(word));
    known && (words.iter().any(|word| is_name(word) || of_header(word)))
}

/// Where a header of names says that all go.
fn location_of(title: &str) -> Option<ParameterLocation> {
    if title == "ヘッダー" {
        return Some(ParameterLocation::Header);
    }
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    let singular = |word: &str| word.trim_end_matches('s').to_owned();
    words.find_map(|word| LOCATIONS.iter().find(|(name, _)| *name == singular(word)).map(|(_, of)| *of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn columns(header: &[&str]) -> Option<Columns> {
        let span = Span::new(SourceId(0), 0, 0);
        let cell = |title: &&str| Text {
            plain: (*title).to_owned(),
            markdown: (*title).to_owned(),
            links: Vec::new(),
            span,
        };
        field_columns(&header.iter().map(cell).collect::<Vec<_>>())
    }

    #[test]
    fn columns_by_their_words() {
        let found = columns(&["Query Parameter", "Default Value", "Description"]).expect("fields");
        assert_eq!((found.name, found.default, found.description), (0, Some(1), Some(2)));
        assert_eq!(found.location, Some(ParameterLocation::Query));
        let found = columns(&["Parameter", "Required", "Type", "Comments"]).expect("fields");
        assert_eq!((found.required, found.ty, found.description), (Some(1), Some(2), Some(3)));
        let found = columns(&["Name", "Type", "Req.", "Description"]).expect("fields");
        assert_eq!((found.required, found.description), (Some(2), Some(3)));
        let found = columns(&["Attributes", "Type", "What it does"]).expect("fields");
        assert_eq!((found.name, found.ty, found.description), (0, Some(1), Some(2)));
        let found = columns(&["Name", "Located in", "Description", "Required", "Schema"]).expect("fields");
        assert_eq!((found.place, found.ty), (Some(1), Some(4)));
        let found = columns(&["Key", "Example Value", "Description"]).expect("fields");
        assert_eq!((found.name, found.example, found.shown), (0, Some(1), None));
        let found = columns(&["Header", "Value"]).expect("a header and what it holds");
        assert_eq!((found.shown, found.description), (Some(1), Some(1)));
        let found = columns(&["`items[]` Attribute", "Type", "Description"]).expect("fields of a field");
        assert_eq!((found.name, found.ty), (0, Some(1)));
        assert_eq!(columns(&["Value", "Description"]), None);
        assert_eq!(columns(&["Status", "Meaning"]), None);
    }
}
