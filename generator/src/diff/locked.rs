//! The surface of a client, as far as `docbind.lock` says it.

use super::surface::{Surface, SurfaceMember, SurfaceMethod, SurfaceType};
use crate::lock::{Lock, LockedType, without_names};

/// Names, arguments of `new`, and members of types. What the pages no longer have is left out.
pub(super) fn lock_surface(lock: &Lock) -> Surface {
    let mut surface = Surface::default();
    for group in lock.groups.iter().filter(|group| !group.gone) {
        surface.items.insert(format!("module {}", group.module), group.handle.clone());
        for (endpoint, ident) in group.methods() {
            let of = lock.operations.iter().find(|of| of.endpoint == endpoint && !of.gone);
            let Some(of) = of else { continue };
            surface.methods.push(SurfaceMethod {
                key: without_names(&of.endpoint),
                line: of.line().to_owned(),
                module: group.module.clone(),
                ident: ident.to_owned(),
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

fn lock_type(lock: &Lock, of: &LockedType) -> SurfaceType {
    let shown = lock.groups.iter().filter(|group| !group.gone && group.shows.contains(&of.name));
    let modules = std::iter::once(of.module.clone()).chain(shown.map(|group| group.module.clone()));
    let new: Vec<_> = of.new.iter().map(|ident| (ident.clone(), String::new())).collect();
    let fixed = of.fixed.iter().filter_map(|line| line.split_once(" = "));
    SurfaceType {
        modules: modules.collect(),
        members: of.members.iter().filter_map(|line| lock_member(line)).collect(),
        new: (!new.is_empty() || !of.fixed.is_empty()).then_some(new),
        wire: fixed.map(|(ident, value)| (format!("`{ident}` in `new`"), value.to_owned())).collect(),
        ..SurfaceType::default()
    }
}

/// `from_room = fromRoom: i64`, `InTransit = "in-transit"`, `Order = Order`
fn lock_member(line: &str) -> Option<SurfaceMember> {
    let (ident, rest) = line.split_once(" = ")?;
    let typed = rest.rsplit_once(": ").filter(|_| !rest.starts_with('"'));
    let (wire, type_text) = typed.unwrap_or((rest, ""));
    Some(SurfaceMember {
        ident: ident.to_owned(),
        type_text: type_text.to_owned(),
        wire: wire.to_owned(),
        ..SurfaceMember::default()
    })
}
