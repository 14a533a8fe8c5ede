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
    /// Whether what is left out otherwise is sent: as null, or as an empty list.
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

    /// The same field, sent as an empty list where it is one.
    pub const fn empty(self) -> Self {
        self.null()
    }

    /// The same field, with decimals sent as text.
    pub const fn text(self) -> Self {
        Member { as_text: true, ..self }
    }
}

impl Shape {
    /// The field of that name. Servers mostly keep an order: the one behind the last is tried first.
    #[inline]
    pub(super) fn find(&self, name: &str, next: usize) -> Option<usize> {
        match self.members.get(next) {
            Some(member) if member.name == name => Some(next),
            _ => self.search(name),
        }
    }

    #[cold]
    fn search(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.name == name)
    }
}

/// Which fields were there: a bit for each, without an allocation for up to 64.
pub(super) struct Seen {
    few: u64,
    many: Vec<u64>,
    count: usize,
}

impl Seen {
    pub(super) fn new(count: usize) -> Self {
        let many = if count > 64 { vec![0; count.div_ceil(64) - 1] } else { Vec::new() };
        Seen { few: 0, many, count: 0 }
    }

    /// Notes one; `false` where it was there before.
    #[inline]
    pub(super) fn note(&mut self, at: usize) -> bool {
        let word = if at < 64 { &mut self.few } else { &mut self.many[at / 64 - 1] };
        let bit = 1 << (at % 64);
        let new = *word & bit == 0;
        *word |= bit;
        self.count += usize::from(new);
        new
    }

    #[inline]
    pub(super) fn has(&self, at: usize) -> bool {
        let word = if at < 64 { self.few } else { self.many[at / 64 - 1] };
        word & (1 << (at % 64)) != 0
    }

    /// How many were noted.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}
