//! The surface of a client, as far as `docbind.lock` says it.

use super::surface::{EVENTS_FORM, Surface, SurfaceMember, SurfaceMethod, SurfaceType};
use crate::lock::{Lock, LockedGroup, LockedOperation, LockedType, without_names};

/// Names, arguments of `new`, and members of types. What the pages no longer have is left out.
pub(super) fn lock_surface(lock: &Lock) -> Surface {
    let mut surface = Surface::default();
    for group in lock.groups.iter().filter(|group| !group.gone) {
        let earlier = group.aliases().chain([(group.module.as_str(), group.handle.as_str())]);
        surface.items.extend(earlier.map(|(module, handle)| (format!("module {module}"), handle.to_owned())));
        for (endpoint, ident) in group.methods() {
            let of = lock.operations.iter().find(|of| of.endpoint == endpoint && !of.gone);
            let Some(of) = of else { continue };
            surface.methods.push(SurfaceMethod {
                key: without_names(&of.endpoint),
                line: of.line().to_owned(),
                module: group.module.clone(),
                ident: ident.to_owned(),
                aliases: aliases(group, ident, of),
                pages: of.pages.clone().map(|pages| (pages, String::new())),
                ..SurfaceMethod::default()
            });
        }
    }
    for of in lock.types.iter().filter(|of| !of.gone) {
        surface.types.insert(of.name.clone(), lock_type(lock, of));
    }
    surface
}

/// What else calls an operation.
fn aliases(group: &LockedGroup, ident: &str, of: &LockedOperation) -> Vec<String> {
    let modules = group.aliases().map(|(module, _)| module).chain([group.module.as_str()]);
    let names = of.aliases().map(|(name, _)| name).chain([ident]);
    let names: Vec<&str> = names.chain(of.beside()).collect();
    modules.flat_map(|module| names.iter().map(move |name| format!("{module}::{name}"))).collect()
}

fn lock_type(lock: &Lock, of: &LockedType) -> SurfaceType {
    let shown = lock.groups.iter().filter(|group| !group.gone && group.shows.contains(&of.name));
    let own = std::iter::once(of.module.clone()).chain(shown.map(|group| group.module.clone()));
    let own: Vec<String> = own.collect();
    let here = lock.groups.iter().filter(|group| own.contains(&group.module));
    let earlier = here.flat_map(LockedGroup::aliases).map(|(module, _)| module.to_owned());
    let modules = own.iter().cloned().chain(earlier);
    let new: Vec<_> = of.new.iter().map(|ident| (ident.clone(), String::new())).collect();
    let fixed = of.fixed.iter().filter_map(|line| line.split_once(" = "));
    SurfaceType {
        modules: modules.collect(),
        aliases: of.aliases.clone(),
        members: of.members.iter().filter_map(|line| lock_member(of, line)).collect(),
        form: if of.is_events() { EVENTS_FORM } else { "" },
        open: of.is_events(),
        new: (!new.is_empty() || !of.fixed.is_empty()).then_some(new),
        wire: fixed.map(|(ident, value)| (format!("`{ident}` in `new`"), value.to_owned())).collect(),
        ..SurfaceType::default()
    }
}

/// `from_room = fromRoom: i64`, `InTransit = "in-transit"`, `Order = Order`
fn lock_member(of: &LockedType, line: &str) -> Option<SurfaceMember> {
    let (ident, rest) = line.split_once(" = ")?;
    let typed = rest.rsplit_once(": ").filter(|_| !rest.starts_with('"'));
    let (wire, type_text) = typed.unwrap_or((rest, ""));
    Some(SurfaceMember {
        ident: ident.to_owned(),
        aliases: of
            .member_aliases()
            .filter(|(_, of)| *of == rest)
            .map(|(alias, _)| alias.to_owned())
            .collect(),
        type_text: type_text.to_owned(),
        wire: wire.to_owned(),
        ..SurfaceMember::default()
    })
}
