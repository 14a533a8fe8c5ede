//! The operations that every form writes: twelve, each of another kind.

/// What a value is.
#[derive(Clone, Copy)]
pub enum Ty {
    Text,
    Integer,
    Number,
    Boolean,
    File,
    Texts,
    /// One of these.
    Values(&'static [&'static str]),
    Object(&'static [Field]),
    Objects(&'static [Field]),
}

/// A parameter, a field of a body, a field of a response.
#[derive(Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub ty: Ty,
    pub required: bool,
    pub text: &'static str,
    pub default: Option<&'static str>,
    pub range: Option<(i64, i64)>,
}

const fn field(name: &'static str, ty: Ty, text: &'static str) -> Field {
    Field { name, ty, required: false, text, default: None, range: None }
}

impl Field {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn default(self, value: &'static str) -> Self {
        Self { default: Some(value), ..self }
    }

    const fn range(self, from: i64, to: i64) -> Self {
        Self { range: Some((from, to)), ..self }
    }

    /// The fields within.
    pub fn children(&self) -> &'static [Field] {
        match self.ty {
            Ty::Object(of) | Ty::Objects(of) => of,
            _ => &[],
        }
    }

    /// The values that it may have.
    pub fn values(&self) -> &'static [&'static str] {
        match self.ty {
            Ty::Values(of) => of,
            _ => &[],
        }
    }

    /// Its type in OpenAPI.
    pub fn kind(&self) -> &'static str {
        match self.ty {
            Ty::Text | Ty::File | Ty::Values(_) => "string",
            Ty::Integer => "integer",
            Ty::Number => "number",
            Ty::Boolean => "boolean",
            Ty::Object(_) => "object",
            Ty::Texts | Ty::Objects(_) => "array",
        }
    }
}

/// A response: its status, what it means, its fields.
pub type Response = (u16, &'static str, &'static [Field]);

/// An operation.
pub struct Operation {
    pub title: &'static str,
    pub verb: &'static str,
    pub path: &'static str,
    pub text: &'static str,
    pub in_path: &'static [Field],
    pub query: &'static [Field],
    pub headers: &'static [Field],
    /// The media type of the body, and its fields.
    pub body: Option<(&'static str, &'static [Field])>,
    pub responses: &'static [Response],
}

pub const HOST: &str = "https://api.kites.example";
pub const JSON: &str = "application/json";

const COLOUR: Ty = Ty::Values(&["red", "sky-blue"]);
const KITE: Field = field("kite", Ty::Integer, "Which kite.").required();
const ID: Field = field("id", Ty::Integer, "The number on its tail.").required();
const NAME: Field = field("name", Ty::Text, "What it is called.").required();
const FAILURE: &[Field] = &[
    field("code", Ty::Text, "What went wrong, in one word.").required(),
    field("hint", Ty::Text, "What to do about it."),
];
const OWNER: &[Field] =
    &[field("person", Ty::Text, "Who flies it.").required(), field("phone", Ty::Text, "Where to call.")];

const NONE: Operation = Operation {
    title: "",
    verb: "GET",
    path: "",
    text: "",
    in_path: &[],
    query: &[],
    headers: &[],
    body: None,
    responses: &[],
};

pub const OPERATIONS: &[Operation] = &[
    Operation {
        title: "Get kite",
        path: "/v1/kites/{kite}",
        text: "Finds one kite by its number.",
        in_path: &[KITE],
        responses: &[
            (
                200,
                "The kite was found.",
                &[
                    ID,
                    NAME,
                    field("span", Ty::Number, "From tip to tip."),
                    field("colour", COLOUR, "Its colour."),
                ],
            ),
            (404, "There is no such kite.", FAILURE),
        ],
        ..NONE
    },
    Operation {
        title: "List kites",
        path: "/v1/kites",
        text: "Lists the kites of the club.",
        query: &[
            field("colour", COLOUR, "Only those of this colour."),
            field("limit", Ty::Integer, "How many at most.").default("20").range(1, 100),
            field("after", Ty::Text, "Where the list goes on."),
        ],
        responses: &[(
            200,
            "The kites, oldest first.",
            &[
                field("kites", Ty::Objects(&[ID, NAME]), "Those that were found.").required(),
                field("total", Ty::Integer, "How many there are."),
            ],
        )],
        ..NONE
    },
    Operation {
        title: "Add kite",
        verb: "POST",
        path: "/v1/kites",
        text: "Adds a kite to the club.",
        body: Some((
            JSON,
            &[
                NAME,
                field("colour", COLOUR, "Its colour.").required(),
                field("span", Ty::Number, "From tip to tip."),
                field("lent", Ty::Boolean, "Whether members may take it.").default("false"),
            ],
        )),
        responses: &[(201, "The kite was added.", &[ID])],
        ..NONE
    },
    Operation {
        title: "Replace kite",
        verb: "PUT",
        path: "/v1/kites/{kite}",
        text: "Writes a kite anew.",
        in_path: &[KITE],
        body: Some((JSON, &[NAME, field("owner", Ty::Object(OWNER), "Whose it is.").required()])),
        responses: &[(
            200,
            "The kite as it is now.",
            &[ID, field("owner", Ty::Object(OWNER), "Whose it is.")],
        )],
        ..NONE
    },
    Operation {
        title: "Mend kite",
        verb: "PATCH",
        path: "/v1/kites/{kite}",
        text: "Changes what is sent, and leaves the rest.",
        in_path: &[KITE],
        body: Some((
            JSON,
            &[field("name", Ty::Text, "What it is called."), field("span", Ty::Number, "From tip to tip.")],
        )),
        responses: &[(200, "The kite as it is now.", &[ID, NAME]), (422, "It cannot be so.", FAILURE)],
        ..NONE
    },
    Operation {
        title: "Scrap kite",
        verb: "DELETE",
        path: "/v1/kites/{kite}",
        text: "Takes a kite out of the club.",
        in_path: &[KITE],
        responses: &[(204, "The kite is gone.", &[])],
        ..NONE
    },
    Operation {
        title: "Launch kite",
        verb: "POST",
        path: "/v1/kites/{kite}/launch",
        text: "Lets a kite fly.",
        in_path: &[KITE],
        responses: &[(
            202,
            "It will be in the air soon.",
            &[field("flight", Ty::Text, "Which flight.").required()],
        )],
        ..NONE
    },
    Operation {
        title: "Get flight",
        path: "/v1/kites/{kite}/flights/{flight}",
        text: "Says how high a kite is.",
        in_path: &[KITE, field("flight", Ty::Text, "Which flight.").required()],
        headers: &[field("X-Wind", Ty::Text, "The station that measures the wind.")],
        responses: &[(
            200,
            "The flight was found.",
            &[
                field("height", Ty::Integer, "In metres.").required(),
                field("ended", Ty::Boolean, "Whether it is down."),
            ],
        )],
        ..NONE
    },
    Operation {
        title: "Add photo",
        verb: "POST",
        path: "/v1/kites/{kite}/photos",
        text: "Keeps a picture of a kite.",
        in_path: &[KITE],
        body: Some((
            "multipart/form-data",
            &[
                field("picture", Ty::File, "The picture.").required(),
                field("title", Ty::Text, "What it shows."),
            ],
        )),
        responses: &[(201, "The picture is kept.", &[ID])],
        ..NONE
    },
    Operation {
        title: "Make token",
        verb: "POST",
        path: "/v1/tokens",
        text: "Gives a token for a password.",
        body: Some((
            "application/x-www-form-urlencoded",
            &[
                field("user", Ty::Text, "Who asks.").required(),
                field("password", Ty::Text, "The word that nobody else knows.").required(),
            ],
        )),
        responses: &[(
            200,
            "The token.",
            &[
                field("token", Ty::Text, "What to send.").required(),
                field("expires", Ty::Integer, "In seconds."),
            ],
        )],
        ..NONE
    },
    Operation {
        title: "Get weather",
        path: "/v1/weather",
        text: "Says whether kites may fly today.",
        responses: &[(
            200,
            "The weather of today.",
            &[field("fit", Ty::Boolean, "Whether they may.").required()],
        )],
        ..NONE
    },
    Operation {
        title: "Add several kites",
        verb: "POST",
        path: "/v1/batches",
        text: "Adds many kites at once.",
        body: Some((
            JSON,
            &[
                field(
                    "kites",
                    Ty::Objects(&[NAME, field("span", Ty::Number, "From tip to tip.")]),
                    "All of them.",
                )
                .required(),
                field("tags", Ty::Texts, "Words to find them by."),
            ],
        )),
        responses: &[(200, "All were added.", &[field("count", Ty::Integer, "How many.").required()])],
        ..NONE
    },
];
