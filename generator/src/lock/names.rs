//! The names that operations and types were given.

use serde::{Deserialize, Serialize};

/// An operation: its verb and path template, and what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LockedOperation {
    /// Verb and path template, `GET /v1/orders/{id}`; with `#`, its group and its id where others have the same.
    pub endpoint: String,
    /// What `docbind.toml` selects it by, before any setting: `get one`.
    pub id: String,
    /// What its page calls it, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// The group, before any setting, as the pages spell it.
    pub group: String,
    /// The method that walks the pages of its list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// Whether its method takes no request: what may be sent later is sent by another one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bare: bool,
    /// That other method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_request: Option<String>,
    /// The method that goes through the pages of that other method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages_with_request: Option<String>,
    /// The methods that encode the body in another way: `form = create_ticket_as_form`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub encoded: Vec<String>,
    /// Whether an operation of another group had its id before: settings that say the id alone are about that one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub later: bool,
    /// Its earlier ids, which settings still find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    /// The earlier names of its methods, each with the method that it forwards to: `close_ticket = method`,
    /// `list_tickets_pages = pages`, `get_one_with = with-request`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether the pages no longer describe it: its names are not given to anything else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gone: bool,
}

impl LockedOperation {
    /// Verb and path template.
    pub fn line(&self) -> &str {
        self.endpoint.split_once('#').map_or(self.endpoint.as_str(), |(line, _)| line)
    }

    /// What its page calls it.
    pub fn called(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.id)
    }

    /// The methods beside its own: nothing else is given their names.
    pub fn beside(&self) -> impl Iterator<Item = &str> {
        let pages = [&self.pages, &self.with_request, &self.pages_with_request];
        pages.into_iter().flatten().map(String::as_str).chain(self.encoded().map(|(_, name)| name))
    }

    /// The methods that encode the body in another way, each with the encoding.
    pub fn encoded(&self) -> impl Iterator<Item = (&str, &str)> {
        self.encoded.iter().filter_map(|line| line.split_once(" = "))
    }

    /// The earlier names of its methods, each with what it forwards to.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.aliases.iter().filter_map(|line| line.split_once(" = "))
    }
}

/// A group, after all settings: its module and the type whose methods are its operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LockedGroup {
    /// As the pages or `docbind.toml` spell it.
    pub name: String,
    /// The module, which is also the cargo feature.
    pub module: String,
    /// The type.
    pub handle: String,
    /// The methods of its operations after all settings, each with the operation: `get_one = GET /v1/orders/{id}`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// The types of other modules that it shows as its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
    /// Its earlier modules, each with the type that was its handle: `tickets = Tickets`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether no operation is in it any more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gone: bool,
}

impl LockedGroup {
    /// The operations of its methods, each with the method.
    pub fn methods(&self) -> impl Iterator<Item = (&str, &str)> {
        self.methods.iter().filter_map(|line| line.split_once(" = ").map(|(name, of)| (of, name)))
    }

    /// Its earlier modules, each with the handle.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.aliases.iter().filter_map(|line| line.split_once(" = "))
    }
}

/// A public type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LockedType {
    /// Its name, before `docbind.toml` renames it.
    pub name: String,
    /// Its earlier names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The module: that of a group, or `types`.
    pub module: String,
    /// The record that it is, or the places that use it: `GET /v1/orders/{}:200.items[]`.
    pub places: Vec<String>,
    /// Of a record: the place that refers to it, by which it is known when pages call it otherwise:
    /// `GET /v1/orders/{}:200`, `webhook order paid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<String>,
    /// What tells its shape from others.
    pub shape: String,
    /// The struct of what `new` asks for, where it asks by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// The earlier names of that struct.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_aliases: Vec<String>,
    /// The fields that `new` asks for, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<String>,
    /// The fields that `new` fills in with the only value that was documented: `kind = Lamp`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<String>,
    /// Its fields, `from_room = fromRoom: i64`, or its variants, `InTransit = "in-transit"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Of an enum: the earlier names of its values, `Storage = 9`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_aliases: Vec<String>,
    /// Whether the pages no longer have it: its name is not given to anything else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gone: bool,
}

/// The module of [`LockedType::events`].
const EVENTS_MODULE: &str = "webhook_payloads";

impl LockedType {
    /// The enum of what the API sends on its own: `OrderPaid = order.paid, order.settled: OrderEvent`.
    pub fn events(name: &str, members: Vec<String>) -> Self {
        Self {
            name: name.to_owned(),
            aliases: Vec::new(),
            module: EVENTS_MODULE.to_owned(),
            places: Vec::new(),
            used_by: Vec::new(),
            shape: "events".to_owned(),
            required: None,
            required_aliases: Vec::new(),
            new: Vec::new(),
            fixed: Vec::new(),
            members,
            member_aliases: Vec::new(),
            gone: false,
        }
    }

    /// Whether it is the enum of what the API sends on its own, which no place uses.
    pub fn is_events(&self) -> bool {
        self.places.is_empty() && self.module == EVENTS_MODULE
    }

    /// The earlier names of the values of an enum, each with the value on the wire.
    pub fn member_aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.member_aliases.iter().filter_map(|line| line.split_once(" = "))
    }

    /// Gives a value of an enum another name: the earlier one is an alias of it.
    pub fn rename_member(&mut self, earlier: &str, name: &str) {
        let Some(at) = self.members().position(|(ident, _)| ident == earlier) else { return };
        let Some((_, wire)) = self.members[at].split_once(" = ") else { return };
        let [alias, member] = [earlier, name].map(|name| format!("{name} = {wire}"));
        self.member_aliases.retain(|line| *line != member);
        self.member_aliases.push(alias);
        self.member_aliases.sort();
        self.members[at] = member;
    }

    /// Gives it another name; the struct of what `new` asks for gets one that fits. Gives the earlier one.
    pub fn rename(&mut self, name: String) -> String {
        let earlier = std::mem::replace(&mut self.name, name);
        self.aliases.push(earlier.clone());
        self.aliases.sort();
        self.required_aliases.extend(self.required.take());
        self.required_aliases.sort();
        earlier
    }

    /// Every name that it has or had, with those of the struct of what `new` asks for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let earlier = self.aliases.iter().chain(&self.required).chain(&self.required_aliases);
        std::iter::once(&self.name).chain(earlier).map(String::as_str)
    }

    /// The record that it is, as the pages call it.
    pub fn record(&self) -> Option<&str> {
        let places = self.places.iter().filter(|_| !self.used_by.is_empty());
        // Beside it may stand places where the same was written out.
        let is_plain = |place: &&String| !place.contains(" /") && !place.contains(['[', '{', '|']);
        places.filter(is_plain).min_by_key(|place| (place.contains('.'), place.len())).map(String::as_str)
    }

    /// The Rust name and the name on the wire of each member, in order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().filter_map(|member| {
            let (ident, rest) = member.split_once(" = ")?;
            // A type has no `: `; a wire name may.
            let wire = rest.rsplit_once(": ").filter(|_| !is_value(rest)).map_or(rest, |(wire, _)| wire);
            Some((ident, wire))
        })
    }
}

/// Whether it is a value in quotes, with no type behind it; a name on the wire may begin with a quote too.
fn is_value(text: &str) -> bool {
    text.len() > 1 && text.starts_with('"') && text.ends_with('"')
}

fn is_false(of: &bool) -> bool {
    !of
}

/// Verb and path without the names of placeholders, which pages change freely: `GET /v1/orders/{}`.
pub fn without_names(endpoint: &str) -> String {
    let mut text = String::with_capacity(endpoint.len());
    let mut rest = endpoint;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((_, after)) = behind.split_once('}') else { break };
        text.push_str(before);
        text.push_str("{}");
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::LockedType;

    #[test]
    fn a_name_on_the_wire_may_begin_with_a_quote() {
        let members = ["a = \"#: Option<String>", "b = \"x: y\"", "c = x: y: String", "d = 7"];
        let of = LockedType {
            name: "T".into(),
            aliases: Vec::new(),
            module: "types".into(),
            places: Vec::new(),
            used_by: Vec::new(),
            shape: String::new(),
            required: None,
            required_aliases: Vec::new(),
            new: Vec::new(),
            fixed: Vec::new(),
            members: members.map(str::to_owned).to_vec(),
            member_aliases: Vec::new(),
            gone: false,
        };
        let wires: Vec<&str> = of.members().map(|(_, wire)| wire).collect();
        assert_eq!(wires, ["\"#", "\"x: y\"", "x: y", "7"]);
    }
}
