//! Methods that encode a body in another way than the first: `create_commit_as_form`.

use super::aliases::method_aliases;
use super::names::{Place, Scope};
use super::rust_crate::{EncodedMethod, Encoding, RequestPart, RustCrate};
use super::words::words;
use crate::lock::Lock;

/// Gives the operations whose pages show several encodings of one body a method for each.
pub(super) fn lower_encodings(lock: &Lock, of: &mut RustCrate) {
    for group in &mut of.groups {
        let several = group.methods.iter().any(|method| others(&method.parts).next().is_some());
        if !several {
            continue;
        }
        let names =
            group.methods.iter().flat_map(|method| method.names()).map(|ident| ident.as_str().to_owned());
        let names: Vec<String> = names.collect();
        let names = names.iter().map(String::as_str);
        let mut scope = Scope::with_taken(Place::Method, names.chain(method_aliases(lock)));
        for method in &mut group.methods {
            let plain = words(method.with_request.as_ref().unwrap_or(&method.ident).as_str());
            let encoded = others(&method.parts).map(|encoding| {
                let name = [plain.clone(), vec!["as".into(), word(encoding).into()]].concat();
                EncodedMethod { ident: scope.take_one(name).ident, encoding: encoding.clone() }
            });
            method.encoded = encoded.collect();
        }
    }
}

fn others(parts: &[RequestPart]) -> impl Iterator<Item = &Encoding> {
    parts.iter().flat_map(|part| match part {
        RequestPart::Body { others, .. } => others.as_slice(),
        _ => &[],
    })
}

fn word(encoding: &Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "json",
        Encoding::JsonLines => "lines",
        Encoding::Form(_) => "form",
        Encoding::Multipart(_) => "multipart",
        Encoding::Text => "text",
        Encoding::Bytes(_) => "bytes",
    }
}
