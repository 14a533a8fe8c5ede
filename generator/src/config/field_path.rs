//! The ways that selectors take to fields.

use super::name_glob::NameGlob;
use std::fmt;

/// The way from a part of an operation, or from a named schema, to fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath {
    steps: Vec<StepGlob>,
}

/// A step of a [`FieldPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepGlob {
    /// To fields by their names on the wire.
    Name(NameGlob),
    /// To the items of an array.
    Items,
    /// To the values of an object whose names are data.
    Values,
    /// Any number of steps.
    Deep,
}

/// A step that was taken through a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step<'a> {
    /// To the field of that name.
    Name(&'a str),
    /// To the items of an array.
    Items,
    /// To the values of an object whose names are data.
    Values,
}

/// How far into a [`FieldPath`] the steps taken lead: a bit for each place in it that they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached(u64);

impl Reached {
    /// Whether no further step can lead to the end.
    pub fn is_nowhere(self) -> bool {
        self.0 == 0
    }
}

impl FieldPath {
    /// The path of these steps.
    pub fn new(steps: Vec<StepGlob>) -> Self {
        Self { steps }
    }

    /// The steps in order.
    pub fn steps(&self) -> &[StepGlob] {
        &self.steps
    }

    /// What is reached without a step.
    pub fn start(&self) -> Reached {
        self.skip_deep(1)
    }

    /// What is reached with one step more.
    pub fn advance(&self, reached: Reached, taken: Step<'_>) -> Reached {
        let mut next = 0u64;
        for (at, step) in self.steps.iter().enumerate().filter(|(at, _)| reached.0 & (1 << at) != 0) {
            let is_last = at + 1 == self.steps.len();
            next |= match (step, taken) {
                (StepGlob::Deep, _) if is_last => (1 << at) | (1 << (at + 1)),
                (StepGlob::Deep, _) => 1 << at,
                (StepGlob::Name(glob), Step::Name(name)) if glob.matches(name) => 1 << (at + 1),
                (StepGlob::Items, Step::Items) | (StepGlob::Values, Step::Values) => 1 << (at + 1),
                _ => 0,
            };
        }
        self.skip_deep(next)
    }

    /// The same without the end: what goes on behind what the path selects.
    pub fn inside(&self, reached: Reached) -> Reached {
        Reached(reached.0 & !(1 << self.steps.len()))
    }

    /// Whether the steps taken lead to what the path selects.
    pub fn is_end(&self, reached: Reached) -> bool {
        reached.0 & (1 << self.steps.len()) != 0
    }

    /// The name of the one field that the path selects in an object that is reached in known steps.
    pub fn last_name(&self) -> Option<&str> {
        match self.steps.split_last() {
            Some((StepGlob::Name(name), before)) if !before.contains(&StepGlob::Deep) => name.as_exact(),
            _ => None,
        }
    }

    /// Whether one step more may lead to what the path selects.
    pub fn is_parent(&self, reached: Reached) -> bool {
        self.steps.len().checked_sub(1).is_some_and(|last| reached.0 & (1 << last) != 0)
    }

    /// Steps over each `**` that need not stand for anything.
    fn skip_deep(&self, mut reached: u64) -> Reached {
        for (at, step) in self.steps.iter().enumerate() {
            if *step == StepGlob::Deep && at + 1 < self.steps.len() && reached & (1 << at) != 0 {
                reached |= 1 << (at + 1);
            }
        }
        Reached(reached)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| match step {
            StepGlob::Name(glob) => write!(f, ".{glob}"),
            StepGlob::Items => f.write_str("[]"),
            StepGlob::Values => f.write_str("{}"),
            StepGlob::Deep => f.write_str(".**"),
        })
    }
}
