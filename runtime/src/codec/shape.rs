//! What the engine knows of a record: static data, no code.

/// The name of a record and its fields.
#[derive(Debug)]
pub struct Shape {
    /// The type's name, for messages.
    pub name: &'static str,
    /// The fields, in order.
    pub members: &'static [Member],
}

/// A field of a record.
#[derive(Debug)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether what is left out is sent as null.
    pub sends_null: bool,
    /// Whether decimals in it are sent as text.
    pub as_text: bool,
}

impl Member {
    /// A field that is not sent where it is absent.
    pub const fn new(name: &'static str) -> Self {
        Member { name, sends_null: false, as_text: false }
    }

    /// The same field, sent as null where it is absent.
    pub const fn null(self) -> Self {
        Member { sends_null: true, ..self }
    }

    /// The same field, with decimals sent as text.
    pub const fn text(self) -> Self {
        Member { as_text: true, ..self }
    }
}

impl Shape {
    /// The field of that name. Servers mostly keep an order: the search begins behind the last one.
    pub(super) fn find(&self, name: &str, from: usize) -> Option<usize> {
        let is_it = |member: &Member| member.name == name;
        let (before, behind) = self.members.split_at(from);
        behind.iter().position(is_it).map(|at| from + at).or_else(|| before.iter().position(is_it))
    }
}

/// Which fields were there: a bit for each, without an allocation for up to 256.
pub(super) struct Seen {
    few: [u64; 4],
    many: Vec<u64>,
}

impl Seen {
    pub(super) fn new(count: usize) -> Self {
        let many = if count > 256 { vec![0; count.div_ceil(64)] } else { Vec::new() };
        Seen { few: [0; 4], many }
    }

    /// Notes one; `false` where it was there before.
    pub(super) fn note(&mut self, at: usize) -> bool {
        let words = if self.many.is_empty() { &mut self.few[..] } else { &mut self.many[..] };
        let (word, bit) = (&mut words[at / 64], 1 << (at % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    pub(super) fn has(&self, at: usize) -> bool {
        let words = if self.many.is_empty() { &self.few[..] } else { &self.many[..] };
        words[at / 64] & (1 << (at % 64)) != 0
    }
}
