//! What pages say of the values of enums.

use crate::source::Spanned;

/// A table of the values of an enum.
#[derive(Clone, Debug)]
pub struct EnumTableClaim {
    /// The enum's name, where the page gives one.
    pub name: Option<Spanned<String>>,
    /// The field that the page names as its user, where it does.
    pub field: Option<String>,
    /// The values in order.
    pub values: Vec<EnumValueClaim>,
}

/// The values that a section describes, for all fields whose types link to it.
#[derive(Clone, Debug)]
pub struct DescribedValuesClaim {
    /// What links to it point to on its page.
    pub anchors: Vec<String>,
    /// The values in order; none where they are the bits of a number.
    pub values: Vec<EnumValueClaim>,
    /// Whether they are numbers.
    pub numbers: bool,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValueClaim {
    /// The value as written.
    pub value: Spanned<String>,
    /// Its name, where that is not the value.
    pub name: Option<String>,
    /// What it means; may be empty.
    pub description: String,
    /// How the page writes it.
    pub form: ValueForm,
}

/// How a page writes a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueForm {
    /// In running text: only the type of the field says whether it is text.
    #[default]
    Word,
    /// As text: in quotes in a list of values, as a string in YAML.
    Text,
    /// As a number, a boolean or null in such a list.
    Bare,
}
