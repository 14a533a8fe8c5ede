//! Types before they have names: equal shapes become one [`Draft`], with the texts of all its pages
//! and the places that use it.

use super::draft_shapes::has_items;
use super::kept::Kept;
pub(super) use super::rust_type::Presence;
use super::rust_type::{Payload, RustType, SerdeUse, TypeId};
use super::texts::merge_texts;
use super::types::type_word;
use crate::config::ValueTypes;
use crate::model::{EnumValue, Location, NamedSchema, Status};
use foldhash::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// All types of the crate to be.
#[derive(Debug, Default)]
pub(super) struct Drafts<'a> {
    /// The libraries whose types are used.
    pub values: ValueTypes,
    /// By [`TypeId`]; parts before wholes, except for the schemas that have a name.
    pub list: Vec<Draft>,
    /// The schemas that have a name in the pages, and the type of those that get one.
    pub schemas: BTreeMap<&'a str, (&'a NamedSchema, Option<TypeId>)>,
    /// The schemas without a type of their own that are being written out just now.
    pub open: BTreeSet<String>,
    /// What an earlier run decided, and where the lowering is.
    pub kept: Kept<'a>,
    /// What each operation is found by in the lock, by its group and id.
    pub keys: BTreeMap<(String, String), String>,
    /// The types of each type of the lock: several, where they are no longer the same at all of its places.
    pub of_known: HashMap<usize, Vec<TypeId>>,
    /// The places that are noted: thousands may use one type.
    used: HashSet<(TypeId, Use)>,
    /// By shape, each with the type of the lock that it is.
    by_shape: BTreeMap<Shape, Vec<(Option<usize>, TypeId)>>,
}

/// A type before it has a name.
#[derive(Debug)]
pub(super) struct Draft {
    /// What makes it the type that it is.
    pub shape: Shape,
    /// The name that the pages give it.
    pub schema: Option<String>,
    /// What the pages say of the whole; may be empty.
    pub description: String,
    /// What the pages say of each part: field, variant or status.
    pub parts: Vec<PartText>,
    /// Where it is used, each place once, in order; empty for one with a name in the pages.
    pub uses: Vec<Use>,
    /// The parts whose texts had too little in common to stand for all users.
    pub contested: BTreeSet<usize>,
    /// The first two texts that were not the same.
    pub differing: Option<(String, String)>,
    /// The type of the lock that it is.
    pub known: Option<usize>,
    /// The record that it is, or the places that use it, where they are asked for.
    pub places: Vec<String>,
}

/// What the pages say of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PartText {
    /// The page's text; may be empty.
    pub description: String,
    /// Sentences of ours, such as the default value.
    pub notes: Vec<String>,
}

/// What makes a type the type that it is: everything but texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `open`: with values under names that the pages do not give.
    Struct {
        serde: SerdeUse,
        fields: Vec<FieldShape>,
        open: bool,
    },
    Enum {
        members: Vec<(EnumValue, Option<String>)>,
    },
    Union {
        serde: SerdeUse,
        variants: Vec<RustType>,
    },
    Tagged {
        serde: SerdeUse,
        tag: String,
        variants: Vec<TaggedShape>,
    },
    Errors {
        outcomes: Vec<(Status, Payload)>,
    },
    Answers {
        outcomes: Vec<(Status, Payload)>,
    },
}

/// A variant of a [`Shape::Tagged`]: the values of the tag, and the fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TaggedShape {
    /// What names it: its value, or its heading where it has several.
    pub name: String,
    pub values: Vec<String>,
    pub rust_type: RustType,
}

/// A field of a [`Shape::Struct`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FieldShape {
    pub wire_name: String,
    /// What a setting calls it.
    pub rename: Option<String>,
    pub part: FieldPart,
    pub rust_type: RustType,
    pub presence: Presence,
}

impl FieldShape {
    /// What its name is made of.
    pub(super) fn called(&self) -> &str {
        self.rename.as_deref().unwrap_or(&self.wire_name)
    }
}

/// The part of a message that a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldPart {
    /// A field of the body.
    Body,
    /// The whole body.
    WholeBody,
    /// A part of a form that holds files.
    Form,
    /// A parameter.
    Parameter(Location),
}

impl FieldPart {
    /// A number of its own.
    pub(super) fn rank(self) -> u8 {
        match self {
            FieldPart::Body => 0,
            FieldPart::WholeBody => 1,
            FieldPart::Form => 2,
            FieldPart::Parameter(Location::Path) => 3,
            FieldPart::Parameter(Location::Query) => 4,
            FieldPart::Parameter(Location::Header) => 5,
            FieldPart::Parameter(Location::Cookie) => 6,
        }
    }
}

/// A place that uses a type, from which it may get its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Use {
    pub of: User,
    pub role: Role,
    /// Whether it is the item of an array there.
    pub item: bool,
}

/// Who uses a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum User {
    /// An operation, by its index in the model.
    Operation(usize),
    /// A type.
    Type(TypeId),
}

/// What a type is used for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Request,
    /// The answer; with its status, where all answers have one type and one status.
    Response(Option<Status>),
    /// One of several answers.
    OneResponse(Status),
    ErrorBody(Status),
    Errors(Vec<Status>),
    Field(String),
    /// A variant, by its name.
    Variant(String),
    /// A variant of a union, by what it holds.
    UnionVariant(&'static str),
}

impl<'a> Drafts<'a> {
    /// No types yet.
    pub(super) fn new(values: ValueTypes, kept: Kept<'a>) -> Self {
        Self { values, kept, ..Self::default() }
    }

    pub(super) fn get(&self, id: TypeId) -> &Draft {
        &self.list[id.0 as usize]
    }

    /// The ids of all types.
    pub(super) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.list.len() as u32).map(TypeId)
    }

    /// Makes room for a schema that has a name; [`Drafts::fill`] says what it is.
    pub(super) fn reserve(&mut self, name: &str, schema: &NamedSchema) -> TypeId {
        let shape = Shape::Enum { members: Vec::new() };
        let description = schema.description.clone();
        let known = self.at(name, |drafts| drafts.kept.known());
        let places = self.at(name, |drafts| drafts.kept.here().map(str::to_owned)).into_iter().collect();
        self.add(Draft {
            shape,
            schema: Some(name.to_owned()),
            description,
            parts: Vec::new(),
            uses: Vec::new(),
            contested: BTreeSet::new(),
            differing: None,
            known,
            places,
        })
    }

    pub(super) fn fill(&mut self, id: TypeId, shape: Shape, parts: Vec<PartText>) {
        self.use_parts(id, &shape);
        let draft = &mut self.list[id.0 as usize];
        (draft.shape, draft.parts) = (shape, parts);
    }

    /// The type of a shape that the pages give no name.
    pub(super) fn intern(&mut self, shape: Shape, description: &str, parts: Vec<PartText>) -> TypeId {
        let key = shape.clone().sorted();
        let known = self.kept.known();
        let equal = self.by_shape.get(&key).map_or(&[][..], Vec::as_slice);
        // What the lock does not know goes with any other; what it knows stays apart.
        let same = equal.iter().find(|(other, _)| known.is_none() || *other == known);
        if let Some(&(_, id)) = same {
            self.list[id.0 as usize].merge(&shape, description, parts);
            return self.note_place(id);
        }
        if let Some(id) = known.and_then(|known| self.widen(known, &shape, &parts)) {
            return self.note_place(id);
        }
        let id = self.add(Draft {
            shape: shape.clone(),
            schema: None,
            description: description.to_owned(),
            parts,
            uses: Vec::new(),
            contested: BTreeSet::new(),
            differing: None,
            known,
            places: Vec::new(),
        });
        self.use_parts(id, &shape);
        self.by_shape.entry(key).or_default().push((known, id));
        self.note_place(id)
    }

    fn note_place(&mut self, id: TypeId) -> TypeId {
        if let Some(here) = self.kept.here() {
            let here = here.to_owned();
            self.list[id.0 as usize].places.push(here);
        }
        id
    }

    /// Gives a type another shape, which begins with the parts of its own.
    pub(super) fn replace_shape(&mut self, id: TypeId, shape: Shape, added: Vec<PartText>) {
        let known = self.get(id).known;
        if let Some(equal) = self.by_shape.get_mut(&self.list[id.0 as usize].shape.clone().sorted()) {
            equal.retain(|(_, other)| *other != id);
        }
        self.by_shape.entry(shape.clone().sorted()).or_default().push((known, id));
        self.use_parts(id, &shape);
        let draft = &mut self.list[id.0 as usize];
        draft.shape = shape;
        draft.parts.extend(added);
    }

    /// Lets later equal shapes become the schemas that have a name, where there is one such schema
    /// and the shape is not one that anything might have by chance.
    pub(super) fn offer_schemas(&mut self) {
        let mut offers: BTreeMap<Shape, Vec<TypeId>> = BTreeMap::new();
        for id in self.schemas.values().filter_map(|(_, id)| *id) {
            offers.entry(self.list[id.0 as usize].shape.clone().sorted()).or_default().push(id);
        }
        for (shape, ids) in offers {
            let telling = match &shape {
                Shape::Enum { members } => members.len() >= 2,
                Shape::Struct { fields, .. } => fields.len() >= 3,
                _ => false,
            };
            if let ([id], true) = (ids.as_slice(), telling) {
                let known = self.get(*id).known;
                self.by_shape.insert(shape, vec![(known, *id)]);
            }
        }
    }

    /// Notes that a type which has no name in the pages is used, within `of`, in the way of `role`.
    pub(super) fn note_use(&mut self, of: User, role: Role, rust_type: &RustType) {
        let Some(id) = rust_type.named() else { return };
        let draft = &mut self.list[id.0 as usize];
        let place = Use { of, role, item: has_items(rust_type) };
        if draft.schema.is_none() && self.used.insert((id, place.clone())) {
            draft.uses.push(place);
        }
    }

    fn add(&mut self, draft: Draft) -> TypeId {
        let id = TypeId(self.list.len() as u32);
        if let Some(known) = draft.known {
            self.of_known.entry(known).or_default().push(id);
        }
        self.list.push(draft);
        id
    }

    fn use_parts(&mut self, id: TypeId, shape: &Shape) {
        let of = User::Type(id);
        match shape {
            Shape::Struct { fields, .. } => {
                for field in fields {
                    self.note_use(of, Role::Field(field.called().to_owned()), &field.rust_type);
                }
            }
            Shape::Union { variants, .. } => {
                for variant in variants {
                    self.note_use(of, Role::UnionVariant(type_word(variant)), variant);
                }
            }
            Shape::Tagged { variants, .. } => {
                for variant in variants {
                    self.note_use(of, Role::Variant(variant.name.clone()), &variant.rust_type);
                }
            }
            Shape::Enum { .. } | Shape::Errors { .. } | Shape::Answers { .. } => {}
        }
    }
}

impl Draft {
    /// Adds the texts of another page for the same shape, whose parts may stand in another order.
    fn merge(&mut self, shape: &Shape, description: &str, parts: Vec<PartText>) {
        if self.schema.is_some() {
            return;
        }
        self.description =
            self.merged(&self.description.clone(), description).unwrap_or_else(|| self.description.clone());
        for (at, other) in parts.into_iter().enumerate() {
            let at = self.shape.position(shape, at);
            self.parts[at].notes.retain(|note| other.notes.contains(note));
            if self.contested.contains(&at) {
                continue;
            }
            let first = std::mem::take(&mut self.parts[at].description);
            self.parts[at].description = match self.merged(&first, &other.description) {
                Some(merged) => merged,
                // A status means the same everywhere, whatever one page says of it; a field keeps what
                // the first page says.
                None if matches!(self.shape, Shape::Errors { .. } | Shape::Answers { .. }) => {
                    self.contested.insert(at);
                    String::new()
                }
                None => first,
            };
        }
    }

    fn merged(&mut self, first: &str, second: &str) -> Option<String> {
        if first != second && !first.is_empty() && !second.is_empty() && self.differing.is_none() {
            self.differing = Some((first.to_owned(), second.to_owned()));
        }
        merge_texts(first, second)
    }
}
