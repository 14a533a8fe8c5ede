//! How arrays and objects are written where there is no JSON.

/// How an array or an object is written into a URL, a header or a form (OpenAPI 3.1, Style Values).
///
/// | style | array | object |
/// |---|---|---|
/// | `Repeated` | `id=1&id=2`, in a header a line each | `a=1&b=2` |
/// | `Comma` | `id=1,2` | `id=a,1,b,2` |
/// | `Pairs` | `1,2` | `a=1,b=2` |
/// | `Space` | `id=1%202` | `id=a%201` |
/// | `Pipe` | `id=1%7C2` | `id=a%7C1` |
/// | `Bracketed` | `id=[1,2]` | |
/// | `EmptyBrackets` | `id[]=1&id[]=2` | `id[a]=1` |
/// | `Indexed` | `id[0]=1&id[1]=2` | `id[a]=1` |
/// | `Deep` | `id=1&id=2` | `id[a]=1` |
/// | `Dotted` | `id=1&id=2` | `id.a=1` |
/// | `Json` | `id=[1,2]`, as JSON | `id={"a":1}` |
/// | `Label`, `LabelExploded` | `.1,2`, `.1.2` | |
/// | `Matrix`, `MatrixExploded` | `;id=1,2`, `;id=1;id=2` | |
///
/// Each name and each value is percent-encoded in a URL, brackets and pipes too (RFC 3986); commas that
/// separate stand as they are. What is nested goes on in the same way: an array of objects is
/// `id[0][a]=1`, with `EmptyBrackets` `id[][a]=1`.
///
/// An absent value sends nothing, whatever the style; an empty array sends nothing, but with `Bracketed`
/// and `Json` it sends `id=[]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the table above
pub enum ParameterStyle {
    #[default]
    Repeated,
    Comma,
    Pairs,
    Space,
    Pipe,
    Bracketed,
    EmptyBrackets,
    Indexed,
    Deep,
    Dotted,
    Json,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
}

impl ParameterStyle {
    /// What separates values that stand in one text.
    pub(crate) fn separator(self) -> Option<&'static str> {
        match self {
            ParameterStyle::Comma | ParameterStyle::Pairs | ParameterStyle::Bracketed => Some(","),
            ParameterStyle::Space => Some(" "),
            ParameterStyle::Pipe => Some("|"),
            _ => None,
        }
    }

    /// The name of an item of a list that has several pairs.
    pub(crate) fn item_name(self, name: &str, index: usize) -> String {
        match self {
            ParameterStyle::EmptyBrackets => format!("{name}[]"),
            ParameterStyle::Indexed => format!("{name}[{index}]"),
            _ => name.to_owned(),
        }
    }
}
