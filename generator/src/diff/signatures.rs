//! What callers of a client can name, with no text of the pages.

use super::crate_surface::crate_surface;
use crate::Generated;
use std::collections::BTreeMap;

/// The signatures of all methods and types of a client, by their names: alike where callers see no difference.
pub(crate) fn signatures(of: &Generated) -> BTreeMap<String, String> {
    let surface = crate_surface(&of.reading.api, &of.client, &of.lock);
    let methods = surface.methods.iter().map(|method| {
        (method.path(), format!("{:?} {} {:?}", method.arguments, method.answer, method.error))
    });
    let types = surface.types.iter().map(|(name, of)| {
        let members = of.members.iter();
        let members = members.map(|of| format!("{}: {} = {}", of.ident, of.type_text, of.wire));
        (name.clone(), format!("{} {:?} {:?}", of.form, of.new, members.collect::<Vec<_>>()))
    });
    methods.chain(types).collect()
}
