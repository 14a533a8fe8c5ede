//! A line of the tool's `--misses`.

/// One difference.
pub struct Miss {
    /// The line as the tool prints it.
    pub line: String,
    /// `GET /v2/tickets/{}`
    pub operation: String,
    /// What differs.
    pub what: What,
}

/// What differs.
pub enum What {
    /// The pages give no such operation.
    OperationMissing,
    /// The description has no such operation.
    OperationExtra,
    /// A parameter or field that only the description has: its place and name.
    Missing(String, String),
    /// One that only the pages give.
    Extra(String, String),
    /// Both have it and disagree on the rest.
    Disagree(String, String, String),
}

impl Miss {
    /// Reads a line; nothing for a line that is no difference.
    pub fn parse(line: &str) -> Option<Self> {
        let (operation, rest) = line.split_once(": ")?;
        let made = |what| Some(Self { line: line.to_owned(), operation: operation.to_owned(), what });
        match rest {
            "operation is missing" => return made(What::OperationMissing),
            "operation is not in the truth" => return made(What::OperationExtra),
            _ => {}
        }
        let (place, rest) = rest.split_once(" '")?;
        let (name, said) = rest.split_once("' ")?;
        let (place, name) = (place.to_owned(), name.to_owned());
        made(match said {
            "is missing" => What::Missing(place, name),
            "is not in the truth" => What::Extra(place, name),
            said => What::Disagree(place, name, said.to_owned()),
        })
    }
}
