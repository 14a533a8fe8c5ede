//! How values that hold others are written where there is no JSON.

use serde::{Deserialize, Serialize};

/// How an array or an object is written into a URL, a header or a form (OpenAPI 3.1, Style Values).
/// It means nothing for a single value, but in a path.
///
/// | style | array | object | OpenAPI |
/// |---|---|---|---|
/// | `Repeated` | `id=1&id=2` | `a=1&b=2` | `form`, `explode: true` |
/// | `Comma` | `id=1,2` | `id=a,1,b,2` | `form` or `simple`, `explode: false` |
/// | `Pairs` | `1,2` | `a=1,b=2` | `simple`, `explode: true` |
/// | `Space` | `id=1%202` | `id=a%201%20b%202` | `spaceDelimited` |
/// | `Pipe` | `id=1%7C2` | `id=a%7C1%7Cb%7C2` | `pipeDelimited` |
/// | `Bracketed` | `id=[1,2]` | | |
/// | `EmptyBrackets` | `id[]=1&id[]=2` | `id[a]=1` | |
/// | `Indexed` | `id[0]=1&id[1]=2` | `id[a]=1` | |
/// | `Deep` | `id=1&id=2` | `id[a]=1&id[b]=2` | `deepObject` |
/// | `Dotted` | `id=1&id=2` | `id.a=1&id.b=2` | |
/// | `Json` | `id=[1,2]` as JSON | `id={"a":1}` | `content` |
/// | `Label` | `.1,2` | `.a,1,b,2` | `label` |
/// | `LabelExploded` | `.1.2` | `.a=1.b=2` | `label`, `explode: true` |
/// | `Matrix` | `;id=1,2` | `;id=a,1,b,2` | `matrix` |
/// | `MatrixExploded` | `;id=1;id=2` | `;a=1;b=2` | `matrix`, `explode: true` |
///
/// What is nested goes on in the same way: with `Deep`, an array of objects is `id[0][a]=1`, with
/// `EmptyBrackets` it is `id[][a]=1`, with `Dotted` `id[0].a=1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
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
    /// Whether only paths have it, and single values in it too.
    pub(crate) fn is_of_path(self) -> bool {
        use ParameterStyle::*;
        matches!(self, Label | LabelExploded | Matrix | MatrixExploded)
    }
}
