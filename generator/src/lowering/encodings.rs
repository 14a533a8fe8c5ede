//! Methods that encode a body in another way than the first: `create_commit_as_form`.

use super::aliases::method_aliases;
use super::drafts::Drafts;
use super::groups::GroupDraft;
use super::names::{Place, Scope};
use super::rust_crate::{EncodedMethod, Encoding, RequestPart, RustCrate};
use super::words::words;
use crate::lock::{Lock, LockedOperation};
use crate::model::Api;
use foldhash::HashMap;

/// Gives the operations whose pages show several encodings of one body a method for each.
pub(super) fn lower_encodings(
    api: &Api,
    lock: &Lock,
    groups: &[GroupDraft<'_>],
    drafts: &Drafts<'_>,
    of: &mut RustCrate,
) {
    let known: HashMap<&str, &LockedOperation> =
        lock.operations.iter().map(|of| (of.endpoint.as_str(), of)).collect();
    for (draft, group) in groups.iter().zip(&mut of.groups) {
        let several = group.methods.iter().any(|method| others(&method.parts).next().is_some());
        if !several {
            continue;
        }
        let names =
            group.methods.iter().flat_map(|method| method.names()).map(|ident| ident.as_str().to_owned());
        let names: Vec<String> = names.collect();
        let names = names.iter().map(String::as_str);
        let mut scope = Scope::with_taken(Place::Method, names.chain(method_aliases(lock)));
        for ((operation, _), method) in draft.operations.iter().zip(&mut group.methods) {
            let earlier = known.get(drafts.operation_key(&api.operations[*operation]).as_str());
            let plain = words(method.with_request.as_ref().unwrap_or(&method.ident).as_str());
            let encoded = others(&method.parts).map(|encoding| {
                let name = [plain.clone(), vec!["as".into(), word(encoding).into()]].concat();
                let mut kept = earlier.iter().flat_map(|of| of.encoded());
                let kept = kept.find(|(of, kept)| *of == word(encoding) && scope.is_of(kept, &name));
                let ident = match kept {
                    Some((_, kept)) => scope.keep(kept).ident,
                    None => scope.take_one(name).ident,
                };
                EncodedMethod { ident, encoding: encoding.clone() }
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

impl EncodedMethod {
    /// Whether it is of an encoding, as the lock calls it.
    pub(super) fn is(&self, encoding: &str) -> bool {
        word(&self.encoding) == encoding
    }

    /// What the lock says of it: `form = create_commit_as_form`.
    pub(super) fn line(&self) -> String {
        format!("{} = {}", word(&self.encoding), self.ident.as_str())
    }
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
