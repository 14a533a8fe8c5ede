//! Values that hold values.

use super::wire::{Blank, Entries, Failed, Items, Shown, Sink, Slot, Source, Wire};
use crate::value::nullable::Nullable;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

impl<T> Blank for Option<T> {
    const BLANK: Self = None;
}

impl<T: Wire> Wire for Option<T> {
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        if !from.option(self.insert(T::start()))? {
            *self = None;
        }
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
        to.option(self.as_ref().map(|value| value as &dyn Wire))
    }

    fn may_miss(&self) -> bool {
        true
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }

    fn start() -> Self {
        None
    }

    fn slot(&mut self) -> Slot<'_> {
        T::option_slot(self)
    }

    fn shown(&self) -> Shown<'_> {
        self.as_ref().map_or(Shown::Nothing, T::shown)
    }
}

impl<T> Blank for Nullable<T> {
    const BLANK: Self = Nullable::Unset;
}

impl<T: Wire> Wire for Nullable<T> {
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        let mut value = T::start();
        *self = if from.option(&mut value)? { Nullable::Value(value) } else { Nullable::Null };
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
        to.option(self.value().map(|value| value as &dyn Wire))
    }

    fn may_miss(&self) -> bool {
        true
    }

    fn is_left_out(&self) -> bool {
        self.is_unset()
    }

    fn start() -> Self {
        Nullable::Unset
    }
}

impl<T> Blank for Vec<T> {
    const BLANK: Self = Vec::new();
}

impl<T: Wire> Wire for Vec<T> {
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        from.items(self)
    }

    fn read_field(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        from.option(self).map(|_| ())
    }

    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
        to.items(self)
    }

    fn may_miss(&self) -> bool {
        true
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }

    fn start() -> Self {
        Vec::new()
    }

    fn slot(&mut self) -> Slot<'_> {
        T::list_slot(self)
    }
}

impl<T: Wire> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, at: usize) -> &dyn Wire {
        &self[at]
    }

    fn push(&mut self) -> &mut dyn Wire {
        Vec::push(self, T::start());
        let last = self.len() - 1;
        &mut self[last]
    }
}

impl<T> Blank for BTreeMap<String, T> {
    const BLANK: Self = BTreeMap::new();
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        from.entries(self)
    }

    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
        to.entries(self)
    }

    fn start() -> Self {
        BTreeMap::new()
    }
}

impl<T: Wire> Entries for BTreeMap<String, T> {
    fn each(&self, show: &mut dyn FnMut(&str, &dyn Wire) -> Result<(), Failed>) -> Result<(), Failed> {
        self.iter().try_for_each(|(name, value)| show(name, value))
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn entry(&mut self, name: String) -> &mut dyn Wire {
        // The last of two values of one name stays.
        match BTreeMap::entry(self, name) {
            Entry::Vacant(place) => place.insert(T::start()),
            Entry::Occupied(place) => {
                let place = place.into_mut();
                *place = T::start();
                place
            }
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        (**self).read(from)
    }

    fn read_field(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        (**self).read_field(from)
    }

    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
        (**self).write(to)
    }

    fn start() -> Self {
        Box::new(T::start())
    }
}
